import { InvalidInput } from '@allmende/errors';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';

const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const strict = { additionalProperties: false } as const;

const Issuer = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 200 }),
  /** Level of identification that its credentials give. */
  level: Type.Enum(['substantial', 'high']),
  /** Certificate of the authority that signs the issuer's certificates, or of the issuer itself, as PEM. */
  certificate: Type.String({ minLength: 100, maxLength: 10_000 }),
  validFrom: Day,
  /** The last day. */
  validUntil: Day,
  types: Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { minItems: 1, maxItems: 20 }),
  /** Where its status lists lie: beginnings of addresses. Nothing else is ever asked. */
  statusAddresses: Type.Array(Type.String({ pattern: '^https?://[^/]+/', maxLength: 300 }), { maxItems: 10 }),
  /** Made for demonstration and tests; refused in production. */
  test: Type.Optional(Type.Boolean()),
}, strict);

const TrustFile = Type.Object({ format: Type.Literal(1), source: Type.String({ minLength: 1, maxLength: 300 }), enteredBy: Type.String({ minLength: 1, maxLength: 200 }), enteredOn: Day, validUntil: Day, issuers: Type.Array(Issuer, { maxItems: 200 }) }, strict);

/** Issuers of identification data whom the operator trusts, with their days. */
export type TrustList = Static<typeof TrustFile>;
export type TrustedIssuer = TrustList['issuers'][number];

/** Reads a trust list. Throws InvalidInput, in German, for another shape and for what must not stand in a list for production. */
export function readTrustList(value: unknown, options: { readonly isProduction: boolean }): TrustList {
  const problem = (message: string, pointer = '') => new InvalidInput([{ pointer, code: 'trust-list', message }], { message });
  if (!Value.Check(TrustFile, value)) throw problem(`Die Vertrauensliste hat nicht die erwartete Form: ${[...Value.Errors(TrustFile, value)].slice(0, 3).map((error) => `${error.instancePath} ${error.message}`).join('; ')}`);
  for (const [index, issuer] of value.issuers.entries()) {
    if (!options.isProduction) continue;
    if (issuer.test === true) throw problem(`„${issuer.name}“ ist ein Herausgeber für Tests. Im Betrieb darf er nicht auf der Vertrauensliste stehen.`, `/issuers/${index}`);
    if (issuer.statusAddresses.some((address) => !address.startsWith('https://'))) throw problem(`Die Adressen der Statuslisten von „${issuer.name}“ müssen mit https beginnen.`, `/issuers/${index}/statusAddresses`);
  }
  return value;
}

/** The issuers of the list that count on a day; undefined when the list itself is out of date. */
export function issuersOn(list: TrustList, today: string): readonly TrustedIssuer[] | undefined {
  if (today > list.validUntil) return undefined;
  return list.issuers.filter((issuer) => issuer.validFrom <= today && today <= issuer.validUntil);
}
