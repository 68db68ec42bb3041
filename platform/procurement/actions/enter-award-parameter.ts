import { requirePermission } from '@allmende/access';
import { record } from '@allmende/audit';
import { PLATFORM_TENANT } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import { addParameter } from '../data/award.ts';
import { loadAwardParameters } from '../data/standards.ts';
import { checkParameter, type AwardParameter } from '../domain/award-parameter.ts';
import { AlreadyStands } from '../domain/errors.ts';
import { keepAwardBasis } from '../domain/permissions.ts';

type Context = Pick<ActionContext, 'database' | 'clock' | 'actor'>;

/** Enters a threshold or period of procurement law with its norm and source, from a day on. Throws InvalidInput, and AlreadyStands when another one begins on that day. */
export async function enterAwardParameter(ctx: Context, input: Omit<AwardParameter, 'enteredBy'>): Promise<void> {
  requirePermission(ctx.actor, keepAwardBasis, PLATFORM_TENANT);
  checkParameter(input);
  const enteredBy = ctx.actor.kind === 'staff' ? ctx.actor.accountId : ctx.actor.kind === 'system' ? ctx.actor.name : 'platform';
  if ((await enter(ctx, { ...input, enteredBy })) === 'refused') throw new AlreadyStands();
}

/** Enters the periods that ship with the platform, each with its norm, source and who read it. Safe at each start; returns how many were new. What the operator entered for the same day stays. */
export async function enterShippedParameters(ctx: Context): Promise<number> {
  requirePermission(ctx.actor, keepAwardBasis, PLATFORM_TENANT);
  let added = 0;
  for (const one of await loadAwardParameters()) if ((await enter(ctx, one)) === 'added') added += 1;
  return added;
}

async function enter(ctx: Context, one: AwardParameter): Promise<'added' | 'known' | 'refused'> {
  const at = ctx.clock.now();
  return ctx.database.inTenant(PLATFORM_TENANT, async (tx) => {
    const done = await addParameter(tx, one, at);
    if (done === 'added') {
      await record(tx, {
        actor: ctx.actor, action: 'procurement/parameter-entered', subject: { kind: 'award-parameter', id: `${one.name}${one.land}/${one.validFrom}` }, at,
        facts: { name: one.name, land: one.land, value: one.value, validFrom: one.validFrom, validUntil: one.validUntil ?? 'open', basis: one.basis, source: one.source },
      });
    }
    return done;
  });
}
