const everywhere = require('../../../jest.config.js');

/** @type {import('jest').Config} The scenes of the workbench, which need a browser: `npm test` leaves them out. */
module.exports = {
  ...everywhere,
  rootDir: '../../..',
  roots: ['<rootDir>/test/workbench/scenes'],
  testMatch: ['**/*.scene.ts'],
  maxWorkers: 1,
};
