import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parsePlainDate } from '@allmende/time';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { compileServicePackage } from '../domain/compile-service-package.ts';
import { completeness } from '../domain/completeness.ts';
import { filledDraft } from '../domain/filled-draft.ts';
import { computeValues, prunedAnswers, prunedRows } from '../domain/path.ts';
import type { Sample, ServicePackage } from '../domain/service-package.ts';
import { situationOf } from '../domain/situation.ts';
import { submissionSchema } from '../domain/submission-schema.ts';
import { readServicePackage } from '../index.ts';

const efa = join(import.meta.dirname, '../../../efa');
const ajv = new Ajv2020({ allErrors: true, strict: true, formats: { date: /^\d{4}-\d{2}-\d{2}$/u, email: /@/u } });

/** What is sent of a sample application; undefined when it is not complete. */
function sentOf(servicePackage: ServicePackage, sample: Sample): Record<string, unknown> | undefined {
  const overlay = servicePackage.sampleOverlays[sample.overlay];
  const today = parsePlainDate(sample.today);
  if (!overlay || !today) return undefined;
  const service = compileServicePackage(servicePackage, overlay);
  const situation = situationOf(service, filledDraft(service, sample), today);
  if (!completeness(situation).complete) return undefined;
  const rows = prunedRows(situation);
  const results = Object.fromEntries(Object.entries(computeValues(situation)).filter(([, value]) => value !== undefined));
  return JSON.parse(JSON.stringify({ answers: prunedAnswers(situation), ...(rows ? { rows } : {}), results })) as Record<string, unknown>;
}

const folders = readdirSync(efa, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);

for (const folder of folders) {
  test(`every complete sample of ${folder} fits its schema, and a changed one does not`, () => {
    const read = readServicePackage(join(efa, folder));
    if ('problems' in read) throw new Error(JSON.stringify(read.problems.slice(0, 3)));
    const { servicePackage } = read;
    const schema = submissionSchema(servicePackage);
    const validate = ajv.compile(schema);
    const sent = servicePackage.samples.flatMap((sample) => sentOf(servicePackage, sample) ?? []);
    assert.ok(sent.length > 0, 'the package ships no complete sample');
    for (const one of sent) assert.ok(validate(one), JSON.stringify(validate.errors));

    const [first] = sent as [{ answers: Record<string, unknown> }];
    const required = (schema as { properties: { answers: { required: string[] } } }).properties.answers.required;
    assert.ok(required.length > 0);
    for (const id of required) assert.equal(validate({ ...first, answers: Object.fromEntries(Object.entries(first.answers).filter(([name]) => name !== id)) }), false, `${id} is required`);
    for (const id of Object.keys(first.answers)) assert.equal(validate({ ...first, answers: { ...first.answers, [id]: { wrong: true } } }), false, `${id} has a type`);
    assert.equal(validate({ ...first, answers: { ...first.answers, 'no.field': 'x' } }), false);
  });
}

test('repeating groups are lists of rows with the bounds of the package', () => {
  const read = readServicePackage(join(efa, folders[0] ?? ''));
  if ('problems' in read) throw new Error('the package has mistakes');
  const { servicePackage } = read;
  const grouped: ServicePackage = {
    ...servicePackage,
    fields: [...servicePackage.fields, { id: 'member.givenName', type: 'text' }, { id: 'member.birthDate', type: 'date', required: false, fim: 'F60000000240V1.1' }],
    flow: { ...servicePackage.flow, groups: [{ id: 'member', min: 1, max: 3 }], pages: [...servicePackage.flow.pages, { id: 'household', repeat: 'member', pages: [{ id: 'memberPerson', fields: ['member.givenName', 'member.birthDate'] }] }] },
    rules: { rules: {}, results: [], checks: [] },
  };
  const schema = submissionSchema(grouped) as { properties: { rows: object; answers: { properties: Record<string, unknown> } } };
  assert.equal(schema.properties.answers.properties['member.givenName'], undefined);
  const validate = ajv.compile(schema.properties.rows);
  assert.equal(validate({ member: [{ 'member.givenName': 'Ilvy' }, { 'member.givenName': 'Juna', 'member.birthDate': '2019-02-28' }] }), true, JSON.stringify(validate.errors));
  for (const wrong of [{}, { member: [] }, { member: [{}] }, { member: Array.from({ length: 4 }, () => ({ 'member.givenName': 'Ilvy' })) }, { member: [{ 'member.givenName': 'Ilvy', 'member.birthDate': '28.2.2019' }] }]) assert.equal(validate(wrong), false, JSON.stringify(wrong));
  assert.match(JSON.stringify(schema.properties.rows), /urn:de:fim:datenfeld:F60000000240V1\.1/u);
});
