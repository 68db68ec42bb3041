import { requirePermission, requireService, requireStaff } from '@allmende/access';
import { NotFound } from '@allmende/errors';
import { findCaseForUpdate } from '../data/case-file.ts';
import { findRetentionRule } from '../data/retention-rule.ts';
import { askForDeletion, requireDeletable, requireVersion } from '../domain/case-file.ts';
import { NotPossibleNow } from '../domain/errors.ts';
import { deleteCases } from '../domain/permissions.ts';
import { changeCase, type ChangeContext } from './change-case.ts';
import { eraseCase } from './erase-case.ts';
import type { ActionContext } from '@allmende/house';

/**
 * Deletes a closed case for good: rows, files and the key, so that copies in backups are unreadable too. The audit entries stay and verify; their commitments lose their salts. Where the authority
 * wants two people, the first proposes and another one deletes. Throws NotFound, CaseChanged, NotPossibleNow while it has to be kept or when the same person would confirm. Art. 17 DSGVO.
 */
export async function deleteCase(ctx: ChangeContext & Pick<ActionContext, 'files'>, input: { readonly case: string; readonly version: number }): Promise<'deleted' | 'proposed'> {
  requirePermission(ctx.actor, deleteCases, ctx.tenant);
  const { accountId } = requireStaff(ctx.actor);
  const isProposed = await ctx.database.inTenant(ctx.tenant, async (tx) => {
    const found = await findCaseForUpdate(tx, input.case);
    if (!found) throw new NotFound();
    const { file } = found;
    requireService(ctx.actor, deleteCases, ctx.tenant, file.service);
    requireVersion(file, input.version);
    requireDeletable(file, ctx.clock.today());
    const rule = await findRetentionRule(tx, file.service);
    if (rule?.deletion === 'two-people' && file.deletionAsked === null) return true;
    if (rule?.deletion === 'two-people' && file.deletionAsked?.accountId === accountId) throw new NotPossibleNow('Sie haben die Löschung selbst vorgeschlagen. Eine zweite Person muss sie bestätigen.');
    await eraseCase(ctx, tx, file, { source: rule?.source, proposedBy: file.deletionAsked?.accountId });
    return false;
  });
  if (!isProposed) return 'deleted';
  await changeCase(ctx, deleteCases, input, async (_tx, { file, staff, at }) => ({ file: askForDeletion(file, { accountId: staff.accountId, name: staff.name, at }), kind: 'deletion-asked' }));
  return 'proposed';
}
