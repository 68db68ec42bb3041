import { requirePermission, requireStaff } from '@allmende/access';
import { record } from '@allmende/audit';
import { newId, PLATFORM_TENANT } from '@allmende/database';
import { InvalidInput, type FieldProblem } from '@allmende/errors';
import { readFile, type StoredFile } from '@allmende/files';
import type { ActionContext } from '@allmende/house';
import { parsePlainDate } from '@allmende/time';
import { getReport, insertPromise, selectClosedMonths, selectMeters, selectReports, type ClosedMeter, type StoredReport } from '../data/month.ts';
import type { Month } from '../domain/month.ts';
import { arrangeOperation, seeAllOperation, seeOperation } from '../domain/permissions.ts';

type Ctx = Pick<ActionContext, 'database' | 'actor' | 'tenant'>;

/** Reports of the authority, the newest month first. */
export async function listReports(ctx: Ctx, input: { readonly contract?: string } = {}): Promise<readonly StoredReport[]> {
  requirePermission(ctx.actor, seeOperation, ctx.tenant);
  return ctx.database.inTenant(ctx.tenant, (tx) => selectReports(tx, input.contract));
}

/** The report on a month as PDF; throws NotFound, also while it is not made. */
export async function readReport(ctx: Pick<ActionContext, 'database' | 'actor' | 'tenant' | 'keys' | 'files'>, input: { readonly contract: string; readonly month: Month }): Promise<StoredFile> {
  requirePermission(ctx.actor, seeOperation, ctx.tenant);
  return ctx.database.inTenant(ctx.tenant, async (tx) => readFile(tx, ctx, (await getReport(tx, input.contract, input.month)).file));
}

/** What the authority is billed by for a month; empty while it is not closed. */
export async function listMeters(ctx: Ctx, input: { readonly month: Month }): Promise<readonly ClosedMeter[]> {
  requirePermission(ctx.actor, seeOperation, ctx.tenant);
  return ctx.database.inTenant(ctx.tenant, (tx) => selectMeters(tx, input.month));
}

/** What all authorities are billed by for a month, for the operator. */
export async function listAllMeters(ctx: Pick<ActionContext, 'database' | 'actor'>, input: { readonly month: Month }): Promise<readonly ClosedMeter[]> {
  requirePermission(ctx.actor, seeAllOperation, PLATFORM_TENANT);
  return ctx.database.acrossTenants('monitoring/bill', (tx) => selectMeters(tx, input.month));
}

/** Months that are closed, the newest first. */
export async function listClosedMonths(ctx: Pick<ActionContext, 'database' | 'actor'>): Promise<readonly Month[]> {
  requirePermission(ctx.actor, seeAllOperation, PLATFORM_TENANT);
  return ctx.database.acrossTenants('monitoring/bill', selectClosedMonths);
}

/** Enters what a contract promises, with its source. Entries are never changed: the newest valid one counts. Throws InvalidInput. */
export async function enterPromise(ctx: Ctx & Pick<ActionContext, 'clock'>, input: { readonly contract: string; readonly percent: string; readonly validFrom: string; readonly source: string }): Promise<void> {
  requirePermission(ctx.actor, arrangeOperation, ctx.tenant);
  const { accountId } = requireStaff(ctx.actor);
  const problems: FieldProblem[] = [];
  const percent = /^\d{1,3}(?:[.,]\d{1,4})?$/u.test(input.percent.trim()) ? Number(input.percent.trim().replace(',', '.')) : Number.NaN;
  if (!(percent > 0 && percent <= 100)) problems.push({ pointer: '/percent', code: 'format', message: 'Geben Sie eine Zahl bis 100 ein, zum Beispiel 99,5.' });
  const validFrom = parsePlainDate(input.validFrom);
  if (validFrom === undefined) problems.push({ pointer: '/validFrom', code: 'format', message: 'Geben Sie den ersten Tag an, an dem die Zusage gilt.' });
  const source = input.source.trim();
  if (source === '' || source.length > 300) problems.push({ pointer: '/source', code: 'missing', message: 'Nennen Sie die Stelle im Vertrag, höchstens 300 Zeichen.' });
  if (problems.length > 0 || validFrom === undefined) throw new InvalidInput(problems);
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    const [id, at, availabilityPpm] = [newId(), ctx.clock.now(), Math.round(percent * 10_000)];
    await insertPromise(tx, { id, contract: input.contract, availabilityPpm, validFrom, source, enteredBy: accountId, enteredAt: at });
    await record(tx, { actor: ctx.actor, action: 'monitoring/promise-entered', subject: { kind: 'contract', id: input.contract }, facts: { availabilityPpm, validFrom }, at });
  });
}
