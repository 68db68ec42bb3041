import { tenantId } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import type { Authority } from '@allmende/register';
import { findLegalContact } from '../data/legal-contact.ts';
import type { LegalContact } from '../domain/legal-contact.ts';

/** How authorities are reached, by their id; those that have entered nothing are left out. */
export async function findContacts(ctx: Pick<ActionContext, 'database'>, input: { readonly authorities: readonly Pick<Authority, 'id'>[] }): Promise<ReadonlyMap<string, LegalContact>> {
  const found = await Promise.all(input.authorities.map(async ({ id }) => [id as string, await findLegalContact(ctx.database, tenantId(id))] as const));
  return new Map(found.flatMap(([id, contact]) => (contact ? [[id, contact] as const] : [])));
}
