import { CITIZEN } from '@allmende/access';
import type { House } from '@allmende/house';
import { defineJob, enqueue } from '@allmende/jobs';
import { NotFound } from '@allmende/errors';
import { countMessages } from '../data/message.ts';
import { TELL_CASE_JOB } from '../domain/mailbox-jobs.ts';
import type { Message } from '../domain/message.ts';
import type { MailboxPorts } from './mailbox-ports.ts';
import { readConversation } from './read-conversation.ts';
import { writeMessage, type Conversation, type TypedMessage } from './write-message.ts';

const tellCase = defineJob({ ...TELL_CASE_JOB, handle: async () => { throw new Error('cases are told by the worker'); } });

/** How many messages there are for whoever has shown reference and secret; undefined where the office reads none here. */
export async function messagesForStatus(house: House, ports: MailboxPorts, of: Conversation): Promise<{ readonly unread: number; readonly total: number } | undefined> {
  return (await ports.readsMessages(house, of)) !== true ? undefined : countMessages(house.database, of.tenant, of.application, 'office');
}

/** The messages as their applicant reads them; opening them counts as reading. For whoever has shown reference and secret. Throws NotFound where the office reads none here. */
export async function readAsApplicant(house: House, ports: MailboxPorts, of: Conversation): Promise<readonly Message[]> {
  await requireReader(house, ports, of);
  return (await house.database.inTenant(of.tenant, (tx) => readConversation(house, tx, { application: of.application, reader: 'applicant' }))).messages;
}

/** Writes to the office; the case hears of it and goes to the top of the inbox. For whoever has shown reference and secret. Throws InvalidInput, NotFound. */
export async function writeAsApplicant(house: House, ports: MailboxPorts, of: Conversation, typed: TypedMessage): Promise<{ readonly id: string }> {
  await requireReader(house, ports, of);
  return house.database.inTenant(of.tenant, async (tx) => {
    const { id, isNew } = await writeMessage(house, tx, { application: of.application, from: 'applicant', actor: CITIZEN, typed });
    if (isNew) await enqueue(tx, tellCase, { tenant: of.tenant, application: of.application, message: id });
    return { id };
  });
}

async function requireReader(house: House, ports: MailboxPorts, of: Conversation): Promise<void> {
  if ((await ports.readsMessages(house, of)) !== true) throw new NotFound();
}
