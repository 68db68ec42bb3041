import { createPrivateKey } from 'node:crypto';
import type { TenantId } from '@allmende/database';
import { buildMetadata, encryptContent, sha512 } from '@allmende/fit-connect';
import type { House } from '@allmende/house';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { findDestination } from '../../data/destination.ts';
import { endMailboxItem, findMailboxItemForUpdate, forgetAnnounced, noteAnnounced, type MailboxItem } from '../../data/mailbox-item.ts';
import { insertParcelEvent } from '../../data/parcel.ts';
import type { Settings } from '../../domain/delivery.ts';
import { TargetFault, TargetRefused } from '../../domain/errors.ts';
import { mailboxEnvelope } from '../../domain/mailbox-envelope.ts';
import { MAILBOX_SERVICES, mailboxMessage, mailboxStatus, type MailboxOf } from '../../domain/mailbox-message.ts';
import type { DeliveryPorts } from '../delivery-ports.ts';
import { openSettings } from '../open-vault.ts';
import { findRemoteDestination } from '../sending/find-remote-destination.ts';
import { openSending, type Sending } from '../sending/open-sending.ts';

const Created = Type.Object({ submissionId: Type.String({ format: 'uuid' }), caseId: Type.String({ format: 'uuid' }) });
/** What comes later is no news any more; a week of outage of the mailbox is over by then. */
const MOST_DAYS = 8;

/**
 * Brings one item into the mailbox of an applicant: announced, encrypted for the mailbox, kept, sent; whoever calls again sends the very same parts of the same submission. Agreement is looked at anew: who has withdrawn it gets nothing. Throws
 * what its parts throw, so that the queue tries later.
 */
export async function tellMailbox(house: House, ports: DeliveryPorts, input: { readonly tenant: TenantId; readonly item: string }): Promise<void> {
  const { tenant } = input;
  const found = await house.database.inTenant(tenant, async (tx) => {
    const item = await findMailboxItemForUpdate(tx, input.item);
    const destination = item && (await findDestination(tx, item.destination));
    return item && { item, settings: destination && destination.removedAt === null ? await openSettings(tx, house, destination) : undefined };
  });
  if (!found || found.item.state === 'sent' || found.item.state === 'given-up') return;
  const { item, settings } = found;
  const of = await ports.applications.mailboxOf?.(house, tenant, item.application);
  const isLate = house.clock.now().getTime() - item.madeAt.getTime() > MOST_DAYS * 86_400_000;
  if (!settings || !of || isLate) { await giveUp(house, tenant, item, isLate ? 'late' : settings ? 'agreement-withdrawn' : 'not-set-up'); return; }
  // The API of the mailbox is of version 2: states and messages are services of their own.
  const sending = openSending(house, { ...settings, version: 'v2' });
  const announced = item.state === 'announced' && item.encryptedMetadata !== null && item.encryptedData !== null ? item : await announce(house, tenant, sending, settings, item, of);
  const { status } = await sending.connection.ask('PUT', `${sending.root}/submissions/${announced.submission}`, { json: { encryptedMetadata: announced.encryptedMetadata, encryptedData: announced.encryptedData } });
  if ((status < 200 || status > 299) && !(await hasArrived(sending, announced))) {
    await house.database.inTenant(tenant, (tx) => forgetAnnounced(tx, item.id));
    throw new TargetRefused();
  }
  const at = house.clock.now();
  await house.database.inTenant(tenant, async (tx) => {
    const current = await findMailboxItemForUpdate(tx, item.id);
    if (current?.state !== 'announced') return;
    await endMailboxItem(tx, item.id, { state: 'sent', problem: null, at });
    await insertParcelEvent(tx, item.application, { kind: 'heard', detail: `bundid-mailbox ${item.form} ${item.status}`, at });
  });
}

async function announce(house: House, tenant: TenantId, sending: Sending, settings: Settings, item: MailboxItem, of: MailboxOf): Promise<Pick<MailboxItem, 'submission' | 'case' | 'encryptedMetadata' | 'encryptedData'>> {
  const service = MAILBOX_SERVICES[item.form];
  const wanted = { service: service.identifier, region: `DE${of.placeArs}`, schemaUri: service.schemaUri, mimeType: 'application/json' as const };
  const now = house.clock.now();
  const remote = await findRemoteDestination(sending, wanted, now);
  const { status, body } = await sending.connection.ask('POST', `${sending.root}/submissions`, { json: { destinationId: remote.id, announcedAttachments: [], publicService: { name: service.name, identifier: service.identifier }, region: wanted.region } });
  if (status !== 201) throw new TargetRefused();
  if (!Value.Check(Created, body)) throw new TargetFault();
  const sender = settings['senderName'] ?? '';
  const content = item.form === 'message' ? mailboxMessage(of, item.status, { sender }) : mailboxStatus(of, item.status, { sender, at: item.madeAt });
  const data = Buffer.from(JSON.stringify(mailboxEnvelope(content, { certificate: settings['certificate'] ?? '', key: createPrivateKey(settings['key'] ?? '') }, now)));
  const metadata = buildMetadata({ version: remote.metadataVersion, service: { identifier: service.identifier, name: service.name }, data: { sha512: sha512(data), schemaUri: service.schemaUri, mimeType: 'application/json' }, attachments: [] });
  const { key, kid } = remote.key;
  const [encryptedMetadata, encryptedData] = await Promise.all([Buffer.from(JSON.stringify(metadata)), data].map(async (bytes) => (await encryptContent(bytes, { key, kid, contentType: 'application/json' })).compact));
  const made = { submission: body.submissionId.toLowerCase(), case: body.caseId.toLowerCase(), encryptedMetadata: encryptedMetadata ?? '', encryptedData: encryptedData ?? '' };
  return house.database.inTenant(tenant, async (tx) => {
    // Somebody else may have been quicker: then theirs counts.
    const current = await findMailboxItemForUpdate(tx, item.id);
    if (current?.state === 'announced') return current;
    if (current?.state !== 'waiting') throw new TargetFault();
    await noteAnnounced(tx, item.id, made);
    return made;
  });
}

/** Whether a try whose answer was lost has arrived after all: the log of its case has the event of the service. */
async function hasArrived({ connection, root }: Sending, item: Pick<MailboxItem, 'case' | 'submission'>): Promise<boolean> {
  const { status, body } = await connection.ask('GET', `${root}/cases/${item.case}/events?limit=500&offset=0`);
  const log = status === 200 ? (body as { eventLog?: unknown } | undefined)?.eventLog : undefined;
  return Array.isArray(log) && log.some((token) => {
    try {
      const { sub, events } = JSON.parse(Buffer.from(String(token).split('.')[1] ?? '', 'base64url').toString('utf8')) as { sub?: string; events?: Readonly<Record<string, unknown>> };
      return sub === `submission:${item.submission}` && Object.keys(events ?? {}).some((name) => name.endsWith('/submit-submission'));
    } catch {
      return false;
    }
  });
}

async function giveUp(house: House, tenant: TenantId, item: MailboxItem, problem: string): Promise<void> {
  await house.database.inTenant(tenant, (tx) => endMailboxItem(tx, item.id, { state: 'given-up', problem, at: house.clock.now() }));
  if (problem === 'late') house.log.warn({ item: item.id }, 'news for a mailbox came too late to be sent');
}
