import { systemActor } from '@allmende/access';
import { tenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import { findCaseForUpdate } from '../data/case-file.ts';
import { findRetentionRule, listSelfDeleting } from '../data/retention-rule.ts';
import { isOver } from '../domain/retention.ts';
import { eraseCase } from './erase-case.ts';

const AT_ONCE = 500;

/** Deletes every case whose period is over where the authority lets the platform do that, each in its own transaction. Whoever stops it in between loses nothing. Returns how many. */
export async function deleteDueCases(house: Pick<House, 'database' | 'clock' | 'files'>): Promise<number> {
  const today = house.clock.today();
  let deleted = 0;
  for (;;) {
    const due = await house.database.acrossTenants('cases/delete-due', (tx) => listSelfDeleting(tx, { today, limit: AT_ONCE }));
    for (const { tenant, case: id } of due) {
      await house.database.inTenant(tenantId(tenant), async (tx) => {
        const found = await findCaseForUpdate(tx, id);
        const rule = found && (await findRetentionRule(tx, found.file.service));
        // Somebody may have entered an objection or another rule since it was listed.
        if (!found || found.file.state !== 'closed' || rule?.deletion !== 'automatic' || !isOver(found.file.keptUntil, today)) return;
        await eraseCase({ ...house, actor: systemActor('cases') }, tx, found.file, { source: rule.source, proposedBy: undefined });
        deleted += 1;
      });
    }
    if (due.length < AT_ONCE) return deleted;
  }
}
