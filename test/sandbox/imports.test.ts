import { filesOf, reached } from '../support/imports';

// If the app and the sandbox shared more, they would make the same mistakes, and the tests would not see them.
test('the sandbox shares the contract with the app, and no other code', () => {
  // The command that starts it prints as the other commands do.
  const files = reached(filesOf('sandbox').filter((file) => file !== 'sandbox/cli.ts'));
  expect(files).toContain('highlevel/contract/requests.json');
  expect(files.filter((file) => !/^(sandbox|highlevel\/contract)\//.test(file))).toEqual([]);
});

test('the runtime for Zaps shares no code with the app or the sandbox', () => {
  expect(reached(filesOf('zapier')).filter((file) => !file.startsWith('zapier/'))).toEqual([]);
});
