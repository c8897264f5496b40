import { isEqual } from 'lodash';

/** The environment variables that an app is given. */
export type Environment = Record<string, string>;

/** Calls that follow no call of another environment: these may run at the same time. */
interface Turn {
  environment: Environment;
  /** What the variables were before. */
  before: NodeJS.ProcessEnv;
  begun: Promise<void>;
  calls: Set<Promise<void>>;
}

let last: Turn | undefined;

/**
 * Runs a call of an app that is given these variables.
 *
 * Core puts them into `process.env`, which the whole process shares, while on Zapier each app has a process of its
 * own. So a call waits for the calls of other environments that were made before it, and none of their variables is
 * left then: no account's address, keys or secrets are another's.
 */
export function inEnvironment<T>(environment: Environment, run: () => Promise<T>): Promise<T> {
  const turn = last && isEqual(last.environment, environment) ? last : turnAfter(last, environment);
  last = turn;
  const call = turn.begun.then(run);
  const leave = () => {
    turn.calls.delete(ended);
  };
  const ended = call.then(leave, leave);
  turn.calls.add(ended);
  return call;
}

function turnAfter(previous: Turn | undefined, environment: Environment): Turn {
  const turn: Turn = { environment, before: {}, begun: Promise.resolve(), calls: new Set() };
  turn.begun = begin(turn, previous);
  return turn;
}

async function begin(turn: Turn, previous: Turn | undefined): Promise<void> {
  if (previous) {
    await previous.begun;
    await Promise.all(previous.calls);
    takeBack(previous);
  }
  for (const name of Object.keys(turn.environment)) turn.before[name] = process.env[name];
}

/** Puts the variables back, but for those that somebody else has set since. */
function takeBack({ environment, before }: Turn): void {
  for (const [name, value] of Object.entries(environment)) {
    if (process.env[name] !== value) continue;
    if (before[name] === undefined) delete process.env[name];
    else process.env[name] = before[name];
  }
}
