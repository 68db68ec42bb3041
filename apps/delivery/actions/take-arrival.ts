import { systemActor } from '@allmende/access';
import { record } from '@allmende/audit';
import { newId, type TenantId, type TenantTx } from '@allmende/database';
import { DomainError } from '@allmende/errors';
import { FitConnectRefusal, problemOf, sha512, signEvent, type EventPayload, type MetadataV2, type Problem } from '@allmende/fit-connect';
import type { House } from '@allmende/house';
import { createDataKey, openDataKey } from '@allmende/secrets';
import { inspectUpload, MEDIA_TYPES, openScanner, UPLOAD_KINDS } from '@allmende/uploads';
import { findArrival, findFirstArrivalOfCase, saveArrival, type StoredArrival } from '../data/arrival.ts';
import type { ArrivalSecrets } from '../domain/arrival.ts';
import { evidenceIdOf, withOrigin } from '../domain/content-of-arrival.ts';
import type { DeliveryTarget } from '../domain/delivery-target.ts';
import { DeliveryServiceFault, NoTarget } from '../domain/errors.ts';
import type { ParcelContent } from '../domain/parcel-content.ts';
import type { DeliveryPorts } from './delivery-ports.ts';
import { examineArrival, readLog, type ExaminedSubmission } from './examine-arrival.ts';
import { openReception, type OpenReception } from './open-reception.ts';
import { openSecret, sealSecret } from './reception-seals.ts';

type Input = { readonly tenant: TenantId; readonly arrival: string };

/**
 * Fetches a submission, examines it, makes it a case of the system that works on it, and tells the delivery service. Safe to repeat and to run twice at once: the same submission is one case, and what was told is not told again.
 * What comes later in the same case with the same data adds its documents to that case. What must not become a case is rejected with the exact problem. Throws when it cannot be finished now, so that the queue tries later; ScannerUnavailable while the virus scanner gives no verdict.
 */
export async function takeArrival(house: House, ports: DeliveryPorts, input: Input): Promise<void> {
  const { tenant } = input;
  const arrival = await house.database.inTenant(tenant, (tx) => findArrival(tx, input.arrival));
  if (!arrival || (arrival.state !== 'waiting' && arrival.state !== 'taken')) return;
  const open = await openReception(house, tenant, arrival.reception);
  if (!open) return;
  try {
    await (arrival.state === 'taken' ? tellAccepted(house, open, input) : takeWaiting(house, ports, open, input, arrival));
  } catch (error) {
    const problem = error instanceof DomainError ? error.code : 'delivery/target-fault';
    await house.database.inTenant(tenant, async (tx) => {
      const current = await findArrival(tx, arrival.id, { forUpdate: true });
      if (current?.state === 'waiting' || current?.state === 'taken') await saveArrival(tx, arrival.id, { state: current.state, attempts: current.attempts + 1, problem });
    });
    // A foreign message could quote an answer, and what is thrown here reaches the log and the queue's table.
    throw error instanceof DomainError ? error : new Error(`an arrival could not be taken (${error instanceof Error ? error.name : typeof error})`);
  }
}

async function takeWaiting(house: House, ports: DeliveryPorts, open: OpenReception, { tenant, arrival: id }: Input, arrival: StoredArrival): Promise<void> {
  const { reception, api } = open;
  const submission = await api.submission(id).catch((error: unknown) => {
    // Accepted and rejected submissions cannot be fetched again.
    if (error instanceof DeliveryServiceFault && error.status === 404) return undefined;
    throw error;
  });
  if (submission === undefined) return settleFromLog(house, open, { tenant, arrival: id }, arrival);
  const target = ports.targets.find(({ name }) => name === reception.target);
  if (!target) throw new NoTarget(reception.target);

  let examined: Awaited<ReturnType<typeof examineArrival>>;
  try {
    if (submission.submissionId.toLowerCase() !== id || submission.caseId.toLowerCase() !== arrival.caseId || submission.destinationId.toLowerCase() !== reception.id) throw new FitConnectRefusal('event-subject', { instance: 'submission' });
    examined = await examineArrival(open, submission, house.clock.now());
  } catch (error) {
    const problem = error instanceof FitConnectRefusal ? error.problem() : undefined;
    if (problem === undefined) throw error;
    return reject(house, open, { tenant, arrival: id }, arrival, [problem], undefined);
  }
  try {
    const content = await readContent(house, ports, tenant, id, examined);
    if ('problem' in content) return await reject(house, open, { tenant, arrival: id }, arrival, [content.problem], examined);
    const attachments = await cleanAttachments(house, examined);
    if ('problems' in attachments) return await reject(house, open, { tenant, arrival: id }, arrival, attachments.problems, examined);
    const begun = await findBegun(house, tenant, arrival, examined);
    const receipt = await handOver(house, tenant, target, content, examined, attachments.read, begun);
    await noteTaken(house, { tenant, arrival: id }, examined, receipt);
  } finally {
    await examined.dispose();
  }
  await tellAccepted(house, open, { tenant, arrival: id });
}

async function readContent(house: House, ports: DeliveryPorts, tenant: TenantId, id: string, examined: ExaminedSubmission): Promise<ParcelContent | { readonly problem: Problem }> {
  const read = await ports.applications.readForeign?.(house, tenant, { id, service: examined.service, schemaUri: examined.schemaUri, mimeType: examined.mimeType, data: examined.data, region: examined.region, submittedAt: examined.submittedAt });
  if (read === undefined || read.outcome === 'unknown') return { problem: problemOf('unsupported-schema', 'metadata') };
  if (read.outcome === 'no-json') return { problem: problemOf('syntax-violation', 'data') };
  // A place in the data names no value.
  if (read.outcome === 'does-not-fit') return { problem: problemOf('schema-violation', 'data', `The data do not fit their schema at ${read.path === '' ? '/' : read.path.slice(0, 200)}`) };
  const { additionalReferenceInfo } = examined.metadata;
  return withOrigin(read.content, { senderReference: additionalReferenceInfo?.senderReference?.slice(0, 200), attachments: examined.attachments.map(({ filename, description }) => (description ?? filename ?? 'Anlage').slice(0, 200)) });
}

type Cleaned = () => Promise<{ readonly bytes: Uint8Array; readonly contentType: string }>;

/** Looks at every attachment with the gate of all uploads before one becomes part of a case. One at a time is in memory; each is cleaned again when it is handed over. */
async function cleanAttachments(house: House, examined: ExaminedSubmission): Promise<{ readonly read: ReadonlyMap<string, Cleaned> } | { readonly problems: readonly Problem[] }> {
  const read = new Map<string, Cleaned>();
  const problems: Problem[] = [];
  for (const attachment of examined.attachments) {
    const clean = async () => inspectUpload(await attachment.bytes(), { accepts: UPLOAD_KINDS, scanner: openScanner(house.config) });
    const verdict = await clean();
    if ('refusal' in verdict) {
      const isHarmful = verdict.refusal === 'infected' || verdict.refusal === 'bomb' || verdict.refusal === 'active' || verdict.refusal === 'two-kinds';
      problems.push(problemOf(isHarmful ? 'malicious-attachment' : 'syntax-violation', `attachment:${attachment.id}`, `The attachment cannot be taken: ${verdict.refusal}`));
      continue;
    }
    read.set(attachment.id, async () => {
      const again = await clean();
      if ('refusal' in again) throw new Error('an attachment that was clean is so no more');
      return { bytes: again.bytes, contentType: MEDIA_TYPES[again.kind].type };
    });
  }
  return problems.length > 0 ? { problems } : { read };
}

/** The arrival whose file this one only adds documents to: the first of its case, if the data are the very same. Other data are an application of their own, so that nothing of it is lost. */
async function findBegun(house: House, tenant: TenantId, arrival: StoredArrival, examined: ExaminedSubmission): Promise<StoredArrival | undefined> {
  return house.database.inTenant(tenant, async (tx) => {
    const first = await findFirstArrivalOfCase(tx, arrival);
    const secrets = first && (await secretsOf(tx, house, first));
    return secrets?.dataSha512 === sha512(examined.data) ? first : undefined;
  });
}

async function handOver(house: House, tenant: TenantId, target: DeliveryTarget, content: ParcelContent, examined: ExaminedSubmission, read: ReadonlyMap<string, Cleaned>, begun: StoredArrival | undefined): Promise<string> {
  const delivery = { destination: undefined, settings: {}, attachments: async () => [], schema: async () => undefined, content: async () => content };
  const receipt = begun ? (begun.receipt ?? '') : (await target.deliver(house, tenant, content, delivery)).receipt;
  for (const { id, filename, description } of examined.attachments) {
    const cleaned = await read.get(id)?.();
    if (!cleaned) continue;
    await target.receiveEvidence?.(house, tenant, {
      id: evidenceIdOf(content.submission, id), submission: begun?.id ?? content.submission, label: { de: description ?? filename ?? 'Anlage' }, state: 'clean', name: (filename ?? 'Anlage').slice(0, 200), contentType: cleaned.contentType, bytes: cleaned.bytes,
      isLate: begun !== undefined, receivedAt: examined.submittedAt.toISOString(), hints: [], completeness: content.completeness ?? { score: 100, required: 0, there: 0, evidence: [] }, missingEvidence: [],
    }, delivery);
  }
  return receipt;
}

async function noteTaken(house: House, { tenant, arrival: id }: Input, examined: ExaminedSubmission, receipt: string): Promise<void> {
  // Only metadata 2.x have a channel for replies of FIT-Connect itself.
  const replyKey = (examined.metadata as MetadataV2).replyChannel?.fitConnect?.encryptionPublicKey;
  const senderReference = examined.metadata.additionalReferenceInfo?.senderReference;
  const secrets: ArrivalSecrets = { tags: examined.tags, setSchema: examined.setSchema, dataSha512: sha512(examined.data), ...(replyKey === undefined ? {} : { replyKey }), ...(senderReference === undefined ? {} : { senderReference }) };
  await house.database.inTenant(tenant, async (tx) => {
    const current = await findArrival(tx, id, { forUpdate: true });
    if (current?.state !== 'waiting') return;
    const dataKey = await createDataKey(tx, house.keys);
    await saveArrival(tx, id, { state: 'taken', service: examined.service, receipt, problem: null, dataKeyId: dataKey.id, sealed: sealSecret('arrival', dataKey.key, tenant, id, secrets) });
  });
}

async function tellAccepted(house: House, open: OpenReception, { tenant, arrival: id }: Input): Promise<void> {
  const { arrival, secrets } = await house.database.inTenant(tenant, async (tx) => {
    const found = await findArrival(tx, id);
    return { arrival: found, secrets: found && (await secretsOf(tx, house, found)) };
  });
  if (arrival?.state !== 'taken' || secrets === undefined) return;
  await tell(house, open, arrival, 'accept-submission', { authenticationTags: secrets.tags }, secrets.setSchema);
  await settle(house, { tenant, arrival: id }, 'taken', async (tx, at) => {
    await saveArrival(tx, id, { state: 'accepted', problem: null, endedAt: at });
    await record(tx, { actor: systemActor('delivery'), action: 'delivery/arrival-accepted', subject: { kind: 'arrival', id }, facts: { reception: arrival.reception, case: arrival.caseId, receipt: arrival.receipt ?? '' }, at });
  });
}

async function reject(house: House, open: OpenReception, { tenant, arrival: id }: Input, arrival: StoredArrival, problems: readonly Problem[], examined: ExaminedSubmission | undefined): Promise<void> {
  await tell(house, open, arrival, 'reject-submission', { problems: [...problems] }, examined?.setSchema);
  await noteRejected(house, { tenant, arrival: id }, arrival, problems, examined?.service);
}

async function noteRejected(house: House, input: Input, arrival: StoredArrival, problems: readonly Problem[], service: string | undefined): Promise<void> {
  await settle(house, input, 'waiting', async (tx, at) => {
    await saveArrival(tx, arrival.id, { state: 'rejected', problem: null, rejection: problems, endedAt: at, ...(service === undefined ? {} : { service }) });
    const named = problems.map(({ type, instance }) => `${type.slice(type.lastIndexOf('/') + 1)} (${instance})`).join(', ').slice(0, 200);
    await record(tx, { actor: systemActor('delivery'), action: 'delivery/arrival-rejected', subject: { kind: 'arrival', id: arrival.id }, facts: { reception: arrival.reception, case: arrival.caseId, problems: named }, at });
  });
}

/** What cannot be fetched was answered: by us before we could note it, by another program of the authority, or by the service when its time was over. */
async function settleFromLog(house: House, open: OpenReception, input: Input, arrival: StoredArrival): Promise<void> {
  const log = await readLog(open, { submissionId: arrival.id, caseId: arrival.caseId }, house.clock.now()).catch((error: unknown) => { if (error instanceof FitConnectRefusal) return []; throw error; });
  const rejected = log.find(({ name }) => name === 'reject-submission');
  if (rejected) return noteRejected(house, input, arrival, rejected.payload.problems ?? [], undefined);
  await settle(house, input, 'waiting', (tx, at) => saveArrival(tx, arrival.id, { state: 'gone', problem: null, endedAt: at }));
}

/** Signs and sends an event. That the service refuses it as out of turn means that it was said before. */
async function tell(house: House, { api, reception, signing }: OpenReception, arrival: Pick<StoredArrival, 'id' | 'caseId'>, name: 'accept-submission' | 'reject-submission', payload: EventPayload, schema: string | undefined): Promise<void> {
  const event = await signEvent({ id: newId(), name, issuer: reception.id, issuedAt: house.clock.now(), subject: { kind: 'submission', id: arrival.id }, case: arrival.caseId, payload, schema }, signing);
  await api.sendEvent(arrival.caseId, event).catch((error: unknown) => {
    if (!(error instanceof DeliveryServiceFault && error.status === 409)) throw error;
  });
}

async function settle(house: House, { tenant, arrival: id }: Input, from: StoredArrival['state'], change: (tx: TenantTx, at: Date) => Promise<void>): Promise<void> {
  await house.database.inTenant(tenant, async (tx) => {
    const current = await findArrival(tx, id, { forUpdate: true });
    if (current?.state === from) await change(tx, house.clock.now());
  });
}

/** What lies sealed with an arrival; undefined before it was taken. */
export async function secretsOf(tx: TenantTx, house: Pick<House, 'keys'>, arrival: StoredArrival): Promise<ArrivalSecrets | undefined> {
  if (arrival.dataKeyId === null || arrival.sealed === null) return undefined;
  const { key } = await openDataKey(tx, house.keys, arrival.dataKeyId);
  return openSecret('arrival', key, tx.tenant, arrival.id, arrival.sealed);
}
