import type { ActionContext } from '@allmende/house';
import { findLegalContact } from '../data/legal-contact.ts';
import { NO_LEGAL_CONTACT, type LegalContact } from '../domain/legal-contact.ts';

/** What the authority of `ctx.tenant` (or the platform) has entered; empty texts where it has not. Public. */
export async function getLegalContact(ctx: Pick<ActionContext, 'database' | 'tenant'>): Promise<LegalContact> {
  return (await findLegalContact(ctx.database, ctx.tenant)) ?? NO_LEGAL_CONTACT;
}
