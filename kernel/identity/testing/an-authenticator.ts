import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

/** What a page asks an authenticator, out of `data-options`. */
export type AskedOptions = { readonly challenge: string; readonly rpId?: string; readonly rp?: { readonly id: string }; readonly user?: { readonly id: string } };

/** How a forged answer differs from a right one. */
export type Forgery = { readonly origin?: string; readonly challenge?: string; readonly host?: string; readonly counter?: number; readonly type?: string; readonly flags?: number };

const FLAGS = { present: 0x01, verified: 0x04, attested: 0x40 };

/** An authenticator in software (ES256, attestation `none`) that answers as a browser would hand it on, and forges when told. Says nothing about where the pages run: that is `origin`. */
export class Authenticator {
  readonly #origin: string;
  readonly #key: KeyObject;
  readonly #point: { readonly x: Buffer; readonly y: Buffer };
  readonly credentialId = randomBytes(32);
  counter = 0;
  #userHandle: string | undefined;

  constructor(origin: string) {
    this.#origin = origin;
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    this.#key = privateKey;
    this.#point = { x: Buffer.from(x, 'base64url'), y: Buffer.from(y, 'base64url') };
  }

  /** The text of a new passkey for the form field. */
  create(options: AskedOptions, forged: Forgery = {}): string {
    this.#userHandle = options.user?.id;
    const id = this.credentialId;
    const length = Buffer.alloc(2);
    length.writeUInt16BE(id.length);
    const attested = Buffer.concat([Buffer.alloc(16), length, id, this.#coseKey()]);
    const authData = this.#authenticatorData(options, forged, forged.flags ?? FLAGS.present | FLAGS.verified | FLAGS.attested, attested);
    // {"fmt": "none", "attStmt": {}, "authData": bytes} in CBOR.
    const attestationObject = Buffer.concat([Buffer.of(0xa3), text('fmt'), text('none'), text('attStmt'), Buffer.of(0xa0), text('authData'), bytes(authData)]);
    return this.#answer({ clientDataJSON: this.#clientData('webauthn.create', options, forged).toString('base64url'), attestationObject: attestationObject.toString('base64url'), transports: ['internal'] });
  }

  /** The text of a shown passkey for the form field. */
  get(options: AskedOptions, forged: Forgery = {}): string {
    this.counter = forged.counter ?? this.counter + 1;
    const clientData = this.#clientData('webauthn.get', options, forged);
    const authData = this.#authenticatorData(options, { ...forged, counter: this.counter }, forged.flags ?? FLAGS.present | FLAGS.verified, Buffer.alloc(0));
    const signature = sign('sha256', Buffer.concat([authData, createHash('sha256').update(clientData).digest()]), this.#key);
    return this.#answer({ clientDataJSON: clientData.toString('base64url'), authenticatorData: authData.toString('base64url'), signature: signature.toString('base64url'), userHandle: this.#userHandle ?? null });
  }

  #answer(response: object): string {
    const id = this.credentialId.toString('base64url');
    return JSON.stringify({ id, rawId: id, type: 'public-key', response });
  }

  #clientData(type: string, options: AskedOptions, forged: Forgery): Buffer {
    return Buffer.from(JSON.stringify({ type: forged.type ?? type, challenge: forged.challenge ?? options.challenge, origin: forged.origin ?? this.#origin, crossOrigin: false }));
  }

  #authenticatorData(options: AskedOptions, forged: Forgery, flags: number, rest: Buffer): Buffer {
    const host = forged.host ?? options.rpId ?? options.rp?.id ?? '';
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(forged.counter ?? 0);
    return Buffer.concat([createHash('sha256').update(host).digest(), Buffer.of(flags), counter, rest]);
  }

  // {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y} in CBOR. Source: RFC 9053 § 7.1.1.
  #coseKey(): Buffer {
    return Buffer.concat([Buffer.of(0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21), bytes(this.#point.x), Buffer.of(0x22), bytes(this.#point.y)]);
  }
}

function bytes(content: Buffer): Buffer {
  return Buffer.concat([content.length < 256 ? Buffer.of(0x58, content.length) : Buffer.of(0x59, content.length >> 8, content.length & 255), content]);
}

function text(content: string): Buffer {
  return Buffer.concat([Buffer.of(0x60 + content.length), Buffer.from(content)]);
}
