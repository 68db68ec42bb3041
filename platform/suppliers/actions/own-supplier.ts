import { SignInNeeded } from '@allmende/access';
import { PLATFORM_TENANT } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { selectSuppliers } from '../data/supplier.ts';
import type { Supplier } from '../domain/supplier.ts';

/** The supplier that the acting person works for. Throws SignInNeeded for somebody unknown, NotFound for everybody else who works for none that is admitted. */
export async function ownSupplier(ctx: Pick<ActionContext, 'database' | 'actor'>): Promise<Supplier & { readonly accountId: string }> {
  const { actor } = ctx;
  if (actor.kind === 'anonymous') throw new SignInNeeded();
  if (actor.kind !== 'supplier') throw new NotFound();
  const [own] = await ctx.database.inTenant(PLATFORM_TENANT, (tx) => selectSuppliers(tx, [actor.supplier]));
  if (own?.state !== 'admitted') throw new NotFound();
  return { ...own, accountId: actor.accountId };
}
