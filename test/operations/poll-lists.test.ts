import { range } from 'lodash';
import { listsNow } from '../../operations/poll-lists';
import type { Moment } from '../../operations/trigger-spec';
import { seedRandom } from '../support/scripted';

const LISTS = range(26).map((number) => ({ name: `list ${number}`, input: {} }));
const SOME = { most: 10, due: 'startTime' };

/** The numbers of the lists that are read; the lists from 20 on have something due, the last one soonest. */
const numbers = (moment: Moment, lists = LISTS) => {
  const dueIn = ({ name }: { name: string }) => {
    const number = Number(name.slice('list '.length));
    return number < 20 ? undefined : 1000 - number;
  };
  return listsNow(lists, SOME, moment, dueIn).map(({ name }) => Number(name.slice('list '.length)));
};

describe('of many lists', () => {
  beforeEach(() => seedRandom(7));
  afterEach(() => jest.restoreAllMocks());

  test('all are read when the Zap is turned on, and the first ones for a sample', () => {
    expect(numbers('turn on')).toEqual(range(26));
    expect(numbers('sample')).toEqual(range(10));
  });

  test('a poll reads those in which something is due soonest, and as many others at random, none twice', () => {
    const polls = range(40).map(() => numbers('poll'));
    for (const read of polls) {
      expect(read.slice(0, 5)).toEqual([25, 24, 23, 22, 21]);
      expect(new Set(read).size).toBe(10);
    }
    expect(new Set(polls.flat())).toEqual(new Set(range(26)));
  });

  test('a poll reads all where they are as few as that', () => {
    expect(numbers('poll', LISTS.slice(0, 10))).toEqual(range(10));
  });
});
