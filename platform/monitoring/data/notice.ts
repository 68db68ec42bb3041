import { newId, type TenantTx } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { Impact, Incident, IncidentStage, IncidentUpdate, Maintenance, Reach } from '../domain/notice.ts';

type MaintenanceRow = { id: string; starts_at: Date; ends_at: Date; apps: string[]; authorities: string[]; text_de: string; text_en: string | null; announced_at: Date; cancelled_at: Date | null };
type IncidentRow = { id: string; impact: Impact; apps: string[]; authorities: string[]; started_at: Date; ended_at: Date | null };
type UpdateRow = { incident_id: string; at: Date; stage: IncidentStage; text_de: string; text_en: string | null };

/** Maintenance that touches the period, in order of time; cancelled ones too. In the platform's own tenant, as all here. */
export async function selectMaintenance(tx: TenantTx, from: Date, until: Date): Promise<Maintenance[]> {
  const { rows } = await tx.client.query<MaintenanceRow>({
    name: 'monitoring-maintenance',
    text: 'select id, starts_at, ends_at, apps, authorities, text_de, text_en, announced_at, cancelled_at from monitoring.maintenance where tenant_id = $1 and starts_at < $3 and ends_at > $2 order by starts_at, id',
    values: [tx.tenant, from, until],
  });
  return rows.map((row) => ({
    id: row.id, from: row.starts_at, until: row.ends_at, apps: row.apps, authorities: row.authorities, de: row.text_de, en: row.text_en ?? undefined, announcedAt: row.announced_at, cancelledAt: row.cancelled_at ?? undefined,
  }));
}

/** Incidents that touch the period, the newest first, with what was said of them. */
export async function selectIncidents(tx: TenantTx, from: Date, until: Date): Promise<Incident[]> {
  const { rows } = await tx.client.query<IncidentRow>({
    name: 'monitoring-incidents',
    text: 'select id, impact, apps, authorities, started_at, ended_at from monitoring.incident where tenant_id = $1 and started_at <= $3 and (ended_at is null or ended_at >= $2) order by started_at desc, id desc limit 200',
    values: [tx.tenant, from, until],
  });
  return withUpdates(tx, rows);
}

/** One incident; throws NotFound. Others who change it wait. */
export async function getIncidentForUpdate(tx: TenantTx, id: string): Promise<Incident> {
  const { rows } = await tx.client.query<IncidentRow>({ name: 'monitoring-incident', text: 'select id, impact, apps, authorities, started_at, ended_at from monitoring.incident where tenant_id = $1 and id = $2 for update', values: [tx.tenant, id] });
  const [incident] = await withUpdates(tx, rows);
  if (incident === undefined) throw new NotFound();
  return incident;
}

export async function insertIncident(tx: TenantTx, incident: Reach & { readonly id: string; readonly impact: Impact; readonly startedAt: Date }): Promise<void> {
  await tx.client.query('insert into monitoring.incident (tenant_id, id, impact, apps, authorities, started_at) values ($1, $2, $3, $4, $5, $6)', [tx.tenant, incident.id, incident.impact, incident.apps, incident.authorities, incident.startedAt]);
}

export async function insertIncidentUpdate(tx: TenantTx, incident: string, update: IncidentUpdate, writtenBy: string): Promise<void> {
  await tx.client.query(
    'insert into monitoring.incident_update (tenant_id, id, incident_id, at, stage, text_de, text_en, written_by) values ($1, $2, $3, $4, $5, $6, $7, $8)',
    [tx.tenant, newId(), incident, update.at, update.stage, update.de, update.en ?? null, writtenBy],
  );
}

export async function saveIncidentEnd(tx: TenantTx, id: string, endedAt: Date | undefined): Promise<void> {
  await tx.client.query('update monitoring.incident set ended_at = $3 where tenant_id = $1 and id = $2', [tx.tenant, id, endedAt ?? null]);
}

export async function insertMaintenance(tx: TenantTx, one: Maintenance, announcedBy: string): Promise<void> {
  await tx.client.query(
    'insert into monitoring.maintenance (tenant_id, id, starts_at, ends_at, apps, authorities, text_de, text_en, announced_at, announced_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
    [tx.tenant, one.id, one.from, one.until, one.apps, one.authorities, one.de, one.en ?? null, one.announcedAt, announcedBy],
  );
}

/** Calls off maintenance that has not begun; false when there is none. */
export async function cancelMaintenanceRow(tx: TenantTx, id: string, now: Date): Promise<boolean> {
  const { rowCount } = await tx.client.query('update monitoring.maintenance set cancelled_at = $3 where tenant_id = $1 and id = $2 and cancelled_at is null and starts_at > $3', [tx.tenant, id, now]);
  return rowCount === 1;
}

async function withUpdates(tx: TenantTx, rows: readonly IncidentRow[]): Promise<Incident[]> {
  if (rows.length === 0) return [];
  const { rows: updates } = await tx.client.query<UpdateRow>({
    name: 'monitoring-incident-updates', text: 'select incident_id, at, stage, text_de, text_en from monitoring.incident_update where tenant_id = $1 and incident_id = any($2::uuid[]) order by at, id', values: [tx.tenant, rows.map((row) => row.id)],
  });
  return rows.map((row) => ({
    id: row.id, impact: row.impact, apps: row.apps, authorities: row.authorities, startedAt: row.started_at, endedAt: row.ended_at ?? undefined,
    updates: updates.filter((one) => one.incident_id === row.id).map((one) => ({ at: one.at, stage: one.stage, de: one.text_de, en: one.text_en ?? undefined })),
  }));
}
