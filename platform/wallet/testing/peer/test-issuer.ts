import { randomBytes, sign } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { cbor, fields, Tagged, wrapped, type Cbor } from './cbor.ts';
import { certificate, pem } from './der.ts';
import { b64, jws, newPair, publicJwk, sha256, type Pair } from './jose.ts';

const PID = 'eu.europa.ec.eudi.pid.1';
const DAY = 86_400;

/** An invented person as the PID describes people. */
export type TestPerson = {
  readonly given_name: string; readonly family_name: string; readonly birthdate: string;
  readonly address: { readonly street_address: string; readonly house_number: string; readonly postal_code: string; readonly locality: string };
};

/** A credential as SD-JWT: the signed part and what can be disclosed, by path. */
export type SdJwt = { readonly jwt: string; readonly disclosures: Readonly<Record<string, string>> };
/** A credential as mdoc: the signed part and its elements by name. */
export type TestMdoc = { readonly issuerAuth: Cbor; readonly items: Readonly<Record<string, Tagged>> };

/** Made of nothing: an issuer of identification data that only demonstrations and tests may trust. */
export class TestIssuer {
  readonly authority: Pair;
  readonly signer: Pair;
  readonly authorityCertificate: Buffer;
  readonly signerCertificate: Buffer;
  readonly statusAddress: string;

  constructor(options: { readonly statusAddress: string; readonly now: Date; readonly signerTo?: Date }) {
    this.authority = newPair();
    this.signer = newPair();
    this.statusAddress = options.statusAddress;
    const from = new Date(options.now.getTime() - 30 * DAY * 1000);
    const to = new Date(options.now.getTime() + 3650 * DAY * 1000);
    const issuer = 'Test authority for PIDs';
    this.authorityCertificate = certificate({ subject: issuer, issuer, key: this.authority.publicKey, signer: this.authority.privateKey, isAuthority: true, from, to });
    this.signerCertificate = certificate({ subject: 'Test PID provider', issuer, key: this.signer.publicKey, signer: this.authority.privateKey, isAuthority: false, from, to: options.signerTo ?? to });
  }

  /** The entry of a trust list for this issuer, good in demonstrations only. */
  trustList(today: string, until: string): object {
    return {
      format: 1, source: 'made by the test wallet', enteredBy: 'test wallet', enteredOn: today, validUntil: until,
      issuers: [{ name: 'Test-Ausweis (Vorführung)', level: 'high', certificate: pem(this.authorityCertificate), validFrom: today, validUntil: until, types: ['urn:eudi:pid:de:1', PID], statusAddresses: [this.statusAddress], test: true }],
    };
  }

  /** A PID as SD-JWT VC. `payload` and `header` overwrite what would stand there. */
  sdJwt(person: object, holder: Pair, options: { readonly now: Date; readonly index?: number; readonly payload?: object; readonly header?: object; readonly signer?: Pair }): SdJwt {
    const now = Math.floor(options.now.getTime() / 1000);
    const disclosures: Record<string, string> = {};
    const hide = (object: object, path: string): { _sd: string[] } => ({
      _sd: Object.entries(object).map(([name, value]) => {
        const key = path === '' ? name : `${path}.${name}`;
        const text = b64([b64(randomBytes(16)), name, typeof value === 'object' && value !== null && !Array.isArray(value) ? hide(value as object, key) : value]);
        disclosures[key] = text;
        return b64(sha256(text));
      }).toSorted(),
    });
    const payload = {
      iss: 'https://pid-provider.example', iat: now - DAY, exp: now + 14 * DAY, vct: 'urn:eudi:pid:de:1', cnf: { jwk: publicJwk(holder) }, _sd_alg: 'sha-256', ...hide(person, ''),
      status: { status_list: { idx: options.index ?? 0, uri: `${this.statusAddress}1` } }, ...options.payload,
    };
    return { jwt: jws({ alg: 'ES256', typ: 'dc+sd-jwt', x5c: [this.signerCertificate.toString('base64')], ...options.header }, payload, (options.signer ?? this.signer).privateKey), disclosures };
  }

  /** A PID as mdoc (ISO 18013-5). */
  mdoc(person: TestPerson, holder: Pair, options: { readonly now: Date; readonly index?: number; readonly type?: string; readonly until?: Date; readonly algorithm?: number; readonly signer?: Pair; readonly extra?: Readonly<Record<string, Cbor>> }): TestMdoc {
    const { address } = person;
    const elements: Record<string, Cbor> = {
      given_name: person.given_name, family_name: person.family_name, birth_date: new Tagged(1004, person.birthdate), resident_street: address.street_address, resident_house_number: address.house_number,
      resident_postal_code: address.postal_code, resident_city: address.locality, ...options.extra,
    };
    const items = Object.fromEntries(Object.entries(elements).map(([name, value], index) => [name, wrapped(fields({ digestID: index, random: randomBytes(16), elementIdentifier: name, elementValue: value }))]));
    const { x, y } = publicJwk(holder);
    const time = (at: Date) => new Tagged(0, `${at.toISOString().slice(0, 19)}Z`);
    const security = wrapped(fields({
      version: '1.0', digestAlgorithm: 'SHA-256', valueDigests: fields({ [PID]: new Map(Object.values(items).map((item, index) => [index as Cbor, sha256(cbor(item)) as Cbor])) }),
      deviceKeyInfo: fields({ deviceKey: new Map<Cbor, Cbor>([[1, 2], [-1, 1], [-2, Buffer.from(x, 'base64url')], [-3, Buffer.from(y, 'base64url')]]) }), docType: options.type ?? PID,
      validityInfo: fields({ signed: time(options.now), validFrom: time(options.now), validUntil: time(options.until ?? new Date(options.now.getTime() + 14 * DAY * 1000)) }),
      status: fields({ status_list: fields({ idx: options.index ?? 0, uri: `${this.statusAddress}1` }) }),
    }));
    const head = cbor(new Map<Cbor, Cbor>([[1, options.algorithm ?? -7]]));
    const payload = cbor(security);
    const signature = sign('sha256', cbor(['Signature1', head, new Uint8Array(), payload]), { key: (options.signer ?? this.signer).privateKey, dsaEncoding: 'ieee-p1363' });
    return { issuerAuth: [head, new Map<Cbor, Cbor>([[33, this.signerCertificate]]), payload, signature], items };
  }

  /** The status list of this issuer: places with their numbers, all others valid. */
  statusList(notValid: Readonly<Record<number, number>>, options: { readonly now: Date; readonly payload?: object; readonly header?: object; readonly signer?: Pair }): string {
    const bytes = Buffer.alloc(256);
    for (const [index, status] of Object.entries(notValid)) bytes[Number(index) >> 2] = (bytes[Number(index) >> 2] ?? 0) | (status << ((Number(index) % 4) * 2));
    const now = Math.floor(options.now.getTime() / 1000);
    return jws({ alg: 'ES256', typ: 'statuslist+jwt', x5c: [this.signerCertificate.toString('base64')], ...options.header }, {
      sub: `${this.statusAddress}1`, iat: now, exp: now + 3600, ttl: 300, status_list: { bits: 2, lst: deflateSync(bytes).toString('base64url') }, ...options.payload,
    }, (options.signer ?? this.signer).privateKey);
  }
}
