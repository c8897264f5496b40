/**
 * The settings from the environment. They are read when they are used, because Zapier sets them for each run.
 * `zapier-platform env:set 1.0.0 CLIENT_ID=…` sets them for a pushed version.
 */

import type { ApiVersion } from './contract';
import { withoutCoreReport } from './errors';

/** Hosts that may be called without TLS: the developer's own machine. */
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** The API's address, without a slash at its end. Plain http is accepted for loopback only. */
export function apiUrl(): string {
  return address('HIGHLEVEL_API_URL', 'https://services.leadconnectorhq.com');
}

/** The site where people choose the account to connect: HighLevel's, or the one without its name. */
export function marketplaceUrl(): string {
  return address('HIGHLEVEL_MARKETPLACE_URL', 'https://marketplace.gohighlevel.com');
}

/** The version of the API in which the operations call their endpoints: the dated ones, unless it is set to `v3`. */
export function apiVersion(): ApiVersion {
  const given = process.env.HIGHLEVEL_API_VERSION?.trim() || 'dated';
  if (given === 'dated' || given === 'v3') return given;
  throw withoutCoreReport(
    new Error('HIGHLEVEL_API_VERSION must be v3, or not set: then the dated versions are used.'),
  );
}

/** The HighLevel app's own id and secret, from its settings page in the Marketplace. */
export function clientCredentials(): { client_id: string; client_secret: string } {
  return { client_id: process.env.CLIENT_ID ?? '', client_secret: process.env.CLIENT_SECRET ?? '' };
}

/** HighLevel's id of its app: the first part of the client id (`<app id>-<key>`). */
export const appId = (): string => clientCredentials().client_id.split('-')[0] ?? '';

/** The scopes to ask for, where they are set; otherwise those that the operations need are asked for. */
export function chosenScopes(): string[] | undefined {
  const chosen = process.env.HIGHLEVEL_SCOPES?.split(/[\s,]+/).filter(Boolean);
  return chosen?.length ? chosen : undefined;
}

/**
 * The key by which HighLevel signs the webhooks of all apps: Ed25519, in base64. Source: HighLevel's official SDK
 * (2026-05-01), and several public sources.
 */
const WEBHOOK_KEY = 'MCowBQYDK2VwAyEAi2HR1srL4o18O8BRa7gVJY7G7bupbN3H9AwJrHCDiOg=';

/** HighLevel's public key for webhooks, in base64 or PEM. The setting is for a new one, and for the sandbox's. */
export const webhookKey = (): string => process.env.HIGHLEVEL_WEBHOOK_KEY?.trim() || WEBHOOK_KEY;

/** Whether an address may be called: over TLS, or on this machine. */
export const isSafe = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' || (protocol === 'http:' && LOOPBACK.includes(hostname));

function address(name: string, usual: string): string {
  const given = process.env[name]?.trim() || usual;
  if (!URL.canParse(given) || !isSafe(new URL(given))) {
    throw withoutCoreReport(
      new Error(`${name} must be an https address (http is accepted on this machine only).`),
    );
  }
  return given.replace(/\/+$/, '');
}
