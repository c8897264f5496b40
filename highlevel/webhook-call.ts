/** A call to a Zap's own address, as Zapier hands it to an instant trigger. Whoever knows the address can send one. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Bundle } from 'zapier-platform-core';
import { isRecord, isTooDeep, parse, withoutUnsafeNames } from './json';

/** A text that may be a call's body, and what it says. */
export interface Body {
  text: string;
  /** Without names that change what an object is; `undefined` where the text is no JSON, or has too many levels. */
  value: unknown;
}

/** What came in. */
export interface WebhookCall {
  /**
   * The text as it was sent, where Zapier gives it, and then the body that Zapier parsed, as JSON: no document
   * says that the first is the same to the byte.
   */
  bodies: Body[];
  /** A header, whatever its case and Zapier's prefix `Http-`. */
  header: (name: string) => string | undefined;
}

/** Reads the call of a run; without a body, where Zapier gives none. */
export function webhookCallOf(bundle: Bundle): WebhookCall {
  const raw: unknown = bundle.rawRequest;
  const cleaned: unknown = bundle.cleanedRequest;
  const { content, headers } = isRecord(raw) ? raw : {};
  const parsed = isTooDeep(cleaned) ? undefined : toJson(isEnvelope(cleaned) ? cleaned.content : cleaned);
  const texts = [typeof content === 'string' ? content : undefined, parsed].filter(
    (text) => text !== undefined,
  );
  const named = Object.entries({ ...headersIn(cleaned), ...(isRecord(headers) && headers) });
  const byName = new Map(named.map(([name, value]) => [name.toLowerCase().replace(/^http-/, ''), value]));
  return {
    bodies: [...new Set(texts)].map((text) => ({ text, value: readSafely(text) })),
    header: (name) => {
      const value = byName.get(name.toLowerCase());
      return typeof value === 'string' ? value : undefined;
    },
  };
}

/** JSON of a value; `undefined` for none, and for text, which is no parsed body. */
const toJson = (value: unknown) =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : undefined;

function readSafely(text: string): unknown {
  const value = parse(text);
  return isTooDeep(value) ? undefined : withoutUnsafeNames(value);
}

/**
 * The form that Zapier documents of `cleanedRequest`; what comes is the body alone (measured in zapier-platform
 * issue 290).
 */
const ENVELOPE = ['method', 'querystring', 'headers', 'content'];
const isEnvelope = (value: unknown): value is { content: unknown; headers?: unknown } =>
  isRecord(value) && 'content' in value && Object.keys(value).every((name) => ENVELOPE.includes(name));

const headersIn = (cleaned: unknown) =>
  isEnvelope(cleaned) && isRecord(cleaned.headers) ? cleaned.headers : {};

/** Whether two texts are the same; how long it takes does not tell how much of them is. */
export const isSameSecret = (one: string, other: string): boolean =>
  timingSafeEqual(digest(one), digest(other));

const digest = (text: string) => createHash('sha256').update(text).digest();
