/**
 * What a call costs in an app of ours beside the same call in an app of one operation. The apps take turns,
 * so that a slow moment of the machine falls on all of them, and what is told is the median of the turns.
 */
import type { LambdaEvent } from '../../zapier';
import { type Outcome, startLambda } from '../support/lambda';
import { SIZES, type Size, wrappersFor } from './apps';

/** What each app took, in ms, turn by turn. */
export type Turns = { [size in Size]: number }[];

const COLD_STARTS = 8;
const ROUNDS = 20;

function ran(outcome: Outcome): Outcome {
  if (outcome.error !== undefined) throw new Error(outcome.error);
  return outcome;
}

/** The time from the start of a process, Node itself left out, to the answer to its first event. */
export function coldStarts(key: string, event: LambdaEvent): Promise<Turns> {
  const wrappers = wrappersFor(key);
  return inTurns(COLD_STARTS, async (size) => {
    const lambda = await startLambda(wrappers[size]);
    const { wallMs } = ran(await lambda.run(event));
    lambda.stop();
    return lambda.loadMs + wallMs;
  });
}

/**
 * The CPU time of one call, in processes that have run for a while.
 *
 * @param calls how many calls make up a turn
 */
export async function cpuOfCalls(key: string, event: LambdaEvent, calls: number): Promise<Turns> {
  const wrappers = wrappersFor(key);
  const started = SIZES.map(async (size) => [size, await startLambda(wrappers[size])] as const);
  const lambdas = new Map(await Promise.all(started));
  const cpu = async (size: Size, times: number) => {
    const lambda = lambdas.get(size);
    return lambda ? ran(await lambda.run(event, times)).cpuMs : Number.NaN;
  };
  for (const size of SIZES) await cpu(size, 2 * calls);
  const turns = await inTurns(ROUNDS, (size) => cpu(size, calls));
  for (const lambda of lambdas.values()) lambda.stop();
  return turns;
}

/** What an event took in a process that has run nothing but the events before it. */
export async function afterEvents(key: string, events: LambdaEvent[]): Promise<Outcome> {
  const lambda = await startLambda(wrappersFor(key).all);
  let outcome: Outcome | undefined;
  for (const event of events) outcome = ran(await lambda.run(event));
  lambda.stop();
  if (!outcome) throw new Error('There is no event.');
  return outcome;
}

/** Measures every app so many times, beginning with another one at each turn. */
async function inTurns(rounds: number, measure: (size: Size) => Promise<number>): Promise<Turns> {
  const turns: Turns = [];
  for (let round = 0; round < rounds; round += 1) {
    const turn = { one: 0, tenth: 0, half: 0, all: 0 };
    const first = round % SIZES.length;
    for (const size of [...SIZES.slice(first), ...SIZES.slice(0, first)]) turn[size] = await measure(size);
    turns.push(turn);
  }
  return turns;
}

/** What an app took, in ms. */
export const timeOf = (turns: Turns, size: Size): number => median(turns.map((turn) => turn[size]));

/** How many times as much as another app's. */
export const ratioOf = (turns: Turns, size: Size, to: Size): number =>
  median(turns.map((turn) => turn[size] / turn[to]));

function median(numbers: number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
