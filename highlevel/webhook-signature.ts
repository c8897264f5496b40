/** HighLevel's signature of the webhooks that it sends for an app. */
import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { withoutCoreReport } from './errors';
import { webhookKey } from './settings';

/** The header that has it, in base64. What has none says `N/A` there (public sources, 2026). */
export const SIGNATURE_HEADER = 'x-ghl-signature';

/**
 * Whether HighLevel signed this text: Ed25519 over its bytes. One key signs for all apps and accounts, so that a
 * signature does not tell for whom the text is.
 *
 * @throws Error where the setting of the key is no public key
 */
export function isSigned(text: string, signature: string): boolean {
  return verify(null, Buffer.from(text), publicKey(), Buffer.from(signature, 'base64'));
}

function publicKey(): KeyObject {
  const key = webhookKey();
  try {
    return createPublicKey(
      key.startsWith('-----') ? key : { key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' },
    );
  } catch {
    throw withoutCoreReport(
      new Error('HIGHLEVEL_WEBHOOK_KEY must be a public key of Ed25519, in base64 or PEM.'),
    );
  }
}
