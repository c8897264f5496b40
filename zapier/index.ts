/**
 * What Zapier does for a Zap, small enough to run on a developer's machine.
 *
 * It knows Zapier apps by their Lambda function alone, and nothing of what they connect to.
 */
export * from './app';
export * from './cache-server';
export * from './connection';
export * from './dedupe';
export * from './environment';
export * from './handler';
export * from './hooks';
export * from './json';
export * from './plan';
export * from './record-store';
export * from './result';
export * from './steps';
export * from './webhooks';
export * from './zap';
export * from './zap-app';
