import { newId } from '@allmende/database';
import { InvalidInput } from '@allmende/errors';
import { berlinDate } from '@allmende/time';
import { keepDecision } from '../data/figures.ts';
import { insertNotice } from '../data/notice.ts';
import type { DecidingRule } from '../domain/bulk-proposal.ts';
import { decisionOf } from '../domain/case-content.ts';
import { decide } from '../domain/case-file.ts';
import type { NoticeText } from '../domain/compose-notice.ts';
import { checkNoticeText, readFigures, type TypedFigures } from '../domain/decision-input.ts';
import { issueNotice } from '../domain/issue-notice.ts';
import type { ServiceRoute } from '../domain/notice.ts';
import { decideCases } from '../domain/permissions.ts';
import { openPart, sealPart } from './case-seals.ts';
import { changeCase, type Alongside, type ChangeContext } from './change-case.ts';
import { enqueueNotice } from './enqueue-notice.ts';

/** A decision as it was typed and checked by the caseworker. `authority` is the name on the letterhead. */
export type DecisionInput = { readonly case: string; readonly version: number; readonly authority: string; readonly decision: string; readonly figures: TypedFigures; readonly text: NoticeText; /** Default `post`. */ readonly route?: ServiceRoute | undefined; /** For a refusal: one of the reasons that the service lists, for the figures; undefined where nobody chose one. */ readonly refusalReason?: string | undefined; /** The rule that proposed it, where a person confirmed many at once; the record names it. */ readonly proposedBy?: DecidingRule | undefined };

/**
 * Decides a case and issues the notice: case, notice, audit entry, the applicant's progress and the job for the PDF in one transaction. Throws InvalidInput with every problem,
 * NotFound, CaseChanged when somebody was faster, and NotPossibleNow when it is decided already. Returns the notice's id.
 */
export async function decideCase(ctx: ChangeContext, input: DecisionInput, alongside?: Alongside): Promise<{ readonly version: number; readonly notice: string }> {
  const id = newId();
  const { version } = await changeCase(ctx, decideCases, input, async (tx, { file, sealed, key, at, staff }) => {
    const decided = decide(file, { accountId: staff.accountId, name: staff.name }, at);
    const content = openPart('content', key, ctx.tenant, file.id, sealed);
    const decision = decisionOf(content, input.decision);
    if (!decision) throw new InvalidInput([{ pointer: '/decision', code: 'unknown', message: 'Wählen Sie aus, wie Sie entscheiden.' }]);
    const reason = input.refusalReason === undefined || input.refusalReason === '' ? undefined : decision.refusal?.reasons.find(({ id: known }) => known === input.refusalReason);
    if (reason === undefined && input.refusalReason !== undefined && input.refusalReason !== '') throw new InvalidInput([{ pointer: '/refusalReason', code: 'unknown', message: 'Wählen Sie den Grund aus der Liste.' }]);
    const { figures, problems } = readFigures(decision, input.figures);
    const all = [...problems, ...checkNoticeText(input.text)];
    if (all.length > 0) throw new InvalidInput(all);
    const { notice, written } = issueNotice({ id, file, content, decision, figures, text: input.text, route: input.route ?? 'post', authority: input.authority, signatory: staff.name, at, issuedOn: berlinDate(at) });
    await insertNotice(tx, { notice, issuedBy: staff.accountId, sealed: sealPart('notice', key, ctx.tenant, id, written) });
    await keepDecision(tx, id, { name: { de: decision.label.de, en: decision.label['en'] ?? decision.label.de }, refusal: decision.refusal && { id: reason?.id ?? '', de: reason?.label.de ?? null, en: reason?.label['en'] ?? null } });
    await enqueueNotice(tx, id);
    return { file: decided, kind: 'decided', decision: decision.id, facts: { notice: id, decision: decision.id, serviceOfNotice: notice.service.route, ...(input.proposedBy === undefined ? {} : { rule: input.proposedBy.rule, ruleVersion: input.proposedBy.version, package: input.proposedBy.package }) },
      ...(input.proposedBy === undefined ? {} : { note: `Vorschlag der Regel ${input.proposedBy.rule}, Fassung ${input.proposedBy.version}, bestätigt (${input.proposedBy.source})` }), personal: { notice: JSON.stringify(written) } };
  }, alongside);
  return { version, notice: id };
}
