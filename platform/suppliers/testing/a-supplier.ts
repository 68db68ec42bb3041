import { systemActor, type Actor } from '@allmende/access';
import type { ActionContext } from '@allmende/house';
import { newId } from '@allmende/database';
import { admitSupplier } from '../actions/admit-supplier.ts';
import { applyAsSupplier } from '../actions/apply-as-supplier.ts';
import { anApplication } from './an-application.ts';

/** An admitted supplier with an actor that works for it. Needs the tables of access, audit, identity and secrets. */
export async function aSupplier(house: Pick<ActionContext, 'database' | 'clock' | 'keys'>, change: Parameters<typeof anApplication>[0] = {}): Promise<{ readonly supplier: string; readonly invitation: string; readonly actor: Extract<Actor, { kind: 'supplier' }> }> {
  const ctx = { ...house, actor: systemActor('start') };
  const { id: supplier } = await applyAsSupplier(ctx, anApplication({ contact: { name: 'Lena Liefert', email: `${newId()}@musterwerk.example`, phone: '', message: '' }, ...change }));
  const { invitation } = await admitSupplier(ctx, { supplier });
  return { supplier, invitation, actor: { kind: 'supplier', accountId: newId(), name: 'Lena Liefert', supplier } };
}
