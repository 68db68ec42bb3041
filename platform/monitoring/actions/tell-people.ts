import { requirePermission } from '@allmende/access';
import { record } from '@allmende/audit';
import { newId, PLATFORM_TENANT, type TenantTx } from '@allmende/database';
import { InvalidInput, NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { cancelMaintenanceRow, getIncidentForUpdate, insertIncident, insertIncidentUpdate, insertMaintenance, saveIncidentEnd, selectIncidents, selectMaintenance } from '../data/notice.ts';
import { checkReach, checkTold, checkWindow, IMPACTS, STAGES } from '../domain/check-notice.ts';
import { NotOpen } from '../domain/errors.ts';
import type { Impact, Incident, IncidentStage, Maintenance, Reach } from '../domain/notice.ts';
import { seeAllOperation, tellPeople } from '../domain/permissions.ts';

type Ctx = Pick<ActionContext, 'database' | 'clock' | 'actor'>;
type Told = { readonly de: string; readonly en?: string | undefined };
const YEAR_MS = 366 * 86_400_000;

/** Tells people that something is disturbed. Returns the incident's id. */
export async function openIncident(ctx: Ctx, input: Reach & Told & { readonly impact: Impact }): Promise<string> {
  requirePermission(ctx.actor, tellPeople, PLATFORM_TENANT);
  if (!IMPACTS.includes(input.impact)) throw new InvalidInput([{ pointer: '/impact', code: 'unknown', message: 'Wählen Sie, wie schwer es ist.' }]);
  const [told, reach, id] = [checkTold(input), checkReach(input), newId()];
  return inPlatform(ctx, async (tx, at) => {
    await insertIncident(tx, { id, impact: input.impact, ...reach, startedAt: at });
    await insertIncidentUpdate(tx, id, { at, stage: 'looking', ...told }, authorOf(ctx));
    await record(tx, { actor: ctx.actor, action: 'monitoring/incident-opened', subject: { kind: 'incident', id }, facts: { impact: input.impact, apps: reach.apps.join(' ').slice(0, 200), authorities: reach.authorities.length }, at });
    return id;
  });
}

/** Says how an incident goes on; `ended` closes it. Throws NotFound, NotOpen when it is over. */
export async function updateIncident(ctx: Ctx, input: Told & { readonly incident: string; readonly stage: IncidentStage }): Promise<void> {
  requirePermission(ctx.actor, tellPeople, PLATFORM_TENANT);
  if (!STAGES.includes(input.stage)) throw new InvalidInput([{ pointer: '/stage', code: 'unknown', message: 'Wählen Sie, wie weit Sie sind.' }]);
  const told = checkTold(input);
  await inPlatform(ctx, async (tx, at) => {
    const incident = await getIncidentForUpdate(tx, input.incident);
    if (incident.endedAt) throw new NotOpen('Diese Störung ist schon beendet.');
    await insertIncidentUpdate(tx, incident.id, { at, stage: input.stage, ...told }, authorOf(ctx));
    if (input.stage === 'ended') await saveIncidentEnd(tx, incident.id, at);
    await record(tx, { actor: ctx.actor, action: input.stage === 'ended' ? 'monitoring/incident-ended' : 'monitoring/incident-updated', subject: { kind: 'incident', id: incident.id }, facts: { stage: input.stage }, at });
  });
}

/** Announces work ahead. Returns its id. */
export async function announceMaintenance(ctx: Ctx, input: Reach & Told & { readonly from: Date | undefined; readonly until: Date | undefined }): Promise<string> {
  requirePermission(ctx.actor, tellPeople, PLATFORM_TENANT);
  const [told, reach, window, id] = [checkTold(input), checkReach(input), checkWindow(input, ctx.clock.now()), newId()];
  return inPlatform(ctx, async (tx, at) => {
    await insertMaintenance(tx, { id, ...window, ...reach, ...told, announcedAt: at, cancelledAt: undefined }, authorOf(ctx));
    await record(tx, {
      actor: ctx.actor, action: 'monitoring/maintenance-announced', subject: { kind: 'maintenance', id }, facts: { from: window.from.toISOString(), until: window.until.toISOString(), apps: reach.apps.join(' ').slice(0, 200), authorities: reach.authorities.length }, at,
    });
    return id;
  });
}

/** Calls off work that has not begun. Throws NotOpen otherwise. */
export async function cancelMaintenance(ctx: Ctx, input: { readonly maintenance: string }): Promise<void> {
  requirePermission(ctx.actor, tellPeople, PLATFORM_TENANT);
  await inPlatform(ctx, async (tx, at) => {
    if (!(await cancelMaintenanceRow(tx, input.maintenance, at))) throw new NotOpen('Diese Arbeiten haben schon begonnen oder sind abgesagt.');
    await record(tx, { actor: ctx.actor, action: 'monitoring/maintenance-cancelled', subject: { kind: 'maintenance', id: input.maintenance }, facts: {}, at });
  });
}

/** What was told in the last year and what is ahead, for the operator. */
export async function listNotices(ctx: Ctx): Promise<{ readonly incidents: readonly Incident[]; readonly maintenance: readonly Maintenance[] }> {
  requirePermission(ctx.actor, seeAllOperation, PLATFORM_TENANT);
  const now = ctx.clock.now().getTime();
  return ctx.database.inTenant(PLATFORM_TENANT, async (tx) => ({
    incidents: await selectIncidents(tx, new Date(now - YEAR_MS), new Date(now + 1)), maintenance: await selectMaintenance(tx, new Date(now - YEAR_MS), new Date(now + YEAR_MS)),
  }));
}

/** One incident for the operator; throws NotFound. */
export async function getIncident(ctx: Ctx, input: { readonly incident: string }): Promise<Incident> {
  const found = (await listNotices(ctx)).incidents.find((one) => one.id === input.incident);
  if (!found) throw new NotFound();
  return found;
}

function inPlatform<Result>(ctx: Ctx, work: (tx: TenantTx, at: Date) => Promise<Result>): Promise<Result> {
  return ctx.database.inTenant(PLATFORM_TENANT, (tx) => work(tx, ctx.clock.now()));
}

function authorOf(ctx: Ctx): string {
  return ctx.actor.kind === 'staff' ? ctx.actor.accountId : PLATFORM_TENANT;
}
