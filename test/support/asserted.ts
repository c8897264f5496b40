/**
 * Runs with every test file: a test that asserted nothing fails. What counts is a matcher that was called
 * (`expect(…).toBe(…)`), by the test itself, by a helper or by a property; a helper that only throws does not.
 */
let before = 0;

const assertions = () => expect.getState().assertionCalls ?? 0;

beforeEach(() => {
  before = assertions();
});

afterEach(() => {
  if (assertions() === before) {
    throw new Error(
      'This test asserted nothing. Call expect(…) in it at least once; or, where a row of a table has nothing to assert, leave it out of the table. If the test failed before that, mend this first.',
    );
  }
});
