import { covers, requirePermission, requireStaff, servicesFor } from '@allmende/access';
import { record } from '@allmende/audit';
import { isUuid } from '@allmende/database';
import { InvalidInput } from '@allmende/errors';
import { findRun, insertRun } from '../data/bulk-run.ts';
import { listCasesById } from '../data/inbox.ts';
import { WITHDRAWN_REASON } from '../domain/bulk-proposal.ts';
import { MOST_AT_ONCE, type BulkItem, type BulkKind, type BulkRun } from '../domain/bulk-run.ts';
import { isWithdrawn } from '../domain/case-file.ts';
import { decideCases } from '../domain/permissions.ts';
import type { ChangeContext } from './change-case.ts';
import { enqueueBulk } from './enqueue-bulk.ts';
import { listColleagues } from './list-colleagues.ts';
import { requireRunning } from './require-running.ts';

/** What shall be done with which cases. The caller makes the id: the same id again is the same run. */
export type BulkOrder = {
  readonly id: string;
  readonly kind: BulkKind;
  /** For `assign`: `me`, `nobody` or the account of a colleague. */
  readonly to?: string | undefined;
  /** For `decide`. */
  readonly decision?: string | undefined;
  /** Name of the authority on notices. */
  readonly authority: string;
  readonly cases: readonly { readonly case: string; readonly version: number; /** Why this one stays as it is, where that is known already. */ readonly reason?: string }[];
  /** Whether a second person has to confirm; the service packages of the cases say so. */
  readonly needsSecondPerson?: boolean;
};

/**
 * Starts work on up to 500 cases at once: keeps what is to be done and lets the worker do it, each case in a transaction of its own with its own audit entry. A case that the person may not work on, or that does not exist, stands
 * in the result as not found. The same id again changes nothing. Needs `cases/decide-cases`. Throws InvalidInput (`/cases`, `/to`, `/decision`), CasesNotRunning. Returns the run.
 */
export async function startBulk(ctx: ChangeContext, order: BulkOrder): Promise<BulkRun> {
  requirePermission(ctx.actor, decideCases, ctx.tenant);
  const { accountId, name } = requireStaff(ctx.actor);
  const services = servicesFor(ctx.actor, decideCases, ctx.tenant);
  const wanted = new Map(order.cases.map((one) => [one.case, one]));
  const problem = (pointer: string, code: string, message: string) => new InvalidInput([{ pointer, code, message }]);
  if (!isUuid(order.id)) throw problem('/id', 'invalid', 'Laden Sie die Seite neu und versuchen Sie es noch einmal.');
  if (wanted.size === 0) throw problem('/cases', 'required', 'Wählen Sie mindestens einen Fall aus.');
  if (wanted.size > MOST_AT_ONCE) throw problem('/cases', 'too-many', `Wählen Sie höchstens ${MOST_AT_ONCE} Fälle aus.`);
  if ([...wanted.values()].some(({ case: id, version }) => !isUuid(id) || !Number.isSafeInteger(version) || version < 1 || version > 2_147_483_647)) throw problem('/cases', 'invalid', 'Laden Sie die Seite neu und wählen Sie die Fälle noch einmal aus.');
  if (order.kind === 'decide' && !/^[a-z0-9-]{1,80}$/u.test(order.decision ?? '')) throw problem('/decision', 'required', 'Wählen Sie, wie Sie entscheiden.');
  const assignTo = order.kind === 'assign' ? await assignee() : null;
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    await requireRunning(tx);
    const known = await findRun(tx, order.id);
    if (known) return known;
    const found = new Map((await listCasesById(tx, [...wanted.keys()])).filter(({ service }) => covers(services, service)).map((file) => [file.id, file]));
    const at = ctx.clock.now();
    const run: BulkRun = {
      id: order.id, kind: order.kind, state: order.needsSecondPerson === true && [...wanted.values()].some(({ reason }) => reason === undefined) ? 'waiting' : 'running', assignTo, decision: order.kind === 'decide' ? (order.decision ?? null) : null, authorityName: order.authority,
      startedBy: { accountId, name }, startedAt: at, confirmedBy: null, confirmedAt: null, finishedAt: null,
    };
    const items = [...wanted.values()].map(({ case: id, version, reason: known }): Omit<BulkItem, 'position'> => {
      const file = found.get(id);
      // Handing a withdrawn case on is fine: somebody has to close it.
      const reason = known ?? (file && order.kind !== 'assign' && isWithdrawn(file) ? WITHDRAWN_REASON : undefined);
      return { case: id, version, reference: file?.reference ?? '', service: file?.service ?? '', outcome: file && reason === undefined ? 'open' : 'unchanged', reason: file ? (reason ?? null) : 'Diesen Fall gibt es nicht, oder er gehört nicht zu Ihren Leistungen.' };
    });
    if (!(await insertRun(tx, run, items))) return (await findRun(tx, order.id)) ?? run;
    await record(tx, { actor: ctx.actor, action: 'cases/bulk-started', subject: { kind: 'bulk', id: run.id }, at, facts: { kind: run.kind, cases: items.length, ...(assignTo === null ? {} : { to: assignTo.accountId }), ...(run.decision === null ? {} : { decision: run.decision }) } });
    if (run.state === 'running') await enqueueBulk(tx, run.id);
    return run;
  });

  async function assignee(): Promise<BulkRun['assignTo']> {
    if (order.to === 'nobody') return null;
    if (order.to === 'me' || order.to === accountId) return { accountId, name };
    const colleague = (await listColleagues(ctx)).find((one) => one.accountId === order.to);
    if (!colleague) throw problem('/to', 'required', 'Wählen Sie aus, wer die Fälle bearbeiten soll.');
    return { accountId: colleague.accountId, name: colleague.name };
  }
}
