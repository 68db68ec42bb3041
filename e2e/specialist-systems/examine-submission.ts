import { createHash } from 'node:crypto';
import { compactVerify, decodeProtectedHeader, type JWK } from 'jose';
import { decryptPart } from './decrypt-part.ts';
import type { FitConnectClient, Submission } from './fit-connect-client.ts';
import { checkMetadata, type Metadata } from './metadata.ts';
import { problem, Refused } from './problem.ts';

/** What a destination takes. */
export type Takes = { readonly identifier: string; readonly regions: readonly string[]; readonly schemas: readonly { readonly schemaUri: string; readonly mimeType: string }[] };

export type Attachment = { readonly id: string; readonly filename: string | undefined; readonly mimeType: string; readonly bytes: Uint8Array };

/** A submission that may be worked on. */
export type Examined = { readonly schemaUri: string; readonly mimeType: string; readonly data: Uint8Array; readonly attachments: readonly Attachment[]; readonly metadata: Metadata; readonly tags: Tags; readonly payloadSchema: string };

export type Tags = { readonly metadata?: string; readonly data?: string; readonly attachments?: Readonly<Record<string, string>> };

const EVENTS = 'https://schema.fitko.de/fit-connect/events/';
const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * Examines a submission in the prescribed order: signature of the event, authentication tags, decryption, hashes, metadata, service with region and schema; the data themselves are checked
 * by `checkData`. Throws Refused with what the sender is told. An event log without a valid signature is no reason to refuse: it throws NotTrusted, and a person has to look.
 */
export async function examineSubmission(
  client: FitConnectClient, submission: Submission, options: { readonly takes: readonly Takes[]; readonly decryptionKey: JWK; readonly checkData: (schemaUri: string, data: Uint8Array) => void },
): Promise<Examined> {
  const event = await findSubmitEvent(client, submission);
  const { tags } = event;
  const { encryptedMetadata, encryptedData } = submission;
  if (encryptedMetadata === undefined || tagOf(encryptedMetadata) !== tags.metadata) throw new Refused(problem('incorrect-authentication-tag', 'metadata', 'Das Authentifizierungstag der Metadaten ist nicht das des Zustelldienstes.'));
  if (encryptedData === undefined) throw new Refused(problem('missing-data', 'data', 'Die Einreichung hat keinen Fachdatensatz.'));
  if (tagOf(encryptedData) !== tags.data) throw new Refused(problem('incorrect-authentication-tag', 'data', 'Das Authentifizierungstag der Fachdaten ist nicht das des Zustelldienstes.'));
  const announced = [...(submission.attachments ?? [])].toSorted();
  if (announced.join() !== Object.keys(tags.attachments ?? {}).toSorted().join()) throw new Refused(problem('attachments-mismatch', 'attachments', 'Die Anlagen sind nicht die, die der Zustelldienst bestätigt hat.'));
  const sealed = new Map<string, string>();
  for (const id of announced) {
    const jwe = await client.attachment(submission.submissionId, id).catch((error: unknown) => {
      if (error instanceof Error && 'status' in error && error.status === 404) throw new Refused(problem('missing-attachment', `attachment:${id}`, 'Die Anlage ist nicht da.'));
      throw error;
    });
    if (tagOf(jwe) !== tags.attachments?.[id]) throw new Refused(problem('incorrect-authentication-tag', `attachment:${id}`, 'Das Authentifizierungstag der Anlage ist nicht das des Zustelldienstes.'));
    sealed.set(id, jwe);
  }

  const open = async (jwe: string, instance: string, kind?: string): Promise<Uint8Array> => {
    try {
      const { content, header: { cty } } = await decryptPart(jwe, options.decryptionKey);
      if (typeof cty !== 'string' || (kind !== undefined && cty !== kind)) throw new Error('cty');
      return content;
    } catch {
      throw new Refused(problem('encryption-issue', instance, 'Der Inhalt ließ sich nicht entschlüsseln oder nennt seine Art nicht.'));
    }
  };
  const metadataText = await open(encryptedMetadata, 'metadata', 'application/json');
  const data = await open(encryptedData, 'data');
  const opened = new Map<string, Uint8Array>();
  for (const [id, jwe] of sealed) opened.set(id, await open(jwe, `attachment:${id}`));

  // The hashes stand in the metadata and come before their schema: what has none is for the schema to find.
  const said = text(metadataText, 'metadata');
  const hashes = hashesIn(said);
  if (hashes.data !== undefined && sha512(data) !== hashes.data) throw new Refused(problem('hash-mismatch', 'data', 'Die Prüfsumme des Fachdatensatzes stimmt nicht.'));
  for (const [id, bytes] of opened) {
    const wanted = hashes.attachments.get(id);
    if (wanted !== undefined && sha512(bytes) !== wanted) throw new Refused(problem('hash-mismatch', `attachment:${id}`, 'Die Prüfsumme der Anlage stimmt nicht.'));
  }
  const metadata = checkMetadata(said);
  const described = metadata.contentStructure.data;
  if (described === undefined) throw new Refused(problem('missing-data', 'metadata', 'Die Metadaten beschreiben keinen Fachdatensatz.'));
  const named = metadata.contentStructure.attachments;
  if (named.map(({ attachmentId }) => attachmentId).toSorted().join() !== announced.join()) throw new Refused(problem('attachments-mismatch', 'attachments', 'Die Metadaten beschreiben andere Anlagen als die, die da sind.'));
  const attachments = named.map(({ attachmentId: id, mimeType, filename }): Attachment => ({ id, bytes: opened.get(id) ?? new Uint8Array(), mimeType, filename }));

  const identifier = submission.publicService?.identifier ?? submission.serviceType?.identifier;
  const service = options.takes.find((one) => one.identifier === identifier);
  if (!service || (submission.region !== undefined && !service.regions.some((region) => submission.region?.startsWith(region)))) throw new Refused(problem('unsupported-service', 'metadata', 'Diese Leistung wird hier für dieses Gebiet nicht angenommen.'));
  if (metadata.publicServiceType !== undefined && metadata.publicServiceType.identifier !== identifier) throw new Refused(problem('service-mismatch', 'metadata', 'Die Metadaten nennen eine andere Leistung als die Einreichung.'));
  const { schemaUri, mimeType } = described.submissionSchema;
  if (!service.schemas.some((schema) => schema.schemaUri === schemaUri && schema.mimeType === mimeType)) throw new Refused(problem('unsupported-schema', 'metadata', 'Dieses Fachschema wird hier nicht angenommen.'));
  options.checkData(schemaUri, data);
  return { schemaUri, mimeType, data, attachments, metadata, tags, payloadSchema: event.payloadSchema };
}

/** Thrown when nobody vouches for a submission: the event of the delivery service is missing or forged. */
export class NotTrusted extends Error {
  override name = 'NotTrusted';
}

type Claims = { readonly $schema?: string; readonly sub?: string; readonly txn?: string; readonly iss?: string; readonly events?: Readonly<Record<string, { readonly authenticationTags?: Tags }>> };

async function findSubmitEvent(client: FitConnectClient, submission: Submission): Promise<{ readonly tags: Tags; readonly payloadSchema: string }> {
  const found: Claims[] = [];
  for (const token of await client.events(submission.caseId)) {
    const claims = await verified(token, client);
    if (claims?.sub === `submission:${submission.submissionId}` && claims.events?.[`${EVENTS}submit-submission`] !== undefined) found.push(claims);
  }
  const [event] = found;
  if (event === undefined || found.length > 1 || event.txn !== `case:${submission.caseId}`) throw new NotTrusted(`the log has ${found.length} valid submit events for ${submission.submissionId}`);
  return { tags: event.events?.[`${EVENTS}submit-submission`]?.authenticationTags ?? {}, payloadSchema: event.$schema ?? '' };
}

function hashesIn(metadata: unknown): { readonly data: string | undefined; readonly attachments: ReadonlyMap<string, string> } {
  const structure = (metadata as Partial<Metadata> | null)?.contentStructure as { data?: { hash?: { content?: unknown } }; attachments?: unknown } | undefined;
  const list = Array.isArray(structure?.attachments) ? (structure.attachments as { attachmentId?: unknown; hash?: { content?: unknown } }[]) : [];
  const content = structure?.data?.hash?.content;
  return {
    data: typeof content === 'string' ? content : undefined,
    attachments: new Map(list.flatMap((one) => (typeof one?.attachmentId === 'string' && typeof one.hash?.content === 'string' ? [[one.attachmentId, one.hash.content] as const] : []))),
  };
}

/** The claims of an event of the service itself; those of others are passed over. */
async function verified(token: string, client: FitConnectClient): Promise<Claims | undefined> {
  try {
    const { kid, typ } = decodeProtectedHeader(token);
    const key = kid === undefined || typ !== 'secevent+jwt' ? undefined : await client.key(kid);
    if (key === undefined) return undefined;
    const { payload } = await compactVerify(token, key, { algorithms: ['PS512'] });
    return JSON.parse(decoder.decode(payload)) as Claims;
  } catch {
    return undefined;
  }
}

function tagOf(jwe: string): string | undefined {
  const parts = jwe.split('.');
  return parts.length === 5 ? parts[4] : undefined;
}

function sha512(bytes: Uint8Array): string {
  return createHash('sha512').update(bytes).digest('hex');
}

function text(bytes: Uint8Array, instance: string): unknown {
  try {
    return JSON.parse(decoder.decode(bytes));
  } catch {
    throw new Refused(problem('syntax-violation', instance, 'Das ist kein JSON in UTF-8.'));
  }
}
