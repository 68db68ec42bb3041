import { InvalidInput } from '@allmende/errors';
import { berlinDate } from '@allmende/time';
import { findNoticeOfCase } from '../data/notice.ts';
import { findRetentionRule } from '../data/retention-rule.ts';
import { close, hasObjection } from '../domain/case-file.ts';
import { decideCases } from '../domain/permissions.ts';
import { keptUntil } from '../domain/retention.ts';
import { openPart } from './case-seals.ts';
import { changeCase, type ChangeContext } from './change-case.ts';

/** Ends a case: after its notice was sent, or without a decision for a reason that is written down; after an objection with how it ended. Throws InvalidInput, NotFound, CaseChanged, NotPossibleNow. */
export async function closeCase(ctx: ChangeContext, input: { readonly case: string; readonly version: number; readonly reason?: string | undefined }): Promise<{ readonly version: number }> {
  return changeCase(ctx, decideCases, input, async (tx, { file, at, key, sealed }) => {
    const notice = (await findNoticeOfCase(tx, file.id))?.notice;
    const rule = (await findRetentionRule(tx, file.service)) ?? openPart('content', key, ctx.tenant, file.id, sealed).retention;
    const closed = close(file, at, notice, rule === undefined ? null : keptUntil(rule, berlinDate(at)));
    const reason = input.reason?.trim();
    if (hasObjection(file) && !reason) throw new InvalidInput([{ pointer: '/reason', code: 'required', message: 'Schreiben Sie, wie der Widerspruch ausgegangen ist.' }]);
    if (file.state !== 'decided' && !reason) throw new InvalidInput([{ pointer: '/reason', code: 'required', message: 'Schreiben Sie, warum der Fall ohne Bescheid endet.' }]);
    return { file: closed, kind: 'closed', note: reason === '' ? undefined : reason, facts: { decided: notice !== undefined } };
  });
}
