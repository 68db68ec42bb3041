import { requirePermission } from '@allmende/access';
import { record } from '@allmende/audit';
import { PLATFORM_TENANT } from '@allmende/database';
import { emit } from '@allmende/events';
import type { ActionContext } from '@allmende/house';
import { authorityId } from '@allmende/register';
import { loadFoundingMembers } from '../data/founding-members.ts';
import { insertMember } from '../data/member.ts';
import { memberAdmitted } from '../domain/events.ts';
import { admitMembers } from '../domain/permissions.ts';

/**
 * Enters the founding members that ship with the platform, each with the decision "Gründungsmitglied" and the day of this entry. Safe at each start: who is there stays as is.
 * Returns the ids of those that were new.
 */
export async function foundMembers(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor'>): Promise<readonly string[]> {
  requirePermission(ctx.actor, admitMembers, PLATFORM_TENANT);
  const founding = await loadFoundingMembers();
  const at = ctx.clock.now();
  const today = ctx.clock.today();
  const enteredBy = ctx.actor.kind === 'staff' ? ctx.actor.accountId : ctx.actor.kind === 'system' ? ctx.actor.name : 'platform';
  return ctx.database.inTenant(PLATFORM_TENANT, async (tx) => {
    const fresh: string[] = [];
    for (const { kind, key } of founding) {
      const authority = authorityId(kind, key);
      const isNew = await insertMember(tx, {
        authority, joinedOn: today, leftOn: null, founding: true,
        decision: { name: 'Gründungsmitglied', decidedOn: today, text: 'Mitglied seit der Gründung. Der Tag ist der Tag dieser Eintragung.', decidedBy: enteredBy },
      }, at);
      if (!isNew) continue;
      fresh.push(authority);
      await record(tx, { actor: ctx.actor, action: 'membership/member-admitted', subject: { kind: 'member', id: authority }, facts: { founding: true, joinedOn: today, decidedOn: today }, at });
      await emit(tx, memberAdmitted(authority, { authority }));
    }
    return fresh;
  });
}
