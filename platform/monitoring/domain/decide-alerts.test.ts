import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ALERT_RULES, type Measure } from './alert-rules.ts';
import { decideAlerts, type Measurement, type OpenAlert } from './decide-alerts.ts';

const now = new Date('2026-11-21T09:00:00Z');
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const measured = (measure: Measure, value: number): Measurement => ({ measure, tenant: 'a', subject: 'one', label: 'One', value });
const open = (rule: string, since: Date, firedAt?: Date): OpenAlert => ({ id: rule, tenant: 'a', rule, subject: 'one', since, firedAt });
const look = (measurements: readonly Measurement[], alerts: readonly OpenAlert[] = [], read: readonly Measure[] = measurements.map((one) => one.measure)) => decideAlerts({ measurements, read: new Set(read), open: alerts, now });

test('an app that has failed for five minutes is told at once, one for four minutes not at all', () => {
  assert.deepEqual(look([measured('disturbed-minutes', 5)]).begin.map((one) => [one.rule.rule, one.firedAt]), [['instance-failing', now]]);
  assert.deepEqual(look([measured('disturbed-minutes', 4)]).begin, []);
});

test('many errors are told only when they last', () => {
  assert.deepEqual(look([measured('error-share', 0.2)]).begin.map((one) => one.firedAt), [undefined]);
  assert.equal(look([measured('error-share', 0.2)], [open('many-errors', ago(4))]).goOn.length, 1);
  assert.equal(look([measured('error-share', 0.2)], [open('many-errors', ago(5))]).fire.length, 1);
  assert.equal(look([measured('error-share', 0.01)], [open('many-errors', ago(4))]).drop.length, 1);
});

test('storage at 80 percent warns, at 95 percent another rule takes over', () => {
  assert.deepEqual(look([measured('storage-share', 0.8)]).begin.map((one) => one.rule.rule), ['storage-filling']);
  const full = look([measured('storage-share', 0.96)], [open('storage-filling', ago(60), ago(60))]);
  assert.deepEqual(full.begin.map((one) => one.rule.rule), ['storage-nearly-full']);
  assert.deepEqual(full.resolve.map((one) => one.rule), ['storage-filling']);
});

test('a certificate warns when little time is left', () => {
  assert.equal(look([measured('certificate-hours-left', 335)]).begin.length, 1);
  assert.equal(look([measured('certificate-hours-left', 336)]).begin.length, 0);
});

test('what could not be measured resolves nothing', () => {
  const alert = open('disk-filling', ago(60), ago(60));
  assert.deepEqual(look([], [alert], []).resolve, []);
  assert.deepEqual(look([], [alert], ['disk-share']).resolve, [alert]);
});

test('every open alert goes on, fires, ends or stays for want of a look, and never two of these', () => {
  const rules = ALERT_RULES.map((one) => one.rule);
  fc.assert(fc.property(
    fc.array(fc.record({ measure: fc.constantFrom(...new Set(ALERT_RULES.map((one) => one.measure))), value: fc.double({ min: 0, max: 4000, noNaN: true }), subject: fc.constantFrom('one', 'two') }), { maxLength: 8 }),
    fc.uniqueArray(fc.record({ rule: fc.constantFrom(...rules), subject: fc.constantFrom('one', 'two'), minutes: fc.integer({ min: 0, max: 30 }), fired: fc.boolean() }), { maxLength: 8, selector: (one) => `${one.rule} ${one.subject}` }),
    (values, alerts) => {
      const measurements = values.map((one): Measurement => ({ ...one, tenant: 'a', label: one.subject }));
      const all = alerts.map((one, index): OpenAlert => ({ id: String(index), tenant: 'a', rule: one.rule, subject: one.subject, since: ago(one.minutes), firedAt: one.fired ? ago(one.minutes) : undefined }));
      const read = new Set(measurements.map((one) => one.measure));
      const changes = decideAlerts({ measurements, read, open: all, now });
      const touched = [...changes.fire.map((one) => one.alert), ...changes.goOn.map((one) => one.alert), ...changes.resolve, ...changes.drop].map((one) => one.id);
      assert.equal(new Set(touched).size, touched.length);
      for (const one of all) if (!touched.includes(one.id)) assert.ok(!read.has(ALERT_RULES.find((rule) => rule.rule === one.rule)?.measure as Measure));
      for (const one of changes.begin) assert.ok(!all.some((alert) => alert.rule === one.rule.rule && alert.subject === one.measurement.subject));
    },
  ), { numRuns: 300 });
});
