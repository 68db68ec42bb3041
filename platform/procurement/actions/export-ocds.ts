import { requirePermission } from '@allmende/access';
import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { findAuthority } from '@allmende/register';
import { listAmendments } from '../data/amendment.ts';
import { getContract, listDocuments } from '../data/contract.ts';
import { getOrder } from '../data/order.ts';
import { findChoice } from '../data/order-choice.ts';
import { recordPackage, releasePackage, UNREGISTERED_PREFIX } from '../domain/ocds/ocds-packages.ts';
import { releasesOf } from '../domain/ocds/releases-of.ts';
import { seeOrders } from '../domain/permissions.ts';

/** An order and its contract as an OCDS 1.1.5 package of releases or of its record, as JSON text. Throws NotFound, also for an order that is not handed in yet. `uri` is where the package lies. */
export async function exportOcds(
  ctx: Pick<ActionContext, 'config' | 'database' | 'actor' | 'tenant'>, input: { readonly order: string; readonly form: 'releases' | 'record'; readonly uri: string },
): Promise<{ readonly name: string; readonly text: string }> {
  requirePermission(ctx.actor, seeOrders, ctx.tenant);
  const authority = await findAuthority(ctx, { id: ctx.tenant });
  if (authority === undefined) throw new NotFound();
  const releases = await ctx.database.inTenant(ctx.tenant, async (tx) => {
    const order = await getOrder(tx, input.order);
    const contract = order.contract === null ? undefined : await getContract(tx, order.contract);
    const documents = contract === undefined ? [] : await listDocuments(tx, contract.id);
    const amendments = contract === undefined ? [] : (await listAmendments(tx, contract.id)).filter((one) => one.state === 'agreed');
    return releasesOf({ prefix: ctx.config.ocdsPrefix ?? UNREGISTERED_PREFIX, order, choice: await findChoice(tx, order.id), contract, documents, amendments, buyer: authority });
  });
  if (releases.length === 0) throw new NotFound();
  const publication = { uri: input.uri, publisher: new URL(ctx.config.publicAddress).host };
  const written = input.form === 'record' ? recordPackage(releases, publication) : releasePackage(releases, publication);
  return { name: `ocds-${input.form}-${input.order}.json`, text: `${JSON.stringify(written, undefined, 2)}\n` };
}
