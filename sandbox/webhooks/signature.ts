import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';

/** What stands before the 32 bytes of an Ed25519 key in PKCS #8 (RFC 8410). */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Signs texts as HighLevel signs its webhooks: Ed25519 over the exact bytes, in Base64. */
export class Signer {
  /** The public key, as HighLevel publishes its own: SPKI in Base64. */
  readonly publicKey: string;
  readonly #privateKey: KeyObject;

  /** @param seed the same text gives the same keys: they protect nothing */
  constructor(seed: string) {
    const key = createHash('sha256').update(seed).digest();
    this.#privateKey = createPrivateKey({
      key: Buffer.concat([PKCS8_HEAD, key]),
      format: 'der',
      type: 'pkcs8',
    });
    const spki = createPublicKey(this.#privateKey).export({ format: 'der', type: 'spki' });
    this.publicKey = spki.toString('base64');
  }

  sign(text: string): string {
    return sign(null, Buffer.from(text), this.#privateKey).toString('base64');
  }
}
