import { randomUUID } from 'node:crypto';
import type { TenantId } from '@allmende/database';
import { checkEncryptionKey, encryptContent, FitConnectRefusal, metadataSchemaUri, sha512, type CheckedKey } from '@allmende/fit-connect';
import type { House } from '@allmende/house';
import { findArrival } from '../../data/arrival.ts';
import { listWaitingReplies, settleReply, type ArrivalReply } from '../../data/arrival-reply.ts';
import type { ArrivalSecrets } from '../../domain/arrival.ts';
import type { DeliveredDocument } from '../../domain/delivery-target.ts';
import { NotDeliveredYet } from '../../domain/errors.ts';
import { SPECIALIST_REPLY_SCHEMA } from '../../domain/specialist-reply.ts';
import type { DeliveryPorts } from '../delivery-ports.ts';
import { openReception, type OpenReception } from '../open-reception.ts';
import { secretsOf } from '../take-arrival.ts';

/**
 * Sends what became of an arrival back to its sender, encrypted for the key that came along, letters with it; in the order in which it happened. Safe to repeat: whoever gets the same once more knows it by its id. What came without a key for
 * replies is answered by nobody. Throws NotDeliveredYet while the arrival itself is not accepted, and what the delivery service makes of it, so that the queue tries later.
 */
export async function answerArrival(house: House, ports: DeliveryPorts, input: { readonly tenant: TenantId; readonly arrival: string }): Promise<void> {
  const { tenant, arrival: id } = input;
  const found = await house.database.inTenant(tenant, async (tx) => {
    const arrival = await findArrival(tx, id);
    return arrival && { arrival, secrets: await secretsOf(tx, house, arrival), waiting: await listWaitingReplies(tx, id) };
  });
  if (!found || found.waiting.length === 0 || found.secrets === undefined) return;
  const { arrival, secrets, waiting } = found;
  // A service takes answers to accepted submissions only.
  if (arrival.state === 'taken') throw new NotDeliveredYet();
  const open = await openReception(house, tenant, arrival.reception);
  const key = await keyOf(secrets, house.clock.now());
  for (const reply of waiting) {
    const isSent = open !== undefined && key !== undefined && arrival.state === 'accepted';
    if (isSent) await send(open, arrival.caseId, key, reply, await documentsOf(house, ports, tenant, open, reply), arrival.receipt);
    await house.database.inTenant(tenant, (tx) => settleReply(tx, id, reply.id, isSent ? 'sent' : 'failed', house.clock.now()));
  }
}

async function keyOf({ replyKey }: ArrivalSecrets, now: Date): Promise<CheckedKey | undefined> {
  if (replyKey === undefined) return undefined;
  try {
    // The key came inside what only we could read, in metadata whose tag the service vouches for: it needs no other certificate.
    return await checkEncryptionKey(replyKey, { trust: { anchors: [], takesSelfSigned: true } }, now);
  } catch (error) {
    if (error instanceof FitConnectRefusal) return undefined;
    throw error;
  }
}

async function documentsOf(house: House, ports: DeliveryPorts, tenant: TenantId, { reception }: OpenReception, reply: ArrivalReply): Promise<DeliveredDocument[]> {
  const target = ports.targets.find(({ name }) => name === reception.target);
  const found = await Promise.all(reply.documents.map((document) => target?.fetchDocument(house, tenant, document)));
  return found.filter((document) => document !== undefined);
}

async function send({ api }: OpenReception, caseId: string, { key, kid }: CheckedKey, reply: ArrivalReply, documents: readonly DeliveredDocument[], fileNumber: string | null): Promise<void> {
  const number = fileNumber === null ? {} : { fileNumber: fileNumber.slice(-12) };
  const said = reply.progress === 'decided' ? { state: 'decided', replies: [{ kind: 'decision', ...number }] } : reply.progress === 'submitted' ? { replies: [{ kind: 'received', ...number }] } : { state: reply.progress };
  const data = Buffer.from(JSON.stringify({ id: reply.id, at: reply.at.toISOString(), ...(reply.decision === null ? {} : { decision: reply.decision }), ...said }));
  const attachments = documents.map((document) => ({ id: randomUUID(), document }));
  const metadata = {
    $schema: metadataSchemaUri('2.1.0'),
    contentStructure: {
      data: { hash: { type: 'sha512', content: sha512(data) }, submissionSchema: { schemaUri: SPECIALIST_REPLY_SCHEMA, mimeType: 'application/json' } },
      attachments: attachments.map(({ id, document: { bytes, contentType, name } }) => ({ attachmentId: id, hash: { type: 'sha512', content: sha512(bytes) }, purpose: 'attachment', mimeType: contentType, filename: name })),
    },
  };
  const sealed = async (bytes: Uint8Array, contentType: string) => (await encryptContent(bytes, { key, kid, contentType })).compact;
  const id = await api.announceReply(caseId, attachments.map((one) => one.id));
  for (const one of attachments) await api.putReplyAttachment(id, one.id, await sealed(one.document.bytes, one.document.contentType));
  await api.submitReply(id, { encryptedMetadata: await sealed(Buffer.from(JSON.stringify(metadata)), 'application/json'), encryptedData: await sealed(data, 'application/json') });
}
