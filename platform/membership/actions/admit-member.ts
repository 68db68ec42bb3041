import { requirePermission } from '@allmende/access';
import { record } from '@allmende/audit';
import { PLATFORM_TENANT } from '@allmende/database';
import { emit } from '@allmende/events';
import type { ActionContext } from '@allmende/house';
import type { PlainDate } from '@allmende/time';
import { getApplicationForUpdate, saveDecision } from '../data/membership-application.ts';
import { insertMember } from '../data/member.ts';
import { AlreadyApplied, AlreadyDecided } from '../domain/errors.ts';
import { memberAdmitted } from '../domain/events.ts';
import { checkDecision } from '../domain/membership-application.ts';
import { admitMembers } from '../domain/permissions.ts';

/**
 * Admits the authority of an application on a decision; its space exists when this returns. Written with audit entry and event in one transaction.
 * Throws InvalidInput, NotFound, AlreadyDecided and AlreadyApplied.
 */
export async function admitMember(
  ctx: Pick<ActionContext, 'database' | 'clock' | 'actor'>, input: { application: string; name: string; decidedOn: PlainDate; text: string },
): Promise<{ authority: string }> {
  requirePermission(ctx.actor, admitMembers, PLATFORM_TENANT);
  checkDecision(input, ctx.clock.today());
  const at = ctx.clock.now();
  const accountId = ctx.actor.kind === 'staff' ? ctx.actor.accountId : null;
  return ctx.database.inTenant(PLATFORM_TENANT, async (tx) => {
    const application = await getApplicationForUpdate(tx, input.application);
    if (application.state !== 'waiting') throw new AlreadyDecided();
    const { authority } = application;
    const isNew = await insertMember(tx, {
      authority, joinedOn: ctx.clock.today(), leftOn: null, founding: false,
      decision: { name: input.name.trim(), decidedOn: input.decidedOn, text: input.text.trim(), decidedBy: accountId ?? (ctx.actor.kind === 'system' ? ctx.actor.name : 'platform') },
    }, at);
    if (!isNew) throw new AlreadyApplied('member');
    await saveDecision(tx, application.id, { state: 'admitted', decidedOn: input.decidedOn, decidedBy: accountId, reason: input.text.trim() });
    await record(tx, {
      actor: ctx.actor, action: 'membership/member-admitted', subject: { kind: 'member', id: authority }, at, personal: { reason: input.text },
      facts: { application: application.id, founding: false, decision: input.name.trim(), decidedOn: input.decidedOn, joinedOn: ctx.clock.today() },
    });
    await emit(tx, memberAdmitted(authority, { authority }));
    return { authority };
  });
}
