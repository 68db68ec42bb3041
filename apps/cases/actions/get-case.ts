import { covers, requirePermission, requireService, servicesFor } from '@allmende/access';
import { record } from '@allmende/audit';
import { isUuid } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { procedureOf } from '@allmende/procedure';
import { openDataKey } from '@allmende/secrets';
import type { PlainDate } from '@allmende/time';
import { listActions } from '../data/case-action.ts';
import { listEvidence } from '../data/case-evidence.ts';
import { findCase } from '../data/case-file.ts';
import { findNoticeOfCase } from '../data/notice.ts';
import { listParticipations } from '../data/participation.ts';
import type { ActionKind } from '../data/tables.ts';
import type { CaseEvidence } from '../domain/case-evidence.ts';
import type { CaseContent } from '../domain/case-content.ts';
import { caseDeadlines, workingDaysLeft, type CaseDeadline, type WaitingDeadline } from '../domain/case-deadlines.ts';
import { isOpen, nextStep, type CaseFile, type NextStep } from '../domain/case-file.ts';
import { proposedDueOn } from '../domain/decision-input.ts';
import type { Notice, NoticeContent } from '../domain/notice.ts';
import type { Participation, ParticipationContent } from '../domain/participation.ts';
import { listCasesPermission, seeCases } from '../domain/permissions.ts';
import { openPart } from './case-seals.ts';

export type HistoryEntry = { readonly kind: ActionKind; readonly at: Date; /** Name of the member of staff; undefined for the platform, and for readers without contents. */ readonly actor: string | undefined; readonly note: string | undefined };

/** A case as it is shown. Whoever may not see contents gets the readable part only. */
export type CaseView = {
  readonly file: CaseFile;
  readonly next: NextStep;
  readonly content: CaseContent | undefined;
  readonly notice: (Notice & { readonly written: NoticeContent | undefined }) | undefined;
  /** By when the authority should decide, with the working days that are left; empty once it has, and for readers without contents. */
  readonly deadlines: readonly (CaseDeadline & { readonly daysLeft: number })[];
  /** Periods that begin when the application is complete. */
  readonly waitingDeadlines: readonly WaitingDeadline[];
  /** A day of payment to propose where the statute names a period; undefined once it is decided. */
  readonly proposedDueOn: PlainDate | undefined;
  /** Documents that came with the case or after it; empty for readers without contents. */
  readonly evidence: readonly CaseEvidence[];
  /** Offices that were asked about it; empty for readers without contents. */
  readonly participations: readonly (Participation & ParticipationContent)[];
  readonly history: readonly HistoryEntry[];
};

/** Opens a case. Each opening of its contents is recorded in the audit log. Throws NotFound for strangers and unknown ids. */
export async function getCase(ctx: Pick<ActionContext, 'database' | 'clock' | 'keys' | 'actor' | 'tenant'>, input: { case: string }): Promise<CaseView> {
  requirePermission(ctx.actor, listCasesPermission, ctx.tenant);
  if (!isUuid(input.case)) throw new NotFound();
  const procedureAt = await procedureOf(ctx, { authority: ctx.tenant });
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const found = await findCase(tx, input.case);
    if (!found) throw new NotFound();
    const { file } = found;
    requireService(ctx.actor, listCasesPermission, ctx.tenant, file.service);
    const opens = covers(servicesFor(ctx.actor, seeCases, ctx.tenant), file.service);
    const actions = await listActions(tx, file.id);
    const sealedNotice = await findNoticeOfCase(tx, file.id);
    const next = nextStep(file, sealedNotice?.notice);
    if (!opens) {
      return {
        file: { ...file, applicantName: null }, next, content: undefined, deadlines: [], waitingDeadlines: [], proposedDueOn: undefined, evidence: [], participations: [], notice: sealedNotice && { ...sealedNotice.notice, written: undefined },
        history: actions.map(({ kind, at }) => ({ kind, at, actor: undefined, note: undefined })),
      };
    }
    const { key } = await openDataKey(tx, ctx.keys, file.dataKeyId);
    await record(tx, { actor: ctx.actor, action: 'cases/case-viewed', subject: { kind: 'case', id: file.id }, facts: { version: file.version }, at: ctx.clock.now() });
    const content = openPart('content', key, ctx.tenant, file.id, found.sealed);
    const procedure = procedureAt(file.placeArs);
    const { running, waiting } = isOpen(file.state) ? caseDeadlines(content, procedure) : { running: [], waiting: [] };
    const today = ctx.clock.today();
    return {
      file, next, content, deadlines: running.map((deadline) => ({ ...deadline, daysLeft: workingDaysLeft(today, deadline.ends.earliest, procedure) })), waitingDeadlines: waiting, proposedDueOn: isOpen(file.state) ? proposedDueOn(content, today, procedure) : undefined,
      evidence: (await listEvidence(tx, file.id)).map(({ id, fileId, sealed }) => ({ ...openPart('evidence', key, ctx.tenant, id, sealed), id, fileId })),
      participations: (await listParticipations(tx, file.id)).map(({ sealed, ...asked }) => ({ ...asked, ...openPart('participation', key, ctx.tenant, asked.id, sealed) })),
      notice: sealedNotice && { ...sealedNotice.notice, written: openPart('notice', key, ctx.tenant, sealedNotice.notice.id, sealedNotice.sealed) },
      history: actions.map(({ id, kind, at, actorId, sealed }) => {
        const detail = openPart('action', key, ctx.tenant, id, sealed);
        return { kind, at, actor: actorId === null ? undefined : detail.actor, note: detail.note };
      }),
    };
  });
}
