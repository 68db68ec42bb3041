/** What a rule looks at; the unit is part of the name. */
export type Measure =
  | 'disturbed-minutes' | 'error-share' | 'latency-p95-ms' | 'storage-share' | 'backup-age-hours' | 'failed-drills' | 'certificate-hours-left' | 'certificate-failures' | 'platform-backup-behind-minutes' | 'platform-backup-age-hours' | 'stuck-jobs' | 'audit-waiting-minutes' | 'disk-share' | 'failed-parcels' | 'failed-trials';

/** When something is wrong: the value has lain in the range (`from` included, `below` excluded) for so many minutes. */
export type AlertRule = {
  readonly rule: string;
  readonly measure: Measure;
  readonly from?: number;
  readonly below?: number;
  readonly forMinutes: number;
  readonly severity: 'warning' | 'danger';
};

/** All rules, as data. Thresholds are our own choice; 26 hours for backups are one night and two hours of grace. An order of a certificate that fails once may be chance; the next try is an hour later. */
export const ALERT_RULES: readonly AlertRule[] = [
  { rule: 'instance-failing', measure: 'disturbed-minutes', from: 5, forMinutes: 0, severity: 'danger' },
  { rule: 'many-errors', measure: 'error-share', from: 0.05, forMinutes: 5, severity: 'warning' },
  { rule: 'slow-answers', measure: 'latency-p95-ms', from: 2501, forMinutes: 10, severity: 'warning' },
  { rule: 'storage-filling', measure: 'storage-share', from: 0.8, below: 0.95, forMinutes: 0, severity: 'warning' },
  { rule: 'storage-nearly-full', measure: 'storage-share', from: 0.95, forMinutes: 0, severity: 'danger' },
  { rule: 'backup-missing', measure: 'backup-age-hours', from: 26, forMinutes: 0, severity: 'danger' },
  { rule: 'drill-failed', measure: 'failed-drills', from: 1, forMinutes: 0, severity: 'danger' },
  { rule: 'certificate-expiring', measure: 'certificate-hours-left', below: 336, forMinutes: 0, severity: 'warning' },
  { rule: 'certificate-order-failing', measure: 'certificate-failures', from: 2, forMinutes: 0, severity: 'warning' },
  { rule: 'platform-backup-behind', measure: 'platform-backup-behind-minutes', from: 15, forMinutes: 2, severity: 'danger' },
  { rule: 'platform-backup-missing', measure: 'platform-backup-age-hours', from: 26, forMinutes: 0, severity: 'danger' },
  { rule: 'jobs-stuck', measure: 'stuck-jobs', from: 1, forMinutes: 0, severity: 'warning' },
  { rule: 'audit-behind', measure: 'audit-waiting-minutes', from: 5, forMinutes: 0, severity: 'danger' },
  { rule: 'parcels-undeliverable', measure: 'failed-parcels', from: 1, forMinutes: 0, severity: 'danger' },
  { rule: 'delivery-trial-failed', measure: 'failed-trials', from: 1, forMinutes: 0, severity: 'warning' },
  { rule: 'disk-filling', measure: 'disk-share', from: 0.85, below: 0.95, forMinutes: 0, severity: 'warning' },
  { rule: 'disk-nearly-full', measure: 'disk-share', from: 0.95, forMinutes: 0, severity: 'danger' },
];
