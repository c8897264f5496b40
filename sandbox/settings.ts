import type { Sandbox } from './server';

/** The settings with which an app takes the sandbox for HighLevel. */
export const settingsFor = ({ url, clientId, clientSecret, webhooks }: Sandbox) => ({
  HIGHLEVEL_API_URL: url,
  HIGHLEVEL_MARKETPLACE_URL: url,
  CLIENT_ID: clientId,
  CLIENT_SECRET: clientSecret,
  HIGHLEVEL_WEBHOOK_KEY: webhooks.publicKey,
});
