import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { cents } from '@allmende/money';
import { addDays, plainDate } from '@allmende/time';
import { Ajv, type ValidateFunction } from 'ajv';
import fc from 'fast-check';
import type { Contract } from '../contract.ts';
import { PLAIN_CHAIN } from '../approval-rule.ts';
import type { Amendment } from '../amendment.ts';
import { OPEN_TERM, termDays, type ContractTerm } from '../contract-term.ts';
import { GROUNDS, partyOf, type GroundKind, type ProvenGround } from '../ground-for-award.ts';
import { approve, cancel, conclude, declare, refuse, submit, withLine, yearlyTotal, type Order } from '../order.ts';
import type { StoredChoice } from '../order-choice.ts';
import type { OrderLine } from '../order-line.ts';
import { compileReleases } from './compile-releases.ts';
import { recordPackage, releasePackage, UNREGISTERED_PREFIX } from './ocds-packages.ts';
import { releasesOf, type OcdsSource } from './releases-of.ts';

const data = fileURLToPath(new URL('../../../../../shared/data/', import.meta.url));
const schemas = path.join(data, 'schemas/ocds');
const skip = existsSync(schemas) ? false : 'the OCDS schemas are not on this machine';
const read = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;

/** The official schemas are of draft 4, which differs here only in the name of the id. */
function validators(): Record<'release' | 'releases' | 'record', ValidateFunction> {
  const ajv = new Ajv({ strict: false, validateSchema: false, allErrors: true });
  ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/u);
  ajv.addFormat('uri', (text: string) => URL.canParse(text));
  const schemaOf = (name: string) => {
    const { id, $schema, ...rest } = read(path.join(schemas, `${name}-schema-1__1__5.json`));
    assert.equal($schema, 'http://json-schema.org/draft-04/schema#');
    return { $id: String(id), ...rest };
  };
  const release = schemaOf('release');
  ajv.addSchema(release);
  // The versioned part of a record is optional and not written here; its schema refers to nothing that is checked.
  ajv.addSchema({ $id: 'https://standard.open-contracting.org/schema/1__1__5/versioned-release-validation-schema.json' });
  return { release: ajv.compile({ $ref: release.$id }), releases: ajv.compile(schemaOf('release-package')), record: ajv.compile(schemaOf('record-package')) };
}

const DAY = 86_400_000;
const START = Date.parse('2026-03-02T08:00:00Z');
const PERSON = '0190a3c2-0000-7000-8000-00000000000';
const day = plainDate('2026-03-10');
const inHouse = {
  organisation: 'Genossenschaft Erfunden eG', statutes: { version: '1', dated: plainDate('2026-01-01'), validFrom: plainDate('2026-01-01'), validUntil: null, label: 'Beispielwerte', source: 'erfunden' },
  admission: { decision: 'B-1', decidedOn: plainDate('2026-01-05'), joinedOn: plainDate('2026-01-10') },
};
const frozen = { value: 100_000, basis: '§ 1 Beispielordnung', source: 'erfunden', validFrom: plainDate('2026-01-01') };
/** A proof of each ground; the contract names its party. */
const PROOFS: Record<GroundKind, ProvenGround> = {
  'in-house': { kind: 'in-house', provenOn: day, proof: inHouse },
  'framework-call-off': {
    kind: 'framework-call-off', provenOn: day,
    proof: {
      framework: 'f', title: 'Rahmen Erfunden', contractor: 'Erfunden GmbH', contractorKey: 'HRB 1', reference: '2026/S 1', concludedOn: day, validFrom: day, validUntil: plainDate('2028-03-09'), valueCents: cents(1), leftCents: cents(2), ocid: 'ocds-xxxxxx-rahmen', source: 'erfunden',
    },
  },
  'dynamic-purchasing-system': {
    kind: 'dynamic-purchasing-system', provenOn: day,
    proof: { award: 'a', system: 'DBS Erfunden', call: 'Aufruf 1', contractor: 'Erfunden AG', contractorKey: 'HRB 2', awardedOn: day, validUntil: plainDate('2026-06-01'), centsPerYear: cents(1), record: 'Vermerk 1', systemOcid: 'ocds-xxxxxx-dbs' },
  },
  'direct-order': { kind: 'direct-order', provenOn: day, proof: { organisation: 'Genossenschaft Erfunden eG', statutes: '1', land: '08', valueCents: cents(1), threshold: frozen, counted: { ...frozen, value: 48 } } },
};
const aTerm: fc.Arbitrary<ContractTerm> = fc.oneof(fc.constant(OPEN_TERM), fc.record({ months: fc.integer({ min: 1, max: 60 }), renewsMonths: fc.option(fc.constant(12)), noticeMonths: fc.constant(0) }));
const aLine = fc.record({ app: fc.uuid(), name: fc.string({ minLength: 1, maxLength: 40 }), description: fc.string({ maxLength: 60 }), scope: fc.option(fc.string({ maxLength: 60 }), { nil: undefined }), price: fc.integer({ min: 0, max: 2_000_000_000 }) })
  .map(({ app, name, description, scope, price }): Omit<OrderLine, 'position'> => ({
    offer: app, solution: app, app, plan: 'standard', name, description, runtime: 'built-in', inHouse: true, price: { centsPerYear: cents(price), contributionClass: 'A', validFrom: '2026-01-01', label: null },
    parameters: {}, ...(scope === undefined ? {} : { scope }), listing: { name, shortDescription: description, licence: null, softwareVersion: null, repository: null, commit: null, changedAt: '2026-01-01' },
  }));

const endings = ['submitted', 'refused', 'cancelled', 'approved', 'approved-then-cancelled', 'everyday', 'declared'] as const;
const anOrder = fc.record({
  id: fc.uuid(), title: fc.string({ minLength: 1, maxLength: 80 }), ground: fc.constantFrom(...GROUNDS.map(({ kind }) => kind)), lines: fc.array(aLine, { minLength: 1, maxLength: 5 }), ending: fc.constantFrom(...endings),
  documents: fc.nat(2), amendments: fc.array(fc.option(fc.integer({ min: 0, max: 2_000_000_000 })), { maxLength: 2 }), term: aTerm, ends: fc.option(fc.nat(900), { nil: undefined }), steps: fc.tuple(fc.nat(20), fc.nat(20), fc.nat(20)),
});
type Kind = typeof anOrder extends fc.Arbitrary<infer T> ? T : never;

/** Walks an order through the room's own steps; nothing is put together that they would refuse. */
function walked({ id, title, ground, lines, ending, documents, amendments: amended, term, ends, steps }: Kind): OcdsSource {
  const [first, second, third] = steps;
  const proven = PROOFS[ground];
  const at = (days: number) => new Date(START + days * DAY + 1_234);
  const draft: Order = {
    id, need: id, title, category: 'online-applications', state: 'draft', version: 1, authors: [`${PERSON}1`], createdAt: at(0), takenOverFrom: null, lines: [], ground: null, commitment: null, choice: null, choiceSha256: null, submitted: null, approved: null, proven: null,
    closed: null, declared: null, contract: null, term: OPEN_TERM, chain: PLAIN_CHAIN, checks: { budget: null, council: null },
  };
  const choice: StoredChoice = {
    sha256: 'c'.repeat(64), text: '', frozenAt: at(first),
    choice: {
      format: 'allmende-order-choice/1', order: id, frozenAt: at(first).toISOString(), need: { id, title, category: 'online-applications', casesPerYear: null }, takenOverFrom: null, compared: [], reason: 'Herr Geheim sagt es', candidates: [],
      search: { words: 'Frau Vertraulich', categories: [], language: 'de', found: [], leftOut: first },
    },
  };
  const filled = lines.reduce((order, line) => withLine(order, line, `${PERSON}1`), draft);
  let order = submit(filled, {
    act: { by: `${PERSON}1`, at: at(first) }, ground, choiceSha256: choice.sha256, term, chain: PLAIN_CHAIN, today: lines,
    commitment: { kind: ending === 'everyday' ? 'everyday' : 'declaration', basis: '§ 54', source: 'erfunden', reason: 'Herr Geheim sagt es' },
  });
  const act = (days: number, who: number) => ({ by: `${PERSON}${who}`, at: at(first + days) });
  if (ending === 'refused') order = refuse(order, act(second, 2), 'Frau Vertraulich ist dagegen');
  if (ending === 'cancelled') order = cancel(order, act(second, 1));
  if (!['submitted', 'refused', 'cancelled'].includes(ending)) order = approve(order, { act: act(second, 2), proven, isHead: false });
  if (ending === 'approved-then-cancelled') order = cancel(order, act(second + third, 1));
  if (ending === 'declared') order = declare(order, act(second + third, 3), { form: 'paper', signedOn: plainDate('2026-03-10'), reference: 'Az. 1' });
  const buyer = { name: 'Stadt Erfunden', ars: '081210000000' };
  if (ending !== 'everyday' && ending !== 'declared') return { prefix: UNREGISTERED_PREFIX, order, choice, contract: undefined, documents: [], buyer };
  const concluded = conclude(order, { contract: `${id.slice(0, -4)}ffff`, proven });
  const concludedAt = at(first + second + (ending === 'declared' ? third : 0));
  const startsOn = plainDate(concludedAt.toISOString().slice(0, 10));
  const contract: Contract = {
    id: concluded.contract, number: 'V-2026-0001', order: id, need: id, category: order.category, customer: { name: buyer.name, key: `Regionalschlüssel ${buyer.ars}` }, provider: partyOf(proven), term, terms: null, notice: null,
    subject: title, lines: order.lines, centsPerYear: yearlyTotal(order), startsOn, endsOn: ends === undefined ? null : addDays(startsOn, ends), concludedAt, approved: concluded.approved, ground: proven,
    commitment: order.commitment ?? { kind: 'everyday', basis: '', source: '', reason: '' }, declared: order.declared, agreement: { id, text: { version: '1', source: 'erfunden', validFrom: plainDate('2026-01-01'), blocks: [] } }, dataKey: id,
  };
  const stored = (['contract', 'processing-agreement'] as const).slice(0, documents).map((kind, place) => ({ kind, storedAt: new Date(concludedAt.getTime() + 2_000 + place) }));
  // With a new price of the first line or none; the second one counts from an earlier day.
  const amendments = amended.map((price, place): Amendment => ({
    contract: contract.id, number: place + 1, state: 'agreed', title: `Änderung ${place + 1}`, text: 'Ein Beispiel', term: null, effectiveOn: addDays(startsOn, 60 - place * 30), chain: PLAIN_CHAIN, checks: { budget: null, council: null }, proven: null, declared: null,
    price: price === null ? null : { prices: [{ position: 1, centsPerYear: cents(price) }], basis: '§ 132 GWB', reason: 'Herr Geheim sagt es', consent: { givenOn: startsOn, reference: 'Frau Vertraulich' }, beforeCentsPerYear: cents(0), centsPerYear: cents(1), isLonger: false, commitment: null }, proposed: { by: `${PERSON}1`, at: concludedAt }, decided: { by: `${PERSON}2`, at: new Date(concludedAt.getTime() + 5_000 + place) },
  }));
  return { prefix: UNREGISTERED_PREFIX, order: concluded, choice, contract, documents: stored, amendments, buyer };
}

type Compiled = {
  planning: { rationale: string; documents: { id: string; documentType: string; description: string }[] };
  tender: { id: string; title: string; status: string; items: { id: string; unit: { value: { amount: number } } }[] };
  awards?: { id: string; status: string; date: string; items: { id: string; unit: { value: { amount: number } } }[]; suppliers?: { name: string }[] }[];
  contracts?: { id: string; awardID: string; status: string; dateSigned: string; period: { startDate: string; endDate?: string }; items: { unit: { value: { amount: number } } }[]; documents?: { id: string }[]; amendments?: { id: string }[]; value?: { amount: number } }[];
  relatedProcesses?: { identifier: string; relationship: string[] }[];
  parties: { id: string; name: string; roles: string[] }[];
};
const centsOf = (items: readonly { unit: { value: { amount: number } } }[]) => items.map(({ unit }) => Math.round(unit.value.amount * 100));

/** What a compiled release must say of an order, from our own state. */
function requireSameState(compiled: Compiled, { order, choice, contract, documents, amendments = [], buyer }: OcdsSource): void {
  const prices = order.lines.map((line) => line.price.centsPerYear as number);
  assert.deepEqual([compiled.tender.id, compiled.tender.title, compiled.tender.status], [order.id, order.title, { draft: '', submitted: 'planning', approved: 'planning', contracted: 'complete', refused: 'cancelled', cancelled: 'cancelled' }[order.state]]);
  assert.deepEqual([centsOf(compiled.tender.items), compiled.tender.items.map(({ id }) => Number(id))], [prices, order.lines.map(({ position }) => position)]);
  assert.deepEqual(compiled.planning.documents.map(({ id, documentType, description }) => [id, documentType, description]), [['choice', 'marketStudies', `SHA-256 ${choice?.sha256 ?? ''}`]]);
  assert.equal(compiled.parties.find(({ roles }) => roles.includes('buyer'))?.name, buyer.name);
  const [award] = compiled.awards ?? [];
  const awarded = order.state === 'contracted' ? 'active' : order.approved === null ? undefined : order.state === 'cancelled' ? 'cancelled' : 'pending';
  assert.deepEqual([award?.status, compiled.awards?.length ?? 0], [awarded, awarded === undefined ? 0 : 1]);
  if (award !== undefined) assert.deepEqual([award.date, centsOf(award.items)], [(contract?.concludedAt ?? order.approved?.at)?.toISOString(), prices]);
  assert.equal(compiled.contracts?.length ?? 0, contract === undefined ? 0 : 1);
  const [agreed] = compiled.contracts ?? [];
  if (contract === undefined || agreed === undefined) return;
  assert.deepEqual([agreed.id, agreed.awardID, agreed.status, agreed.dateSigned], [contract.id, award?.id, contract.endsOn === null ? 'active' : 'terminated', contract.concludedAt.toISOString()]);
  // Prices are those that count once every amendment is in force: of two the one with the later day.
  const inForce = amendments.filter(({ price }) => price !== null).toSorted((one, other) => one.effectiveOn.localeCompare(other.effectiveOn)).at(-1)?.price?.prices[0]?.centsPerYear;
  assert.deepEqual(centsOf(agreed.items), prices.map((price, place) => (place === 0 ? inForce ?? price : price)));
  assert.equal(award?.suppliers?.[0]?.name, contract.provider.name);
  assert.deepEqual((agreed.documents ?? []).map(({ id }) => id).toSorted(), documents.map(({ kind }) => kind).toSorted());
  assert.deepEqual((agreed.amendments ?? []).map(({ id }) => Number(id)), amendments.map(({ number }) => number));
  const firstStage = { 'framework-call-off': 'ocds-xxxxxx-rahmen', 'dynamic-purchasing-system': 'ocds-xxxxxx-dbs', 'in-house': undefined, 'direct-order': undefined }[contract.ground.kind];
  assert.deepEqual((compiled.relatedProcesses ?? []).map(({ identifier }) => identifier), firstStage === undefined ? [] : [firstStage]);
  assert.equal(agreed.value !== undefined, contract.term.months !== null && contract.term.renewsMonths === null, 'only a term that ends by itself has a total');
  const planned = termDays(contract.term, contract.startsOn, contract.startsOn);
  const dayOf = (instant: string) => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format(new Date(instant));
  assert.deepEqual([dayOf(agreed.period.startDate), agreed.period.endDate === undefined ? null : dayOf(agreed.period.endDate)], [contract.startsOn, contract.endsOn ?? (planned?.renews === false ? planned.lastDay : null)]);
}

test('500 orders of all kinds give releases and records that are valid and compile to the state that we hold', { skip }, () => {
  const { release, releases: packageOf, record } = validators();
  const seen = new Set<string>();
  fc.assert(fc.property(anOrder, (kind) => {
    const source = walked(kind);
    seen.add(`${kind.ending} ${kind.ground}`);
    const releases = releasesOf(source);
    for (const one of releases) assert.ok(release(one), JSON.stringify(release.errors?.slice(0, 3)));
    assert.equal(new Set(releases.map(({ id }) => id)).size, releases.length);
    const publication = { uri: 'https://allmende.example/ocds', publisher: 'allmende.example' };
    assert.ok(packageOf(releasePackage(releases, publication)), JSON.stringify(packageOf.errors?.slice(0, 3)));
    const written = recordPackage(releases, publication);
    assert.ok(record(written), JSON.stringify(record.errors?.slice(0, 3)));
    const { records } = written as { records: { compiledRelease: Compiled }[] };
    assert.ok(records[0] && release(records[0].compiledRelease));
    requireSameState(records[0].compiledRelease, source);
    const text = JSON.stringify(written);
    for (const hidden of [PERSON, 'Geheim', 'Vertraulich']) assert.ok(!text.includes(hidden), hidden);
  }), { numRuns: 500 });
  assert.equal(seen.size, endings.length * GROUNDS.length);
});

test('a draft has no release, and the schema does refuse what is wrong', { skip }, () => {
  const { release } = validators();
  const [source] = fc.sample(anOrder, { numRuns: 1, seed: 1 }).map(walked);
  assert.ok(source);
  assert.deepEqual(releasesOf({ ...source, order: { ...source.order, state: 'draft', submitted: null } }), []);
  const [first] = releasesOf(source);
  for (const wrong of [{ tag: ['unknown'] }, { date: 'gestern' }, { ocid: undefined }, { tender: {} }, { buyer: { id: {} } }]) assert.equal(release({ ...first, ...wrong }), false, JSON.stringify(wrong));
});

test('both sample packages are valid', { skip: existsSync(path.join(data, 'ocds')) ? false : 'the OCDS samples are not on this machine' }, () => {
  const { releases } = validators();
  const files = globSync('*.json', { cwd: path.join(data, 'ocds') });
  assert.equal(files.length, 2);
  for (const file of files) assert.ok(releases(read(path.join(data, 'ocds', file))), `${file} ${JSON.stringify(releases.errors?.slice(0, 2))}`);
});

test('merging agrees with every published record that carries its releases', { skip }, () => {
  const examples = path.join(schemas, 'docs/examples');
  const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as Record<string, unknown>;
  const without = ({ id: _id, date: _date, tag: _tag, ...rest }: Record<string, unknown>) => rest;
  const releasesIn = (...files: string[]) => files.flatMap((file) => (read(path.join(examples, file)) as { releases: object[] }).releases);
  const apart = releasesIn('merging/merge-tender-1.json', 'merging/merge-tender-2.json', 'merging/merge-tender-3.json', 'merging/merge-award-1.json', 'merging/merge-award-2.json');
  // record-embedded-releases.json and record.json are left out: their compiled releases do not follow from their releases (a role twice, another amended release).
  const cases: readonly (readonly [string, readonly object[] | undefined])[] = [
    ['merging/example02-field-record.json', undefined], ['merging/example02-object-record.json', undefined], ['merging/example03-record.json', undefined],
    ['merging/merged-tender.json', apart], ['merging/merged.json', apart],
  ];
  for (const [file, separate] of cases) {
    const { records } = read(path.join(examples, file)) as { records: { releases: object[]; compiledRelease: Record<string, unknown> }[] };
    assert.ok(records.length > 0);
    for (const { releases, compiledRelease } of records) assert.deepEqual(without(plain(compileReleases(separate ?? releases))), without(compiledRelease), file);
  }
});

test('a null takes a field away, lists without ids are replaced, and releases of two processes are refused', () => {
  const release = (date: string, more: object) => ({ ocid: 'ocds-xxxxxx-1', id: date, date, tag: ['tender'], initiationType: 'tender', ...more });
  const merged = compileReleases([
    release('2026-02-01T00:00:00Z', { tender: { title: null, items: [{ id: '2' }, { id: '1', quantity: 3 }], submissionMethod: ['written'], additionalProcurementCategories: ['works'] } }),
    release('2026-01-01T00:00:00Z', { tender: { id: 't', title: 'alt', items: [{ id: '1', description: 'a' }], submissionMethod: ['inPerson', 'electronicSubmission'] } }),
  ]);
  assert.deepEqual(merged['tender'], { id: 't', items: [{ id: '1', description: 'a', quantity: 3 }, { id: '2' }], submissionMethod: ['written'], additionalProcurementCategories: ['works'] });
  assert.deepEqual([merged['tag'], merged['date'], merged['id']], [['compiled'], '2026-02-01T00:00:00Z', 'ocds-xxxxxx-1-2026-02-01T00:00:00Z']);
  assert.throws(() => compileReleases([release('2026-01-01T00:00:00Z', {}), { ...release('2026-01-02T00:00:00Z', {}), ocid: 'other' }]), RangeError);
  assert.throws(() => compileReleases([]), RangeError);
});
