import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { NotPermitted, type Actor } from '@allmende/access';
import { newId } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs';
import { fromBuffer, type ZipFile } from 'yauzl';
import { buffer } from 'node:stream/consumers';
import { composeNotice, decideCase, decisionOf, exportCase, getCase, recordPosting } from '../index.ts';
import type { CasesPorts } from '../actions/cases-ports.ts';
import { openCase } from '../actions/open-case.ts';
import { receiveEvidence } from '../actions/receive-evidence.ts';
import { renderNotice } from '../actions/render-notice.ts';
import type { CaseLetter } from '../domain/case-letter.ts';
import { aParcelContent } from '../testing/index.ts';
import { aWeb, Visitor } from './a-web.ts';
import { openStand, placeAndTenant, runCasesFor, staff } from './stand.ts';

const SCHEMA = join(import.meta.dirname, '../../../../shared/data/xoev/xdomea-3.0.0/xdomea-Nachrichten-InformationAustauschen.xsd');
const noSchema = existsSync(SCHEMA) ? false : 'the schemas of xdomea are not here (../shared/data/xoev)';

const stand = await openStand();
const { house } = stand;
const heilbronn = await placeAndTenant(stand, 'heilbronn');
const glasewitz = await placeAndTenant(stand, 'glasewitz');
await runCasesFor(stand, heilbronn.tenant);
const head = staff(stand, heilbronn.tenant, 'head-of-office', 'Ada Leitung');

const NASTY = 'Bescheinigung <b>&amp;\u0007 „Ümläut“ \u{1F415} ]]>';

/** A decided case with so many documents beside the application and the notice. */
async function aFullCase(documents: number): Promise<{ id: string; notice: string; texts: string[] }> {
  const content = aParcelContent({ facts: { dogName: 'Krümel', firstYear: 2026, statute: 'Satzung (Beispiel)', statuteDate: '1. Januar 2026' } });
  const id = await openCase(house, heilbronn.tenant, content);
  const texts: string[] = [];
  for (let number = 1; number <= documents; number += 1) {
    const contentType = ['application/pdf', 'image/jpeg', 'image/png', 'image/webp'][number % 4];
    texts.push(`Dokument ${number}`);
    await receiveEvidence(house, heilbronn.tenant, {
      id: newId(), submission: content.submission, label: { de: number === 1 ? NASTY : `Nachweis ${number}` }, state: 'clean', name: number === 2 ? NASTY : `datei-${number}.pdf`, contentType, bytes: Buffer.from(`Dokument ${number}`), isLate: false,
      receivedAt: '2026-11-20T09:30:00.000Z', hints: [], completeness: { score: 100, required: 1, there: 1, evidence: [] }, missingEvidence: [],
    });
  }
  const opened = await getCase(head, { case: id });
  const decision = decisionOf(content, 'no-tax');
  assert.ok(decision);
  const figures = { amount: '', firstAmount: '', startsOn: '', dueOn: '', reason: NASTY };
  const text = composeNotice(content, decision, { amountCents: undefined, firstAmountCents: undefined, startsOn: undefined, dueOn: undefined, reason: NASTY }, 'Stadt Heilbronn');
  const { notice, version } = await decideCase(head, { case: id, version: opened.file.version, authority: 'Stadt Heilbronn', decision: 'no-tax', figures, text });
  await renderNotice(house, { tenant: heilbronn.tenant, notice });
  await recordPosting(head, { case: id, version, postedOn: '2026-11-20' });
  return { id, notice, texts };
}

/** The files of a ZIP by their names. */
async function unzip(bytes: Uint8Array): Promise<Map<string, Buffer>> {
  const zip = await new Promise<ZipFile>((resolve, reject) => { fromBuffer(Buffer.from(bytes), { lazyEntries: true }, (error, opened) => { if (error) reject(error); else resolve(opened); }); });
  const files = new Map<string, Buffer>();
  await new Promise<void>((resolve, reject) => {
    zip.on('end', resolve).on('error', reject).on('entry', (entry) => {
      zip.openReadStream(entry, (error, stream) => {
        if (error) return reject(error);
        buffer(stream).then((content) => { files.set(entry.fileName, content); zip.readEntry(); }, reject);
      });
    });
    zip.readEntry();
  });
  return files;
}

async function exported(id: string, ports: CasesPorts = {}): Promise<{ name: string; files: Map<string, Buffer> }> {
  const { name, bytes } = await exportCase(head, { case: id, authority: 'Stadt Heilbronn' }, ports);
  const pieces: Uint8Array[] = [];
  for await (const piece of bytes) pieces.push(piece);
  return { name, files: await unzip(Buffer.concat(pieces)) };
}

/** Refuses a message that the schemas of xdomea 3.0.0 do not accept. */
function assertValid(message: string): void {
  xmlRegisterFsInputProviders();
  const schema = XmlDocument.fromString(`<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:import namespace="urn:xoev-de:xdomea:schema:3.0.0" schemaLocation="${SCHEMA}"/></xs:schema>`);
  const validator = XsdValidator.fromDoc(schema);
  const document = XmlDocument.fromString(message);
  try {
    validator.validate(document);
  } finally {
    for (const thing of [document, validator, schema]) thing.dispose();
  }
}

test('a case with 30 documents is a message of xdomea 3.0 that its own schemas accept', { skip: noSchema }, async () => {
  const { id } = await aFullCase(30);
  const { name, files } = await exported(id);
  const message = files.get(name.replace(/zip$/u, 'xml'));
  assert.ok(message);
  assertValid(message.toString('utf8'));
  assert.throws(() => { assertValid(message.toString('utf8').replace('<xdomea:Aktion>', '<xdomea:Aktio>').replace('</xdomea:Aktion>', '</xdomea:Aktio>')); }, /Aktio/u, 'the validator looks');
});

test('messages are documents of the file, each with who wrote it when, and what came with them lies beside it; its own schemas accept that', { skip: noSchema }, async () => {
  const { id } = await aFullCase(2);
  const [asked, answered, there, refused] = [newId(), newId(), newId(), newId()] as const;
  const letters: CaseLetter[] = [
    { id: asked, from: 'office', author: 'Tilda Probeamt', at: new Date('2026-11-20T10:00:00Z'), readAt: new Date('2026-11-20T11:00:00Z'), text: 'Wie heißt er?', files: [] },
    {
      id: answered, from: 'applicant', author: undefined, at: new Date('2026-11-20T12:00:00Z'), readAt: null, text: NASTY,
      files: [{ id: there, name: NASTY, contentType: 'application/pdf', read: async () => Buffer.from('%PDF-1.7 Anlage') }, { id: refused, name: 'virus.exe', contentType: 'application/octet-stream', read: undefined }],
    },
  ];
  const { name, files } = await exported(id, { lettersOf: async (_ctx, of) => (of.case === id ? letters : []) });
  const message = files.get(name.replace(/zip$/u, 'xml'))?.toString('utf8') ?? '';
  assertValid(message);
  assert.deepEqual([...message.matchAll(/<xdomea:Dateiname>([^<]+)</gu)].map(([, file]) => file).toSorted(), [...files.keys()].slice(1).toSorted(), 'each named document lies there, and nothing else');
  assert.equal(files.get(`${asked}.txt`)?.toString('utf8'), 'Von: Behörde, Tilda Probeamt\nGesendet: 20. November 2026, 11:00 Uhr\nGelesen: 20. November 2026, 12:00 Uhr\n\nWie heißt er?\n');
  assert.match(files.get(`${answered}.txt`)?.toString('utf8') ?? '', /^Von: antragstellende Person\n[\s\S]*Gelesen: noch nicht/u);
  assert.equal(files.get(`${there}.pdf`)?.toString(), '%PDF-1.7 Anlage');
  assert.match(message, /Anlage: virus\.exe[\s\S]*Die Datei lag beim Ausgeben nicht vor/u);
});

test('every document that the message names lies beside it with its bytes, and nothing else does', async () => {
  const { id, notice, texts } = await aFullCase(3);
  const { name, files } = await exported(id);
  const message = files.get(name.replace(/zip$/u, 'xml'))?.toString('utf8') ?? '';
  const named = [...message.matchAll(/<xdomea:Dateiname>([^<]+)</gu)].map((match) => match[1] ?? '');
  assert.deepEqual([...files.keys()].slice(1).toSorted(), named.toSorted());
  assert.equal(named.length, 5);
  for (const text of texts) assert.ok([...files.values()].some((bytes) => bytes.toString() === text), text);
  assert.equal(files.get(`${notice}.pdf`)?.subarray(0, 5).toString(), '%PDF-');
  assert.match(message, /Rechtsbehelf möglich bis 2026-12-24/u, 'posted on Friday 20 November, served on Tuesday 24');
  assert.match(message, /Bescheinigung &lt;b&gt;&amp;amp;\u{FFFD} „Ümläut“/u);
  assert.match(message, /<xdomea:Aktion>Bekanntgabe eingetragen</u);
  assert.match(message, /Steuergeheimnis/u);
  const again = await exported(id);
  assert.notEqual(again.name, name, 'each message is a process of its own');
});

test('only heads of office hand out a file, and everybody else meets what they meet elsewhere', async () => {
  const { id } = await aFullCase(1);
  await assert.rejects(exportCase(staff(stand, heilbronn.tenant, 'caseworker'), { case: id, authority: 'x' }), NotPermitted);
  await assert.rejects(exportCase(staff(stand, glasewitz.tenant, 'head-of-office'), { case: id, authority: 'x' }), NotFound);
  await assert.rejects(exportCase(head, { case: newId(), authority: 'x' }), NotFound);

  const people = { 'head-of-office-0000000000': head.actor, 'caseworker-000000000000000': staff(stand, heilbronn.tenant, 'caseworker').actor } satisfies Record<string, Actor>;
  const app = await aWeb(stand, people);
  after(() => app.close());
  const [boss, worker] = Object.keys(people).map((token) => new Visitor(app, token)) as [Visitor, Visitor];
  const page = `/heilbronn/office/cases/${id}`;
  assert.match((await boss.get(page)).body, /Akte als xdomea herunterladen/u);
  assert.doesNotMatch((await worker.get(page)).body, /xdomea/u);
  assert.equal((await worker.get(`${page}/xdomea.zip`)).statusCode, 403);
  for (const answer of [await boss.get(`${page}/xdomea.zip`), await boss.api('GET', `/authorities/heilbronn/cases/${id}/xdomea.zip`)]) {
    assert.equal(answer.statusCode, 200);
    assert.match(String(answer.headers['content-type']), /application\/zip/u);
    assert.equal((await unzip(answer.rawPayload)).size, 4);
  }
});
