/** A process that plays cells, one after the other: the fleet is shared out over as many as there are cores. */
import type { Cell } from './cell';
import { playOf } from './cell';
import { VirtualClock } from './clock';
import type { Difference } from './judge';
import { type Played, play } from './play';
import { type Shrunk, shrink } from './shrink';

/** What a worker is asked for. */
export type Task = { cell: Cell } | { cell: Cell; difference: Difference; seconds: number };

/** What it answers. */
export type Answer = { played: Played } | { shrunk: Shrunk } | { failed: string };

async function answerTo(task: Task, clock: VirtualClock): Promise<Answer> {
  if ('difference' in task) return { shrunk: await shrink(task.cell, task.difference, clock, task.seconds) };
  return { played: await play(playOf(task.cell), clock) };
}

// Core ends a process of Zapier's that has used much memory; this one is none.
process.memoryUsage = Object.assign(
  () => ({ rss: 0, heapTotal: 0, heapUsed: 0, external: 0, arrayBuffers: 0 }),
  process.memoryUsage,
);

const clock = new VirtualClock(Date.now());

process.on('message', (task: Task) => {
  answerTo(task, clock)
    .catch(
      (error: unknown): Answer => ({ failed: error instanceof Error ? `${error.stack}` : String(error) }),
    )
    .then((answer) => process.send?.(answer));
});
