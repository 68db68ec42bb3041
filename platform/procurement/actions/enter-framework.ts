import { requirePermission } from '@allmende/access';
import { record } from '@allmende/audit';
import { listOffers } from '@allmende/catalog';
import { newId, PLATFORM_TENANT } from '@allmende/database';
import { InvalidInput, NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { listAuthorities } from '@allmende/register';
import { endFramework as saveEnd, insertFramework, listParameters } from '../data/award.ts';
import { parameterOn } from '../domain/award-parameter.ts';
import { checkFramework, type FrameworkAgreement } from '../domain/framework-agreement.ts';
import { keepAwardBasis } from '../domain/permissions.ts';

type Context = Pick<ActionContext, 'database' | 'clock' | 'actor'>;

/** Enters a framework agreement from which authorities call off. Throws InvalidInput: also for a term longer than the law's longest without a reason, for unknown offers and unknown authorities. */
export async function enterFramework(ctx: Context, input: Omit<FrameworkAgreement, 'id' | 'endedOn' | 'enteredBy'>): Promise<FrameworkAgreement> {
  requirePermission(ctx.actor, keepAwardBasis, PLATFORM_TENANT);
  const offers = await listOffers(ctx, { withdrawn: true });
  if (input.offers.some((id) => !offers.some((offer) => offer.id === id))) throw new InvalidInput([{ pointer: '/offers', code: 'unknown', message: 'Ein Angebot steht nicht im Store.' }]);
  if (input.authorities.length > 0 && (await listAuthorities(ctx, { ids: input.authorities })).length !== new Set(input.authorities).size) throw new InvalidInput([{ pointer: '/authorities', code: 'unknown', message: 'Eine Behörde steht nicht im Verzeichnis.' }]);
  const enteredBy = ctx.actor.kind === 'staff' ? ctx.actor.accountId : ctx.actor.kind === 'system' ? ctx.actor.name : 'platform';
  const at = ctx.clock.now();
  return ctx.database.inTenant(PLATFORM_TENANT, async (tx) => {
    checkFramework(input, parameterOn(await listParameters(tx), 'framework-longest-months', '', input.concludedOn)?.value);
    const framework: FrameworkAgreement = { ...input, id: newId(), endedOn: null, enteredBy };
    await insertFramework(tx, framework, at);
    await record(tx, {
      actor: ctx.actor, action: 'procurement/framework-entered', subject: { kind: 'framework', id: framework.id }, at,
      facts: { title: framework.title, contractor: framework.contractor, reference: framework.reference, validFrom: framework.validFrom, validUntil: framework.validUntil, offers: framework.offers.length, mostCents: framework.mostCents ?? 'open' },
    });
    return framework;
  });
}

/** Ends a framework agreement today, before its time: nobody calls off from it from tomorrow on. Throws NotFound, also for one that has ended. */
export async function endFramework(ctx: Context, input: { readonly framework: string }): Promise<void> {
  requirePermission(ctx.actor, keepAwardBasis, PLATFORM_TENANT);
  const today = ctx.clock.today();
  await ctx.database.inTenant(PLATFORM_TENANT, async (tx) => {
    if (!(await saveEnd(tx, input.framework, today))) throw new NotFound();
    await record(tx, { actor: ctx.actor, action: 'procurement/framework-ended', subject: { kind: 'framework', id: input.framework }, facts: { endsOn: today }, at: ctx.clock.now() });
  });
}
