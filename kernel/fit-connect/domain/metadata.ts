import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import { demand } from './refusal.ts';
import { metadataSchemaUri } from './vocabulary.ts';

const Hash = Type.Object({ type: Type.Literal('sha512'), content: Type.String({ pattern: '^[a-f0-9]{128}$' }) });
const Semver = '(0|[1-9]\\d*)\\.(0|[1-9]\\d*)';
const Schema = Type.Object({ schemaUri: Type.String({ format: 'uri', maxLength: 2_000 }), mimeType: Type.Union([Type.Literal('application/json'), Type.Literal('application/xml')]) });
const Signature = Type.Object({
  signatureFormat: Type.Union(['cms', 'xml', 'pdf', 'asic', 'json'].map((format) => Type.Literal(format))),
  detachedSignature: Type.Boolean(),
  eidasAdesProfile: Type.Optional(Type.String({ pattern: '^http://uri\\.etsi\\.org/ades/191x2/level/baseline/B-(B|T|LT|LTA)#$' })),
  content: Type.Optional(Type.String()),
});
const Service = Type.Object({ name: Type.Optional(Type.String()), description: Type.Optional(Type.String()), identifier: Type.String({ minLength: 7, maxLength: 255, pattern: "^urn:[a-z0-9][a-z0-9-]{0,31}:[a-z0-9()+,.:=@;$_!*'%/?#-]+$" }) });

const ContentStructure = Type.Object({
  data: Type.Optional(Type.Object({ hash: Hash, submissionSchema: Schema, signature: Type.Optional(Signature) })),
  attachments: Type.Array(Type.Object({
    attachmentId: Type.String({ format: 'uuid' }),
    hash: Hash,
    purpose: Type.Union([Type.Literal('form'), Type.Literal('attachment'), Type.Literal('report')]),
    mimeType: Type.String({ pattern: '^[-\\w.]+/[-\\w.+]+$' }),
    filename: Type.Optional(Type.String()),
    description: Type.Optional(Type.String()),
    signature: Type.Optional(Signature),
  }), { maxItems: 10_000 }),
});

const AuthenticationInformation = Type.Array(Type.Object({ type: Type.Literal('identificationReport'), version: Type.String({ pattern: `^${Semver}\\.(0|[1-9]\\d*)$` }), content: Type.String({ pattern: '^[a-zA-Z0-9_\\-.]+$' }) }), { minItems: 1 });

const PaymentInformation = Type.Object({
  transactionUrl: Type.Optional(Type.String({ format: 'uri', minLength: 1 })),
  transactionId: Type.String({ minLength: 1, maxLength: 36, pattern: '^[\\w\\d-]+$' }),
  transactionReference: Type.String(),
  transactionTimestamp: Type.Optional(Type.String({ format: 'date-time' })),
  paymentMethod: Type.Union(['GIROPAY', 'PAYDIRECT', 'CREDITCARD', 'PAYPAL', 'INVOICE', 'OTHER'].map((method) => Type.Literal(method))),
  paymentMethodDetail: Type.Optional(Type.String({ minLength: 1, maxLength: 36, pattern: '^[\\w\\d-]+$' })),
  status: Type.Union(['INITIAL', 'BOOKED', 'FAILED', 'CANCELED'].map((status) => Type.Literal(status))),
  grossAmount: Type.Optional(Type.Number({ minimum: 0.01 })),
});

const mail = Type.String({ format: 'email' });
const channels = {
  eMail: Type.Optional(Type.Object({ address: mail, pgpPublicKey: Type.Optional(Type.String()) })),
  deMail: Type.Optional(Type.Object({ address: Type.Optional(mail) })),
  fink: Type.Optional(Type.Object({ finkPostfachRef: Type.String({ maxLength: 150, pattern: '^[-._a-z0-9~/]*$' }), host: Type.Optional(Type.String({ format: 'uri' })) })),
  elster: Type.Optional(Type.Object({ accountId: Type.String({ pattern: '^\\d{10}$' }), lieferTicket: Type.Optional(Type.String()), geschaeftszeichen: Type.Optional(Type.String({ maxLength: 10 })) })),
};
const oneChannel = { minProperties: 1, maxProperties: 1 } as const;
const ReferenceInfo = Type.Object({ senderReference: Type.Optional(Type.String()), applicationDate: Type.Optional(Type.String({ format: 'date' })) });

const shared = { contentStructure: ContentStructure, authenticationInformation: Type.Optional(AuthenticationInformation), paymentInformation: Type.Optional(PaymentInformation), additionalReferenceInfo: Type.Optional(ReferenceInfo) };

/** Metadata 1.x: 1.0.0 from its published schema (there `$schema` is free), later ones name themselves. */
export const MetadataV1 = Type.Object({
  $schema: Type.Optional(Type.String({ pattern: `^https://schema\\.fitko\\.de/fit-connect/metadata/1\\.${Semver}/metadata\\.schema\\.json$` })),
  ...shared,
  publicServiceType: Type.Optional(Service),
  replyChannel: Type.Optional(Type.Object(channels, oneChannel)),
});
export type MetadataV1 = Static<typeof MetadataV1>;

/** Metadata 2.x. ASSUMED from two implementations: `publicService` instead of `publicServiceType`, `author`, `dataSets`, `replyChannel.fitConnect`; everything else as in 1.x. */
export const MetadataV2 = Type.Object({
  $schema: Type.String({ pattern: `^https://schema\\.fitko\\.de/fit-connect/metadata/2\\.${Semver}/metadata\\.schema\\.json$` }),
  ...shared,
  publicService: Type.Optional(Service),
  author: Type.Optional(Type.Object({ name: Type.Optional(Type.String()), description: Type.Optional(Type.String()) })),
  dataSets: Type.Optional(Type.Array(Type.Object({ dataSetId: Type.String({ format: 'uuid' }) }))),
  replyChannel: Type.Optional(Type.Object({
    ...channels,
    fitConnect: Type.Optional(Type.Object({ encryptionPublicKey: Type.Record(Type.String(), Type.Unknown()), processStandards: Type.Optional(Type.Array(Type.String({ maxLength: 300 }), { maxItems: 100 })) })),
    idBundDe: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  }, oneChannel)),
});
export type MetadataV2 = Static<typeof MetadataV2>;

export type Metadata = MetadataV1 | MetadataV2;

/** Minor versions that we write, best first: a destination that takes one of them takes what we send. */
const KNOWN = ['2.1', '1.3', '1.2', '1.1', '1.0'] as const;

/** The version to send to a destination: of those that it takes and we know the best, with the destination's own patch. Undefined when there is none. */
export function chooseMetadataVersion(taken: readonly string[]): string | undefined {
  for (const known of KNOWN) {
    const found = taken.filter((version) => version.startsWith(`${known}.`)).toSorted((a, b) => Number(b.split('.')[2]) - Number(a.split('.')[2]));
    if (found[0] !== undefined) return found[0];
  }
  return undefined;
}

/** What a sender says about a submission. Hashes are SHA-512 over the plaintext, hex. */
export type MetadataInput = {
  readonly version: string;
  readonly service: { readonly identifier: string; readonly name: string };
  readonly data: { readonly sha512: string; readonly schemaUri: string; readonly mimeType: 'application/json' | 'application/xml' };
  readonly attachments: readonly { readonly id: string; readonly sha512: string; readonly purpose: 'form' | 'attachment' | 'report'; readonly mimeType: string; readonly filename?: string | undefined; readonly description?: string | undefined }[];
  /** The reference on the applicant's receipt. */
  readonly senderReference?: string | undefined;
  /** `YYYY-MM-DD`. */
  readonly applicationDate?: string | undefined;
  /** 2.x only: the key to which the authority encrypts its answers, and in which standards it may speak. */
  readonly reply?: { readonly encryptionPublicKey: Readonly<Record<string, unknown>>; readonly processStandards: readonly string[] } | undefined;
};

/** Builds metadata of a version of ours and holds them against their schema. Throws FitConnectRefusal. */
export function buildMetadata(input: MetadataInput): Metadata {
  const isV2 = input.version.startsWith('2.');
  const reference = { ...(input.senderReference === undefined ? {} : { senderReference: input.senderReference }), ...(input.applicationDate === undefined ? {} : { applicationDate: input.applicationDate }) };
  const built = {
    $schema: metadataSchemaUri(input.version),
    [isV2 ? 'publicService' : 'publicServiceType']: input.service,
    contentStructure: {
      data: { hash: { type: 'sha512', content: input.data.sha512 }, submissionSchema: { schemaUri: input.data.schemaUri, mimeType: input.data.mimeType } },
      attachments: input.attachments.map(({ id, sha512, purpose, mimeType, filename, description }) => ({
        attachmentId: id, hash: { type: 'sha512', content: sha512 }, purpose, mimeType, ...(filename === undefined ? {} : { filename }), ...(description === undefined ? {} : { description }),
      })),
    },
    ...(Object.keys(reference).length === 0 ? {} : { additionalReferenceInfo: reference }),
    ...(isV2 && input.reply ? { replyChannel: { fitConnect: { encryptionPublicKey: input.reply.encryptionPublicKey, processStandards: [...input.reply.processStandards] } } } : {}),
  };
  return checkMetadata(built);
}

/** Reads metadata that were decrypted: JSON first, then which version they say to be, then that version's schema. Throws FitConnectRefusal about `metadata`. */
export function readMetadata(bytes: Uint8Array): Metadata {
  let read: unknown;
  try {
    read = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    read = undefined;
  }
  demand(typeof read === 'object' && read !== null && !Array.isArray(read), 'metadata-syntax', 'metadata');
  return checkMetadata(read);
}

/** The service that metadata name, wherever their version keeps it. */
export function serviceOfMetadata(metadata: Metadata): string | undefined {
  return ('publicService' in metadata ? metadata.publicService : undefined)?.identifier ?? ('publicServiceType' in metadata ? metadata.publicServiceType : undefined)?.identifier;
}

function checkMetadata(value: unknown): Metadata {
  const { $schema } = value as { $schema?: unknown };
  // 1.0.0 is older than the rule that metadata name their schema.
  const version = $schema === undefined ? '1.0.0' : typeof $schema === 'string' ? /^https:\/\/schema\.fitko\.de\/fit-connect\/metadata\/(\d+\.\d+\.\d+)\/metadata\.schema\.json$/u.exec($schema)?.[1] : undefined;
  demand(version !== undefined && KNOWN.some((known) => version.startsWith(`${known}.`)), 'metadata-schema-unsupported', 'metadata');
  if (version.startsWith('2.')) {
    demand(Value.Check(MetadataV2, value), 'metadata-schema', 'metadata');
    return value;
  }
  demand(Value.Check(MetadataV1, value), 'metadata-schema', 'metadata');
  return value;
}
