/** Stands for core's memory checker, which ends the process: see jest.config.js. */
module.exports = () => {};
