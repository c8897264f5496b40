/** Runs an app the way Zapier's Lambda does: in a process of its own, by its wrapper's `handler`. */
import { type ChildProcess, fork } from 'node:child_process';
import { dirname, join } from 'node:path';
import { type Item, isItem, type LambdaEvent } from '../../zapier';

/** What came of an event. Times are of one run, where the event was run several times. */
export interface Outcome {
  /** What the app answered; nothing where the event was run several times. */
  results: unknown;
  /** What the app threw, if it did. */
  error: string | undefined;
  wallMs: number;
  cpuMs: number;
  /** The most memory that the process has held so far, in MB. */
  peakMb: number;
  /** Every file that the process has loaded so far. */
  files: string[];
}

/** An app in a process of its own. */
export interface Lambda {
  /** The time that loading the wrapper took; the app itself is loaded by the first event. */
  loadMs: number;
  /** The version of its Node, as `v22.1.0`. */
  node: string;
  /** Sends an event, to be run so many times. */
  run(event: LambdaEvent, times?: number): Promise<Outcome>;
  stop(): void;
}

/**
 * Starts the app behind a wrapper. The process inherits no environment, so that nothing of this
 * machine decides what is found.
 */
export async function startLambda(wrapper: string): Promise<Lambda> {
  const child = fork(join(__dirname, 'lambda.cjs'), [wrapper], {
    cwd: dirname(wrapper),
    env: {},
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ready = await messageOf(child);
  return {
    loadMs: Number(ready.loadMs),
    node: String(ready.node),
    run: async (event, times = 1) => {
      child.send({ event, times });
      return outcomeOf(await messageOf(child));
    },
    stop: () => child.disconnect(),
  };
}

function messageOf(child: ChildProcess): Promise<Item> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`The app's process ended with code ${code}.`));
    child.once('exit', ended);
    child.once('message', (message) => {
      child.off('exit', ended);
      resolve(isItem(message) ? message : {});
    });
  });
}

function outcomeOf({ results, error, wallMs, cpuMs, peakMb, files }: Item): Outcome {
  return {
    results,
    error: typeof error === 'string' ? error : undefined,
    wallMs: Number(wallMs),
    cpuMs: Number(cpuMs),
    peakMb: Number(peakMb),
    files: Array.isArray(files) ? files.map(String) : [],
  };
}
