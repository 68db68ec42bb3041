import { requirePermission, requireService, requireStaff, type Permission } from '@allmende/access';
import { record, type RecordInput } from '@allmende/audit';
import type { TenantTx } from '@allmende/database';
import { reportProgress } from '@allmende/delivery';
import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { openDataKey, type SecretKey } from '@allmende/secrets';
import { insertAction } from '../data/case-action.ts';
import { findCaseForUpdate, saveCase } from '../data/case-file.ts';
import { clearNews } from '../data/case-news.ts';
import type { ActionKind } from '../data/tables.ts';
import { applicantState, requireVersion, type CaseFile } from '../domain/case-file.ts';
import { withoutNews } from '../domain/case-news.ts';
import { sealPart } from './case-seals.ts';
import { requireRunning } from './require-running.ts';
import { TARGET_NAME } from './target-name.ts';

export type ChangeContext = Pick<ActionContext, 'database' | 'clock' | 'keys' | 'actor' | 'tenant'>;

/** A case held for a change, with the key that opens it. */
export type HeldCase = { readonly file: CaseFile; readonly sealed: Buffer; readonly key: SecretKey; readonly at: Date; readonly staff: { readonly accountId: string; readonly name: string } };

/** What else is written in the transaction of a change, such as what became of it in a run over many cases. */
export type Alongside = (tx: TenantTx) => Promise<void>;

/** What a change comes to. */
export type CaseChange = { readonly file: CaseFile; readonly kind: ActionKind; readonly note?: string | undefined; /** The way in which it was decided, for the applicant's side. */ readonly decision?: string; /** Requests that the applicant gets with it. */ readonly replies?: readonly string[]; readonly facts?: RecordInput['facts']; readonly personal?: Readonly<Record<string, string>> };

/**
 * Changes a case for a member of staff: holds it, refuses when it was changed after `version`, and writes the new case, the action, the audit entry and the applicant's
 * progress in one transaction. Throws NotFound, CaseChanged, CasesNotRunning and what `change` throws. Returns the new version.
 */
export async function changeCase(
  ctx: ChangeContext, permission: Permission, input: { readonly case: string; readonly version: number }, change: (tx: TenantTx, held: HeldCase) => Promise<CaseChange>, alongside?: Alongside,
): Promise<{ readonly version: number }> {
  requirePermission(ctx.actor, permission, ctx.tenant);
  const staff = requireStaff(ctx.actor);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    await requireRunning(tx);
    const found = await findCaseForUpdate(tx, input.case);
    if (!found) throw new NotFound();
    requireService(ctx.actor, permission, ctx.tenant, found.file.service);
    requireVersion(found.file, input.version);
    const { key } = await openDataKey(tx, ctx.keys, found.file.dataKeyId);
    const at = ctx.clock.now();
    const made = await change(tx, { ...found, key, at, staff });
    // Whoever works on a case has seen what came from its applicant: the version says so. Who only hands it on has not.
    const isHandedOn = made.kind === 'assigned' || made.kind === 'released';
    await saveCase(tx, isHandedOn ? made.file : withoutNews(made.file));
    if (!isHandedOn) await clearNews(tx, made.file.id);
    await insertAction(tx, {
      case: made.file.id, kind: made.kind, actorId: staff.accountId, at, seal: (id) => sealPart('action', key, ctx.tenant, id, { actor: staff.name, ...(made.note === undefined ? {} : { note: made.note }) }),
    });
    await record(tx, {
      actor: ctx.actor, action: `cases/case-${made.kind}`, subject: { kind: 'case', id: made.file.id }, at, facts: { state: made.file.state, version: made.file.version, ...made.facts },
      ...(made.personal === undefined ? {} : { personal: made.personal }),
    });
    const shown = applicantState(made.file.state);
    if (shown !== applicantState(found.file.state) || made.replies !== undefined) await reportProgress(tx, { submission: made.file.application, target: TARGET_NAME, state: shown, at, replies: made.replies ?? [], ...(made.decision === undefined ? {} : { decision: made.decision }) });
    await alongside?.(tx);
    return { version: made.file.version };
  });
}
