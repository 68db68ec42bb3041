import { createHash, randomBytes, sign, type KeyObject } from 'node:crypto';

// Just enough of DER (ITU-T X.690) to write certificates by hand: whoever is checked must not use the checker's library.
const tlv = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts);
  const { length } = body;
  const head = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.of(tag, ...head), body]);
};
const sequence = (...parts: readonly Uint8Array[]) => tlv(0x30, ...parts);
const oid = (...numbers: readonly number[]) => {
  const [first = 0, second = 0, ...rest] = numbers;
  const seven = (number: number): number[] => (number < 128 ? [number] : [...seven(number >> 7).map((one) => one | 128), number & 127]);
  return tlv(0x06, Buffer.of(first * 40 + second, ...rest.flatMap((number) => seven(number))));
};
const text = (value: string) => tlv(0x0c, Buffer.from(value));
const octets = (value: Uint8Array) => tlv(0x04, value);
const bits = (value: Uint8Array, unused = 0) => tlv(0x03, Buffer.of(unused), value);
const yes = tlv(0x01, Buffer.of(0xff));
const time = (at: Date) => tlv(0x18, Buffer.from(`${at.toISOString().replaceAll(/[-:T]/gu, '').slice(0, 14)}Z`));
const named = (commonName: string) => sequence(tlv(0x31, sequence(oid(2, 5, 4, 6), text('DE'))), tlv(0x31, sequence(oid(2, 5, 4, 3), text(commonName))));

/** What stands in a certificate. */
export type CertificateWish = { readonly subject: string; readonly issuer: string; readonly key: KeyObject; readonly signer: KeyObject; readonly isAuthority: boolean; readonly from: Date; readonly to: Date };

/** A certificate (RFC 5280) signed by ECDSA with SHA-256, as DER. */
export function certificate(wish: CertificateWish): Buffer {
  const algorithm = sequence(oid(1, 2, 840, 10045, 4, 3, 2));
  const extension = (id: Buffer, value: Buffer) => sequence(id, yes, octets(value));
  const spki = wish.key.export({ format: 'der', type: 'spki' });
  const serial = randomBytes(12);
  serial[0] = (serial[0] ?? 1) & 0x7f | 1;
  const identifier = createHash('sha1').update(spki).digest();
  const body = sequence(
    tlv(0xa0, tlv(0x02, Buffer.of(2))), tlv(0x02, serial), algorithm, named(wish.issuer), sequence(time(wish.from), time(wish.to)), named(wish.subject), spki,
    tlv(0xa3, sequence(extension(oid(2, 5, 29, 19), wish.isAuthority ? sequence(yes) : sequence()), extension(oid(2, 5, 29, 15), wish.isAuthority ? bits(Buffer.of(0x06), 1) : bits(Buffer.of(0x80), 7)), sequence(oid(2, 5, 29, 14), octets(octets(identifier))))),
  );
  return sequence(body, algorithm, bits(sign('sha256', body, wish.signer)));
}

/** A certificate as PEM. */
export function pem(der: Uint8Array): string {
  return `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64').replaceAll(/.{64}/gu, '$&\n').trimEnd()}\n-----END CERTIFICATE-----\n`;
}
