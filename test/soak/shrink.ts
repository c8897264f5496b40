/** Takes out of a history whatever is not needed to show a difference (delta debugging). */
import { performance } from 'node:perf_hooks';
import { type Cell, daysUntil, fullHistory, playOf, type Rest, zapsIn } from './cell';
import { MINUTE, type VirtualClock } from './clock';
import type { Difference } from './judge';
import { play } from './play';

/** What was found out. */
export interface Shrunk {
  rest: Rest;
  difference: Difference;
  /** How many histories were played for it. */
  tries: number;
}

/**
 * The smallest history that was found in so much time, that shows the same kind of difference in the same Zap.
 *
 * @param seconds of real time; the history that is being played then is played to its end
 */
export async function shrink(
  cell: Cell,
  first: Difference,
  clock: VirtualClock,
  seconds: number,
): Promise<Shrunk> {
  const until = performance.now() + seconds * 1000;
  const isOver = () => performance.now() > until;
  const best: Shrunk = { rest: wholeOf(cell, first), difference: first, tries: 0 };

  /** Whether this is enough to show the difference; then it is the best that is known. */
  async function shows(rest: Rest): Promise<boolean> {
    best.tries += 1;
    const { differences } = await play(playOf({ ...cell, rest, stopEarly: true }), clock);
    const found = differences.find(({ wrong, zap }) => wrong === first.wrong && zap === first.zap);
    if (!found) return false;
    best.rest = { ...rest, days: Math.min(rest.days, daysUntil(found.at + MINUTE)) };
    best.difference = found;
    return true;
  }

  const history = fullHistory(cell);
  const whole = best.rest;
  const ofAccount = whole.happenings.filter(({ number }) => history[number]?.account === first.account);
  const alone = { ...whole, zaps: [first.zap], happenings: ofAccount };
  if (!(await shows(alone)) && !(await shows({ ...alone, happenings: whole.happenings }))) return best;

  let parts = 2;
  while (best.rest.happenings.length > 1 && !isOver()) {
    const all = best.rest.happenings;
    const size = Math.ceil(all.length / parts);
    let smaller = false;
    // The last ones first: what shows a difference is near to it.
    for (let end = all.length; end > 0 && !smaller && !isOver(); end -= size) {
      const without = [...all.slice(0, Math.max(0, end - size)), ...all.slice(end)];
      smaller = await shows({ ...best.rest, happenings: without });
    }
    if (smaller) parts = Math.max(2, parts - 1);
    else if (size === 1) break;
    else parts = Math.min(all.length, parts * 2);
  }
  await fewer(best, shows, isOver);
  return best;
}

/** To fewer records at once. */
async function fewer(
  best: Shrunk,
  shows: (rest: Rest) => Promise<boolean>,
  isOver: () => boolean,
): Promise<void> {
  for (const { number } of best.rest.happenings) {
    for (;;) {
      const now = best.rest.happenings.find((one) => one.number === number);
      if (!now || now.size < 2 || isOver()) break;
      const half = { number, size: Math.floor(now.size / 2) };
      const happenings = best.rest.happenings.map((one) => (one.number === number ? half : one));
      if (!(await shows({ ...best.rest, happenings }))) break;
    }
  }
}

/** All of a cell until the difference. */
function wholeOf(cell: Cell, { at }: Difference): Rest {
  const happenings = fullHistory(cell).flatMap(({ at: when, size }, number) =>
    when <= at ? [{ number, size }] : [],
  );
  const { rest, days } = cell;
  return {
    zaps: rest?.zaps ?? zapsIn(cell).map(({ name }) => name),
    happenings: rest?.happenings ?? happenings,
    days: Math.min(rest?.days ?? days, daysUntil(at + MINUTE)),
  };
}
