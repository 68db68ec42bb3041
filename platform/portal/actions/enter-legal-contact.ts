import { requirePermission } from '@allmende/access';
import { record } from '@allmende/audit';
import type { ActionContext } from '@allmende/house';
import { findLegalContact, saveLegalContact } from '../data/legal-contact.ts';
import { LEGAL_CONTACT_FIELDS, NO_LEGAL_CONTACT, readLegalContact, type LegalContact } from '../domain/legal-contact.ts';
import { enterLegalContact as permission } from '../domain/permissions.ts';

/** Enters who answers for the pages of `ctx.tenant`; shown to everybody at once. Throws InvalidInput. Writes an audit entry that names the changed fields, not their words. */
export async function enterLegalContact(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>, input: LegalContact): Promise<LegalContact> {
  requirePermission(ctx.actor, permission, ctx.tenant);
  const contact = readLegalContact(input);
  const before = (await findLegalContact(ctx.database, ctx.tenant)) ?? NO_LEGAL_CONTACT;
  const changed = LEGAL_CONTACT_FIELDS.filter((field) => contact[field] !== before[field]);
  if (changed.length === 0) return contact;
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    await saveLegalContact(tx, contact, { at: ctx.clock.now(), by: ctx.actor.kind === 'staff' ? ctx.actor.accountId : 'platform' });
    await record(tx, { actor: ctx.actor, action: 'portal/legal-contact-entered', subject: { kind: 'legal-contact', id: ctx.tenant }, facts: { changed: changed.join(' ') }, at: ctx.clock.now() });
  });
  return contact;
}
