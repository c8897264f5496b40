/**
 * Stands for Node's domain, in which core runs each call: its hooks follow every promise of the process.
 * An error that only a domain would catch is then nobody's, and fails the tests: see jest.config.js.
 */
exports.create = () => ({ on: () => {}, run: (work) => work() });
