import { covers, requirePermission, servicesFor } from '@allmende/access';
import { record } from '@allmende/audit';
import type { ActionContext } from '@allmende/house';
import { procedureOf } from '@allmende/procedure';
import { openDataKey } from '@allmende/secrets';
import { listEvidence } from '../data/case-evidence.ts';
import { findCase } from '../data/case-file.ts';
import { bulkProposal, type BulkProposal } from '../domain/bulk-proposal.ts';
import type { CaseDecision } from '../domain/case-content.ts';
import type { CaseFile } from '../domain/case-file.ts';
import { decideCases } from '../domain/permissions.ts';
import { openPart } from './case-seals.ts';

/** What the rules propose for a case, or why a person has to decide it alone. `choices` are the ways to decide that leave no discretion. `file` is undefined for a case that the person does not find. */
export type ProposedDecision = { readonly file: CaseFile | undefined; readonly choices: readonly CaseDecision[]; readonly proposal: BulkProposal | { readonly reason: string } };

/**
 * What the rules of the service propose for one case where the law leaves no discretion; without `decision` the only way that leaves none. Changes nothing. `isShown` says that a person sees it: that is an audit entry like each
 * opening of a case. Needs `cases/decide-cases`.
 */
export async function proposeDecision(ctx: Pick<ActionContext, 'database' | 'clock' | 'keys' | 'actor' | 'tenant'>, input: { readonly case: string; readonly decision: string | undefined; readonly authority: string; readonly isShown: boolean }): Promise<ProposedDecision> {
  requirePermission(ctx.actor, decideCases, ctx.tenant);
  const procedureAt = await procedureOf(ctx, { authority: ctx.tenant });
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const found = await findCase(tx, input.case);
    if (!found || !covers(servicesFor(ctx.actor, decideCases, ctx.tenant), found.file.service)) return { file: undefined, choices: [], proposal: { reason: 'Diesen Fall gibt es nicht, oder er gehört nicht zu Ihren Leistungen.' } };
    const { file } = found;
    const { key } = await openDataKey(tx, ctx.keys, file.dataKeyId);
    const content = openPart('content', key, ctx.tenant, file.id, found.sealed);
    if (input.isShown) await record(tx, { actor: ctx.actor, action: 'cases/case-viewed', subject: { kind: 'case', id: file.id }, facts: { version: file.version }, at: ctx.clock.now() });
    const choices = content.decisions.filter(({ bound }) => bound !== undefined);
    const [only, ...others] = choices;
    const decision = input.decision ?? (others.length === 0 ? only?.id : undefined);
    if (decision === undefined) return { file, choices, proposal: { reason: only === undefined ? 'Die Leistung gibt keine ihrer Entscheidungen für mehrere Fälle frei.' : 'Wählen Sie erst, wie Sie entscheiden.' } };
    const hasDoubts = (await listEvidence(tx, file.id)).some(({ id, sealed }) => openPart('evidence', key, ctx.tenant, id, sealed).hints.some(({ outcome }) => outcome === 'differs'));
    return { file, choices, proposal: bulkProposal({ file, content, decision, hasDoubts, authority: input.authority, today: ctx.clock.today(), procedure: procedureAt(file.placeArs) }) };
  });
}
