import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DOMParser } from '@xmldom/xmldom';
import { CannotTranslate } from '../domain/errors.ts';
import type { DeliveredEvidence } from '../domain/delivered-evidence.ts';
import { xbauApplication } from '../domain/xbau-application.ts';
import { xbauLateDocument } from '../domain/xbau-late-document.ts';
import { aParcel } from '../testing/a-parcel.ts';
import { HAS_XBAU, xbauProblems } from './xbau-schema.ts';

const receiver = { prefix: 'bab', key: '08121000', name: 'Bauaufsicht Musterstadt' };
const bytes = Buffer.from('%PDF-1.7 Lageplan');
const sitePlan = { id: '0190a000-0000-7000-8000-000000000001', evidence: 'sitePlan', label: { de: 'Lageplan' }, name: 'Lage plan & <Haus>.pdf', contentType: 'application/pdf', bytes };
const application = (answers: Readonly<Record<string, string | number | boolean>> = {}, rows: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>> = {}) => aParcel({
  service: { ...aParcel().service, id: 'bauantrag', name: { de: 'Bauantrag' } },
  answers: { 'applicant.givenName': 'Ilvy', 'applicant.familyName': 'Musterfrau-Beispiel', 'project.kind': 'new', 'project.name': 'Ein Haus mit Garage', 'project.storeys': 2, 'project.floorArea': 120, 'project.cost': 40_000_000, 'project.deviates': true, 'author.name': 'Büro Beispiel', 'author.number': '4711', ...answers },
  rows: { parcel: [{ 'parcel.district': 'Musterstadt', 'parcel.number': '12/3' }, { 'parcel.district': 'Musterstadt', 'parcel.field': '4', 'parcel.number': '12/4' }], deviation: [{ 'deviation.rule': 'Abstandsfläche', 'deviation.reason': 'Zwei Meter fehlen.' }], ...rows },
});
const noSchema = HAS_XBAU ? false : 'the XSDs of XBau 2.1 are not here';

for (const [name, content, files] of [
  ['a house on two parcels that deviates from a rule', application(), [sitePlan]],
  ['a demolition without documents yet', application({ 'project.kind': 'demolition', 'project.deviates': false }), []],
  ['a change of use', application({ 'project.kind': 'use', 'author.number': '' }), [sitePlan, { ...sitePlan, evidence: 'drawings' }, { ...sitePlan, evidence: 'anything', contentType: 'image/png' }]],
  ['a sample', { ...application(), isTest: true as const }, [sitePlan]],
] as const) {
  test(`${name} is a message that the schema of XBau 2.1 accepts`, { skip: noSchema }, () => {
    assert.deepEqual(xbauProblems(xbauApplication(content, files, receiver)), []);
  });
}

test('the schema is awake: a message with something missing, moved or foreign is refused', { skip: noSchema }, () => {
  const message = xbauApplication(application(), [sitePlan], receiver);
  for (const [from, to] of [
    [/<xbau:verortung>.*<\/xbau:verortung>/su, ''], [/<code>0200<\/code>/u, '<code>0299</code>'], [/ produkt="[^"]*"/u, ''], [/<xbau:artDerMassnahme><code>1</u, '<xbau:artDerMassnahme><code>9'],
    [/<xbau:anlagen>.*<\/xbau:anlagen>/su, '<xbau:anlagen/>'], [/<xbau:versionsnummer>1</u, '<xbau:versionsnummer>0'], [/<\/xbau:bauvorhaben>/u, '<xbau:mehr/></xbau:bauvorhaben>'], [/<nachrichtenUUID>/u, '<nachrichtenUUID>x'],
  ] as const) {
    const broken = message.replace(from, to);
    assert.notEqual(broken, message);
    assert.notDeepEqual(xbauProblems(broken), [], String(from));
  }
});

test('what people typed stays text: markup, control characters and half letters break no message', () => {
  const message = xbauApplication(application({ 'project.name': 'Haus <b>&amp;</b>\u0000\u0008 "Süd" ]]> \uD800 ö \u{1F3E0}', 'applicant.familyName': '<!DOCTYPE x>' }), [sitePlan], receiver);
  const problems: string[] = [];
  const document = new DOMParser({ errorHandler: (_level: string, text: string) => { problems.push(text); } }).parseFromString(message, 'text/xml');
  assert.deepEqual(problems, []);
  assert.equal(document.getElementsByTagName('xbau:bezeichnungDesBauvorhabens')[0]?.textContent, 'Haus <b>&amp;</b> "Süd" ]]> \uFFFD ö \u{1F3E0}');
  assert.equal(document.getElementsByTagName('xbau:familienname')[0]?.textContent, '<!DOCTYPE x>');
  assert.equal(Buffer.from(document.getElementsByTagName('xbau:primaerdokument')[0]?.textContent ?? '', 'base64').toString(), '%PDF-1.7 Lageplan');
});

test('the same submission is the same message, marked as a trial where it is one', () => {
  const content = application();
  assert.equal(xbauApplication(content, [sitePlan], receiver), xbauApplication(content, [sitePlan], receiver));
  assert.match(xbauApplication({ ...content, isTest: true }, [sitePlan], receiver), / test="true"/u);
  assert.doesNotMatch(xbauApplication(content, [sitePlan], receiver), / test=/u);
});

test('a document that comes later is a message of its own that the schema accepts and that refers to the application', { skip: noSchema }, () => {
  const content = application();
  const evidence: DeliveredEvidence & { readonly bytes: Uint8Array; readonly contentType: string } = {
    id: '0190a000-0000-7000-8000-00000000000a', submission: content.submission, label: { de: 'Bauzeichnungen' }, state: 'clean', name: 'zeichnung & <neu>.pdf', contentType: 'application/pdf', bytes, isLate: true, receivedAt: '2026-11-23T08:30:00.000Z', hints: [], missingEvidence: [],
    completeness: { score: 100, required: 1, there: 1, evidence: [{ key: 'drawings', label: { de: 'Bauzeichnungen' }, isRequired: true, status: 'there', due: undefined }] },
  };
  const message = xbauLateDocument(content, evidence, receiver);
  assert.deepEqual(xbauProblems(message), []);
  const root = new DOMParser().parseFromString(message, 'text/xml').documentElement;
  const said = (tag: string) => root.getElementsByTagName(tag)[0]?.textContent;
  assert.deepEqual([root.tagName, said('nachrichtenUUID'), said('xbau:referenzAntragsteller'), said('xbau:bezeichnung'), said('xbau:datum'), said('xbau:vorlageBauvorhaben')], ['xbau:baugenehmigung.antragGeaendert.0202', evidence.id, content.submission, 'Bauzeichnungen', '2026-11-23', '5']);
  assert.equal(Buffer.from(said('xbau:primaerdokument') ?? '', 'base64').toString(), '%PDF-1.7 Lageplan');
  assert.equal(xbauLateDocument(content, evidence, receiver), message);
  assert.notDeepEqual(xbauProblems(message.replace(/<xbau:bezug>.*<\/xbau:bezug>/su, '')), []);
  assert.throws(() => xbauLateDocument(aParcel(), evidence, receiver), CannotTranslate);
});

test('another service, and a building application without a parcel or a purpose, is no message', () => {
  assert.throws(() => xbauApplication(aParcel(), [], receiver), CannotTranslate);
  assert.throws(() => xbauApplication(application({}, { parcel: [] }), [], receiver), CannotTranslate);
  assert.throws(() => xbauApplication(application({ 'project.kind': 'party' }), [], receiver), CannotTranslate);
});
