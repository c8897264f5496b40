/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  // Before js, or `../index` would be the built app.
  moduleFileExtensions: ['ts', 'js', 'cjs', 'mjs', 'json', 'node'],
  // Core ends a process that has used much memory, as Zapier's does; a test file may be such a one.
  moduleNameMapper: {
    '/memory-checker$': '<rootDir>/test/support/no-memory-checker.cjs',
    // Its hooks follow every promise of the process, and cost more than the app does.
    '^domain$': '<rootDir>/test/support/no-domain.cjs',
    '/create-lambda-handler$': '<rootDir>/test/support/overheard-handler.cjs',
  },
  setupFilesAfterEnv: [
    '<rootDir>/test/support/nothing-leaked.ts',
    '<rootDir>/test/support/asserted.ts',
    '<rootDir>/test/support/same-chance.ts',
  ],
  roots: ['<rootDir>/test'],
  transform: { '\\.ts$': ['@swc/jest', { jsc: { target: 'es2023', parser: { syntax: 'typescript' } } }] },
  modulePathIgnorePatterns: ['<rootDir>/build'],
  // The tests of one file follow one another, and little of their time is waiting: every core helps.
  maxWorkers: '100%',
  // A table in a loop may take long where the machine is busy: no test is about time.
  testTimeout: 300000,
  // Node's own, which reads the source maps of what swc has made.
  coverageProvider: 'v8',
  collectCoverageFrom: [
    '{authentication,index,registry}.ts',
    '{creates,fields,highlevel,operations,reads,records,searches,triggers}/**/*.ts',
  ],
};
