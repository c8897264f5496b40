/** Time that stands still, and moves where a test moves it. */

/** A noon, in epoch ms. */
const NOON = Date.UTC(2026, 10, 23, 12);

interface HeldClock {
  /** The time, in epoch ms. */
  now: number;
  /** Lets so many ms pass. */
  pass: (ms: number) => void;
}

/**
 * Stops the time of the app and of the sandbox; before each test it is the same moment again. It stands before
 * `harness`, so that the sandbox's first records are as old as on any other day on which the tests run.
 */
export function holdClock(begins = NOON): HeldClock {
  const clock: HeldClock = {
    now: begins,
    pass: (ms) => {
      clock.now += ms;
    },
  };
  const hold = () => {
    clock.now = begins;
    jest.spyOn(Date, 'now').mockImplementation(() => clock.now);
  };
  beforeAll(hold);
  beforeEach(hold);
  afterEach(() => jest.restoreAllMocks());
  return clock;
}
