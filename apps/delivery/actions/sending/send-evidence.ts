import type { TenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import { findOutgoing } from '../../data/outgoing.ts';
import type { DeliveredEvidence } from '../../domain/delivered-evidence.ts';
import type { EvidenceDelivery } from '../../domain/delivery.ts';
import { NotDeliveredYet, TargetRefused } from '../../domain/errors.ts';
import { isSettled } from '../../domain/outgoing.ts';
import { dataOfSubmission } from './data-of-submission.ts';
import { sendItem } from './send-item.ts';

/**
 * Sends a document that came after its application through the same delivery service: as a further submission in the same case, to the same destination, with the data of the application as they were sent and this one attachment. FIT-Connect
 * knows no other way, and a destination takes only data of the schemas that it names. What is not clean has no bytes and goes nowhere; the same document is one submission, and what was refused is left for a person. Throws NotDeliveredYet while the
 * application itself is not accepted, and what `sendItem` throws.
 */
export async function sendEvidence(house: House, tenant: TenantId, evidence: DeliveredEvidence, delivery: EvidenceDelivery): Promise<void> {
  const { id, submission: application, label, name, contentType, bytes } = evidence;
  if (bytes === undefined || contentType === undefined) return;
  const { destination, settings } = delivery;
  if (destination === undefined) throw new TargetRefused();
  const { sent, known } = await house.database.inTenant(tenant, async (tx) => ({ sent: await findOutgoing(tx, application), known: await findOutgoing(tx, id) }));
  if (sent?.state !== 'accepted' || sent.destination !== destination) throw new NotDeliveredYet();
  if (known && known.destination === destination && known.announcedAt >= sent.announcedAt && isSettled(known)) return;
  await sendItem(house, tenant, {
    id, destination, settings, isTest: false, follows: { application, case: sent.case, remoteDestination: sent.remoteDestination, announcedAt: sent.announcedAt },
    data: async (sending) => dataOfSubmission(await delivery.content(), delivery, sending.settings),
    attachments: async () => [{ id, evidence: id, label, name, contentType, bytes }],
  });
}
