import { requirePermission } from '@allmende/access';
import { InvalidInput, type FieldProblem } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { getContract } from '../data/contract.ts';
import { peppolOrder, readEndpoint } from '../domain/peppol-order.ts';
import { seeOrders } from '../domain/permissions.ts';

/** A contract's order as Peppol BIS Order 3 (UBL). The electronic addresses of both parties are told by whoever asks, `0204:…`; throws NotFound, and InvalidInput for addresses that are none. */
export async function exportPeppolOrder(ctx: Pick<ActionContext, 'database' | 'actor' | 'tenant'>, input: { readonly contract: string; readonly buyer: string; readonly seller: string }): Promise<{ readonly name: string; readonly text: string }> {
  requirePermission(ctx.actor, seeOrders, ctx.tenant);
  const contract = await ctx.database.inTenant(ctx.tenant, (tx) => getContract(tx, input.contract));
  const buyer = readEndpoint(input.buyer.trim());
  const seller = readEndpoint(input.seller.trim());
  const problems: FieldProblem[] = [];
  const message = 'Bitte geben Sie die Adresse mit ihrem Schema an: vier Ziffern, ein Doppelpunkt, die Kennung, zum Beispiel 0204:08121000-1234-56. Bei 0088 (GLN) und 0192 muss auch die Prüfziffer stimmen.';
  if (buyer === undefined) problems.push({ pointer: '/buyer', code: 'address', message });
  if (seller === undefined) problems.push({ pointer: '/seller', code: 'address', message });
  if (buyer === undefined || seller === undefined) throw new InvalidInput(problems);
  return { name: `${contract.number}-peppol-order.xml`, text: peppolOrder(contract, { buyer, seller }) };
}
