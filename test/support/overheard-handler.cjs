/** Stands for core's maker of Lambda handlers, and gives handlers that are listened to: see jest.config.js. */
const createLambdaHandler = require('../../node_modules/zapier-platform-core/src/tools/create-lambda-handler.js');
const { overhear } = require('./overheard');

module.exports = (app) => overhear(createLambdaHandler(app));
