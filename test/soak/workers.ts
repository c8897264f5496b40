/** Shares tasks out over processes. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Answer, Task } from './worker';

const PROJECT = join(__dirname, '..', '..');

/**
 * Does tasks in so many processes; the answers come in the order of the tasks.
 *
 * @param done told of each answer as it comes
 * @param project whose app is played: this one, or a copy
 * @throws Error where a worker fails, or ends
 */
export async function doAll(
  tasks: readonly Task[],
  workers: number,
  done: (answer: Answer) => void = () => undefined,
  project = PROJECT,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  let next = 0;
  const work = async () => {
    const worker = fork(join(project, 'test', 'soak', 'worker.ts'), [], {
      cwd: project,
      execArgv: ['--disable-warning=ExperimentalWarning', '--import', 'tsx'],
    });
    const ended = once(worker, 'exit').then(([code]) => {
      throw new Error(`A worker ended early (${code}).`);
    });
    // Only its being awaited below counts.
    ended.catch(() => undefined);
    try {
      for (let number = next++; number < tasks.length; number = next++) {
        const task = tasks[number];
        if (!task) break;
        worker.send(task);
        const [answer]: Answer[] = await Promise.race([once(worker, 'message'), ended]);
        if (!answer) throw new Error('A worker answered nothing.');
        if ('failed' in answer) throw new Error(answer.failed);
        answers[number] = answer;
        done(answer);
      }
    } finally {
      worker.kill();
    }
  };
  await Promise.all(Array.from({ length: Math.min(workers, tasks.length) }, work));
  return answers;
}
