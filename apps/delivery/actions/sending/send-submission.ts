import type { TenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import type { Delivered, Delivery } from '../../domain/delivery.ts';
import { TargetRefused } from '../../domain/errors.ts';
import type { ParcelContent } from '../../domain/parcel-content.ts';
import { dataOfSubmission } from './data-of-submission.ts';
import { sendItem } from './send-item.ts';

/** Sends an application through a delivery service. Whoever calls again takes up what broke off: the same application is one submission, until that was refused. Throws what `sendItem` throws. */
export async function sendSubmission(house: House, tenant: TenantId, content: ParcelContent, delivery: Delivery): Promise<Delivered> {
  const { destination, settings } = delivery;
  if (destination === undefined) throw new TargetRefused();
  return sendItem(house, tenant, { id: content.submission, destination, settings, isTest: content.isTest === true, data: (sending) => dataOfSubmission(content, delivery, sending.settings), attachments: delivery.attachments });
}
