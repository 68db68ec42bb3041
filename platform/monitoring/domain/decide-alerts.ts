import { ALERT_RULES, type AlertRule, type Measure } from './alert-rules.ts';
import { MINUTE_MS } from './minute.ts';

/** What was measured of a subject: an instance by its id, a host by its name, the platform by `-`. */
export type Measurement = { readonly measure: Measure; readonly tenant: string; readonly subject: string; readonly label: string; readonly value: number };

/** An alert that is not over. Pending until `firedAt`. */
export type OpenAlert = { readonly id: string; readonly tenant: string; readonly rule: string; readonly subject: string; readonly since: Date; readonly firedAt: Date | undefined };

/** What to do with alerts after a look. */
export type AlertChanges = {
  readonly begin: readonly { readonly rule: AlertRule; readonly measurement: Measurement; readonly firedAt: Date | undefined }[];
  readonly fire: readonly { readonly alert: OpenAlert; readonly value: number }[];
  readonly goOn: readonly { readonly alert: OpenAlert; readonly value: number }[];
  readonly resolve: readonly OpenAlert[];
  /** Were never told, because they passed before their time. */
  readonly drop: readonly OpenAlert[];
};

/** Compares what was measured with the rules. Alerts whose measure could not be read stay as they are: not to see is no reason for good news. */
export function decideAlerts(input: { readonly measurements: readonly Measurement[]; readonly read: ReadonlySet<Measure>; readonly open: readonly OpenAlert[]; readonly now: Date; readonly rules?: readonly AlertRule[] }): AlertChanges {
  const { measurements, read, open, now, rules = ALERT_RULES } = input;
  const changes = { begin: [] as AlertChanges['begin'][number][], fire: [] as AlertChanges['fire'][number][], goOn: [] as AlertChanges['goOn'][number][], resolve: [] as OpenAlert[], drop: [] as OpenAlert[] };
  const keyOf = (one: { readonly tenant: string; readonly rule: string; readonly subject: string }) => `${one.tenant} ${one.rule} ${one.subject}`;
  const known = new Map(open.map((one) => [keyOf(one), one]));
  const kept = new Set<string>();
  for (const rule of rules) {
    const isDue = (since: Date) => now.getTime() - since.getTime() >= rule.forMinutes * MINUTE_MS;
    for (const measurement of measurements) {
      if (measurement.measure !== rule.measure || !isWrong(rule, measurement.value)) continue;
      const key = keyOf({ tenant: measurement.tenant, rule: rule.rule, subject: measurement.subject });
      const alert = known.get(key);
      if (kept.has(key)) continue;
      kept.add(key);
      if (alert === undefined) changes.begin.push({ rule, measurement, firedAt: rule.forMinutes === 0 ? now : undefined });
      else if (alert.firedAt === undefined && isDue(alert.since)) changes.fire.push({ alert, value: measurement.value });
      else changes.goOn.push({ alert, value: measurement.value });
    }
  }
  for (const alert of open) {
    const rule = rules.find((one) => one.rule === alert.rule);
    if (kept.has(keyOf(alert)) || (rule !== undefined && !read.has(rule.measure))) continue;
    (alert.firedAt === undefined ? changes.drop : changes.resolve).push(alert);
  }
  return changes;
}

function isWrong(rule: AlertRule, value: number): boolean {
  return (rule.from === undefined || value >= rule.from) && (rule.below === undefined || value < rule.below);
}
