import { CITIZEN } from '@allmende/access';
import { record } from '@allmende/audit';
import { tenantId } from '@allmende/database';
import { InvalidInput, NotFound } from '@allmende/errors';
import type { House } from '@allmende/house';
import type { Language } from '@allmende/i18n';
import { openApplicationKey } from '@allmende/online-services';
import { confirmContactRow, deleteContact, findContact, saveContact } from '../data/contact.ts';
import { hashOfToken, newToken, readConfirmKey, readEmail, type ContactState } from '../domain/contact.ts';
import { messageTexts } from '../domain/message-texts.ts';
import { openPart, sealPart } from './mailbox-seals.ts';
import { orderConfirmation } from './order-notice.ts';
import type { Conversation } from './write-message.ts';

/** Where an applicant hears of news, and how that stands; undefined where they do not. */
export type ApplicantContact = { readonly email: string; readonly state: ContactState };

/** The address of an applicant, for whoever has shown reference and secret. */
export async function readContact(house: Pick<House, 'database' | 'keys'>, of: Conversation): Promise<ApplicantContact | undefined> {
  return house.database.inTenant(of.tenant, async (tx) => {
    const known = await openApplicationKey(house, tx, of.application);
    const contact = known && (await findContact(tx, of.application));
    if (!known || !contact) return undefined;
    const { email } = openPart('contact', known.dataKey.key, of.tenant, of.application, contact.sealed);
    return { email, state: contact.failedAt !== null ? 'failed' : contact.confirmedAt === null ? 'waits-for-confirmation' : 'confirmed' };
  });
}

/** Keeps an address, sealed, and sends it one e-mail that asks whether it is the person's; another address takes the place of the one before. For whoever has shown reference and secret. Throws InvalidInput, NotFound. */
export async function setContact(house: Pick<House, 'database' | 'keys' | 'clock'>, of: Conversation, input: { readonly email: string; readonly language: Language }): Promise<void> {
  const email = readEmail(input.email);
  if (email === undefined) throw new InvalidInput([{ pointer: '/email', code: 'invalid', message: messageTexts(input.language).email }]);
  await house.database.inTenant(of.tenant, async (tx) => {
    const known = await openApplicationKey(house, tx, of.application);
    if (!known) throw new NotFound();
    const { token, hash } = newToken();
    await saveContact(tx, { application: of.application, tokenHash: hash, askedAt: house.clock.now(), sealed: sealPart('contact', known.dataKey.key, of.tenant, of.application, { email, language: input.language, token }) });
    await orderConfirmation(house, tx, of.application);
    await record(tx, { actor: CITIZEN, action: 'mailbox/contact-set', subject: { kind: 'application', id: of.application }, facts: {}, at: house.clock.now() });
  });
}

/** Confirms the address with the key from the e-mail; whoever reads the e-mails of an address needs nothing else. Confirming again changes nothing. Throws NotFound for any other key, and after the address was replaced. */
export async function confirmContact(house: Pick<House, 'database' | 'clock'>, input: { readonly key: string }): Promise<void> {
  const named = readConfirmKey(input.key);
  if (!named) throw new NotFound();
  await house.database.inTenant(tenantId(named.tenant), async (tx) => {
    const contact = await findContact(tx, named.application);
    if (!contact?.tokenHash.equals(hashOfToken(named.token))) throw new NotFound();
    if (contact.confirmedAt !== null) return;
    await confirmContactRow(tx, named.application, house.clock.now());
    await record(tx, { actor: CITIZEN, action: 'mailbox/contact-confirmed', subject: { kind: 'application', id: named.application }, facts: {}, at: house.clock.now() });
  });
}

/** Forgets the address. Repeating it changes nothing. */
export async function removeContact(house: Pick<House, 'database' | 'clock'>, of: Conversation): Promise<void> {
  await house.database.inTenant(of.tenant, async (tx) => {
    if (!(await findContact(tx, of.application))) return;
    await deleteContact(tx, of.application);
    await record(tx, { actor: CITIZEN, action: 'mailbox/contact-removed', subject: { kind: 'application', id: of.application }, facts: {}, at: house.clock.now() });
  });
}
