/** Runs with every test file: nothing that the app logged or threw in it may tell a secret. */
import { takeLeaks } from './overheard';

afterAll(() => {
  expect(takeLeaks().leaks).toEqual([]);
});
