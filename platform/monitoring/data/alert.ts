import { newId, type TenantTx, type Tx } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { AlertChanges, OpenAlert } from '../domain/decide-alerts.ts';

/** An alert as people see it. */
export type AlertRecord = {
  readonly id: string; readonly tenant: string; readonly rule: string; readonly subject: string; readonly label: string; readonly severity: 'warning' | 'danger'; readonly value: number | undefined; readonly since: Date; readonly firedAt: Date;
  readonly resolvedAt: Date | undefined; readonly acknowledgedAt: Date | undefined; readonly acknowledgedBy: string | undefined; readonly note: string | undefined;
};

type Row = {
  tenant_id: string; id: string; rule: string; subject: string; label: string; severity: 'warning' | 'danger'; value: number | null; since: Date; fired_at: Date; resolved_at: Date | null; acknowledged_at: Date | null; acknowledged_by: string | null; note: string | null;
};
const COLUMNS = 'tenant_id, id, rule, subject, label, severity, value, since, fired_at, resolved_at, acknowledged_at, acknowledged_by, note';

/** Lets one evaluation at a time in, until the transaction ends; false when another runs. */
export async function tryAlertLock(tx: Tx): Promise<boolean> {
  const { rows } = await tx.client.query<{ locked: boolean }>({ name: 'monitoring-alert-lock', text: "select pg_try_advisory_xact_lock(hashtextextended('monitoring/alerts', 0)) as locked" });
  return rows[0]?.locked ?? false;
}

/** Alerts that are not over, pending ones too. Behind the door across authorities. */
export async function selectOpenAlerts(tx: Tx): Promise<OpenAlert[]> {
  const { rows } = await tx.client.query<Omit<Row, 'fired_at'> & { fired_at: Date | null }>({ name: 'monitoring-open-alerts', text: `select ${COLUMNS} from monitoring.alert where resolved_at is null` });
  return rows.map((row) => ({ id: row.id, tenant: row.tenant_id, rule: row.rule, subject: row.subject, since: row.since, firedAt: row.fired_at ?? undefined }));
}

/** Writes what was decided. Behind the door across authorities. */
export async function saveAlertChanges(tx: Tx, changes: AlertChanges, now: Date): Promise<void> {
  for (const { rule, measurement, firedAt } of changes.begin) {
    await tx.client.query({
      name: 'monitoring-begin-alert', text: 'insert into monitoring.alert (tenant_id, id, rule, subject, label, severity, value, since, fired_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing',
      values: [measurement.tenant, newId(), rule.rule, measurement.subject, measurement.label, rule.severity, measurement.value, now, firedAt ?? null],
    });
  }
  const valued = [...changes.fire, ...changes.goOn];
  await tx.client.query({
    name: 'monitoring-go-on-alerts',
    text: `update monitoring.alert set value = given.value, fired_at = case when given.fires then $5 else alert.fired_at end from unnest($1::uuid[], $2::uuid[], $3::float8[], $4::bool[]) as given (tenant_id, id, value, fires)
           where alert.tenant_id = given.tenant_id and alert.id = given.id`,
    values: [valued.map((one) => one.alert.tenant), valued.map((one) => one.alert.id), valued.map((one) => one.value), valued.map((one) => changes.fire.some((fired) => fired.alert.id === one.alert.id)), now],
  });
  await tx.client.query({ name: 'monitoring-resolve-alerts', text: 'update monitoring.alert set resolved_at = $2 where id = any($1::uuid[]) and resolved_at is null', values: [changes.resolve.map((one) => one.id), now] });
  await tx.client.query({ name: 'monitoring-drop-alerts', text: 'delete from monitoring.alert where id = any($1::uuid[]) and fired_at is null', values: [changes.drop.map((one) => one.id)] });
}

/** Alerts of the authority that have fired: open ones first, then the newest; at most 200. */
export async function selectAlerts(tx: TenantTx): Promise<AlertRecord[]> {
  const { rows } = await tx.client.query<Row>({ name: 'monitoring-alerts', text: `select ${COLUMNS} from monitoring.alert where tenant_id = $1 and fired_at is not null order by resolved_at is not null, fired_at desc limit 200`, values: [tx.tenant] });
  return rows.map(fromRow);
}

/** One that has fired; throws NotFound. */
export async function getAlert(tx: TenantTx, id: string): Promise<AlertRecord> {
  const { rows } = await tx.client.query<Row>({ name: 'monitoring-alert', text: `select ${COLUMNS} from monitoring.alert where tenant_id = $1 and id = $2 and fired_at is not null`, values: [tx.tenant, id] });
  if (!rows[0]) throw new NotFound();
  return fromRow(rows[0]);
}

/** Open alerts of all authorities, dangers first; at most 500. Behind the door across authorities. */
export async function selectFiringAlerts(tx: Tx): Promise<AlertRecord[]> {
  const { rows } = await tx.client.query<Row>({ name: 'monitoring-firing-alerts', text: `select ${COLUMNS} from monitoring.alert where resolved_at is null and fired_at is not null order by severity, fired_at limit 500` });
  return rows.map(fromRow);
}

/** Notes who looks after it; the first stays. */
export async function saveAcknowledgement(tx: TenantTx, id: string, by: string, at: Date, note: string | undefined): Promise<boolean> {
  const { rowCount } = await tx.client.query({
    name: 'monitoring-acknowledge', text: 'update monitoring.alert set acknowledged_at = $3, acknowledged_by = $4, note = $5 where tenant_id = $1 and id = $2 and acknowledged_at is null and resolved_at is null', values: [tx.tenant, id, at, by, note ?? null],
  });
  return rowCount === 1;
}

/** A mail that has not been sent. */
export type DueMail = { readonly alert: AlertRecord; readonly account: string; readonly moment: 'fired' | 'resolved' };

/** Whom to tell of what: alerts of the last day that somebody wants to hear of and has not heard of. Resolved ones only for those who heard that they fired. Behind the door across authorities. */
export async function selectDueMails(tx: Tx, since: Date, limit: number): Promise<DueMail[]> {
  const { rows } = await tx.client.query<Row & { account_id: string; moment: 'fired' | 'resolved' }>({
    name: 'monitoring-due-mails',
    text: `select ${COLUMNS.split(', ').map((column) => `alert.${column}`).join(', ')}, wish.account_id, moment.moment
           from monitoring.alert join monitoring.mail_wish as wish on wish.tenant_id = alert.tenant_id cross join (values ('fired'), ('resolved')) as moment (moment)
           where alert.fired_at >= greatest($1, wish.since)
             and (moment.moment = 'fired' or alert.resolved_at is not null and exists (select from monitoring.alert_mail as told where told.tenant_id = alert.tenant_id and told.alert_id = alert.id and told.account_id = wish.account_id and told.moment = 'fired'))
             and not exists (select from monitoring.alert_mail as told where told.tenant_id = alert.tenant_id and told.alert_id = alert.id and told.account_id = wish.account_id and told.moment = moment.moment)
           order by alert.fired_at, moment.moment limit $2`,
    values: [since, limit],
  });
  return rows.map((row) => ({ alert: fromRow(row), account: row.account_id, moment: row.moment }));
}

/** Claims a mail before it is sent; false when somebody else has. Behind the door across authorities. */
export async function claimMail(tx: Tx, mail: DueMail, at: Date): Promise<boolean> {
  const { rowCount } = await tx.client.query({
    name: 'monitoring-claim-mail', text: 'insert into monitoring.alert_mail (tenant_id, alert_id, account_id, moment, sent_at) values ($1, $2, $3, $4, $5) on conflict do nothing', values: [mail.alert.tenant, mail.alert.id, mail.account, mail.moment, at],
  });
  return rowCount === 1;
}

/** Whether somebody wants mails of the authority. */
export async function hasMailWish(tx: TenantTx, account: string): Promise<boolean> {
  const { rowCount } = await tx.client.query({ name: 'monitoring-mail-wish', text: 'select from monitoring.mail_wish where tenant_id = $1 and account_id = $2', values: [tx.tenant, account] });
  return rowCount === 1;
}

export async function saveMailWish(tx: TenantTx, account: string, wanted: boolean, at: Date): Promise<void> {
  if (wanted) await tx.client.query('insert into monitoring.mail_wish (tenant_id, account_id, since) values ($1, $2, $3) on conflict do nothing', [tx.tenant, account, at]);
  else await tx.client.query('delete from monitoring.mail_wish where tenant_id = $1 and account_id = $2', [tx.tenant, account]);
}

/** Forgets alerts that were over before, and their mails. Behind the door across authorities. */
export async function deleteAlerts(tx: Tx, before: Date): Promise<void> {
  await tx.client.query({ name: 'monitoring-delete-mails', text: 'delete from monitoring.alert_mail where sent_at < $1', values: [before] });
  await tx.client.query({ name: 'monitoring-delete-alerts', text: 'delete from monitoring.alert where resolved_at < $1', values: [before] });
}

function fromRow(row: Row): AlertRecord {
  return {
    id: row.id, tenant: row.tenant_id, rule: row.rule, subject: row.subject, label: row.label, severity: row.severity, value: row.value ?? undefined, since: row.since, firedAt: row.fired_at, resolvedAt: row.resolved_at ?? undefined,
    acknowledgedAt: row.acknowledged_at ?? undefined, acknowledgedBy: row.acknowledged_by ?? undefined, note: row.note ?? undefined,
  };
}
