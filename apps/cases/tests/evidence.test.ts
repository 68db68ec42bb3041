import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { systemActor } from '@allmende/access';
import { listEntries } from '@allmende/audit';
import { InvalidInput, NotFound } from '@allmende/errors';
import { contextFor } from '@allmende/house';
import { startWorker } from '@allmende/jobs';
import { findApplicationBySecret, publishPackages, statusOf, withdrawApplication } from '@allmende/online-services';
import { onlineServicesModule } from '@allmende/online-services/module';
import { aFolderWithEvidence, bringEvidence, offerDogTax, sendDogTax } from '@allmende/online-services/testing';
import { plainDate } from '@allmende/time';
import { closeReader } from '@allmende/uploads';
import { aPdf, anActivePdf, anImage } from '@allmende/uploads/testing';
import { exportCases, restoreCases } from '../actions/archive-cases.ts';
import { caseView } from '../web/pages/case.view.ts';
import { acknowledgeNews, assignCase, CaseChanged, casesTarget, closeCase, deleteCase, getCase, listCases, prepareRequest, readEvidenceFile, removeCases, requestDocuments } from '../index.ts';
import { openStand, placeAndTenant, runCasesFor, staff, startCaseWorker, until } from './stand.ts';

const stand = await openStand();
const { house } = stand;
const heilbronn = await placeAndTenant(stand, 'heilbronn');
const guestrow = await placeAndTenant(stand, 'glasewitz');
const later = { ...house.clock, now: () => new Date(house.clock.now().getTime() + 1000) };
await publishPackages({ ...contextFor(house, { kind: 'system', name: 'operator-command' }, heilbronn.tenant), clock: later }, { folder: aFolderWithEvidence() });
await offerDogTax(staff(stand, heilbronn.tenant, 'digital-officer'));
await runCasesFor(stand, heilbronn.tenant);
await startCaseWorker(stand);
stand.workers.push(await startWorker(house, onlineServicesModule.jobs?.filter(({ name }) => name.endsWith('-evidence')) ?? []));
after(closeReader);

const caseworker = staff(stand, heilbronn.tenant, 'caseworker', 'Tilda Probeamt');
const answers = { 'tax.reduction': 'other', 'reduction.reason': 'Er sucht Vermisste.' };

async function caseOf(reference: string): Promise<string> {
  return (await until(async () => (await listCases(caseworker, { q: reference })).cases[0])).id;
}

const withFiles = (id: string, count: number) => until(async () => {
  const opened = await getCase(caseworker, { case: id });
  return opened.evidence.filter(({ fileId, hints }) => fileId !== null && hints.length > 0).length === count ? opened : undefined;
});

test('evidence reaches the case clean and read, late evidence joins it, and everything can be opened by who may', { timeout: 120_000 }, async () => {
  const sent = await sendDogTax(house, { ars: heilbronn.ars, answers, evidence: await anActivePdf('Bescheinigung vom 3. Mai 2026 fuer Ilvy Musterfrau-Beispiel') });
  const id = await caseOf(sent.reference);
  const { evidence: [first], content, file } = await withFiles(id, 1);
  assert.equal(content?.completeness?.score, 100);
  assert.deepEqual(first?.hints.map(({ outcome }) => outcome), ['fits', 'fits', 'fits']);
  assert.deepEqual([first?.name, first?.isLate, file.flags.includes('evidence-missing')], ['nachweis.pdf', false, false]);
  const opened = await readEvidenceFile(caseworker, { case: id, evidence: first?.id ?? '' });
  assert.ok(!Buffer.from(opened.bytes).includes('JavaScript') && Buffer.from(opened.bytes).subarray(0, 5).toString() === '%PDF-');

  await bringEvidence(house, { ...sent, name: 'spaeter.jpg', bytes: await anImage('jpeg', { isTalkative: true }) });
  const { evidence, history, file: now } = await withFiles(id, 2);
  assert.deepEqual(evidence.map(({ isLate }) => isLate).toSorted(), [false, true]);
  assert.equal(history.filter(({ kind }) => kind === 'evidence').length, 1);
  assert.equal(now.version, file.version + 1, 'whoever is deciding looks again');
  const page = caseView(await getCase(caseworker, { case: id }), { locale: 'de', csrf: 'x', href: (...more) => `/c/${more.join('/')}`, listHref: '/c', mayDecide: true, mayDelete: false, mayExport: false, isMine: false, today: plainDate('2026-11-20'), nextHref: '/n', postHref: '/p' }).main.toString();
  for (const part of ['Zu 100 % vollständig', 'spaeter.jpg', 'nachgereicht', 'Maschinell gelesen, nur als Hinweis']) assert.ok(page.includes(part), part);

  for (const act of [
    () => readEvidenceFile(caseworker, { case: id, evidence: id }), () => readEvidenceFile(caseworker, { case: first?.id ?? '', evidence: first?.id ?? '' }),
    () => readEvidenceFile({ ...caseworker, actor: { kind: 'anonymous' } }, { case: id, evidence: first?.id ?? '' }), () => readEvidenceFile(staff(stand, heilbronn.tenant, 'auditor'), { case: id, evidence: first?.id ?? '' }),
    () => readEvidenceFile(staff(stand, guestrow.tenant, 'caseworker'), { case: id, evidence: first?.id ?? '' }), () => readEvidenceFile({ ...staff(stand, guestrow.tenant, 'caseworker'), tenant: heilbronn.tenant }, { case: id, evidence: first?.id ?? '' }),
  ]) await assert.rejects(act);
  const acts = await house.database.inTenant(heilbronn.tenant, (tx) => listEntries(tx, { subject: { kind: 'case', id }, limit: 500 }));
  assert.ok(acts.some(({ entry }) => entry.action === 'cases/evidence-viewed') && acts.some(({ entry }) => entry.action === 'cases/evidence-received'));
});

test('missing evidence is a flag of the case until it comes', { timeout: 120_000 }, async () => {
  const sent = await sendDogTax(house, { ars: heilbronn.ars, answers });
  const id = await caseOf(sent.reference);
  const before = await getCase(caseworker, { case: id });
  assert.ok(before.file.flags.includes('evidence-missing'));
  assert.deepEqual(before.content?.completeness?.evidence.map(({ status, isRequired, due }) => [status, isRequired, due !== undefined]), [['open', true, true]]);
  assert.ok((before.content?.completeness?.score ?? 100) < 100);
  await bringEvidence(house, { ...sent, name: 'da.pdf', bytes: await aPdf(['Bescheinigung']) });
  const { file, content } = await withFiles(id, 1);
  assert.equal(file.flags.includes('evidence-missing'), false);
  assert.equal(content?.completeness?.score, 100);
});

test('documents that are missing are requested with a ready letter; the applicant reads it, brings them, and the case moves by itself', { timeout: 120_000 }, async () => {
  const sent = await sendDogTax(house, { ars: heilbronn.ars, answers });
  const id = await caseOf(sent.reference);
  const prepared = await prepareRequest(caseworker, { case: id });
  assert.deepEqual(prepared.choices.map(({ key, isProposed, label }) => [key, isProposed, label.de]), [['reduction', true, prepared.choices[0]?.label.de]]);
  assert.ok(prepared.text.includes(prepared.choices[0]?.label.de ?? '?') && prepared.text.includes(sent.reference) && prepared.text.includes('bis einschließlich 4. Dezember 2026'), prepared.text);
  const request = { case: id, version: prepared.file.version, asked: ['reduction'], text: prepared.text, dueOn: prepared.dueOn };
  for (const wrong of [{ text: ' ' }, { dueOn: '2026-11-19' }, { dueOn: '2028-01-01' }, { dueOn: 'bald' }, { asked: ['chip'] }, { text: 'x'.repeat(4001) }]) await assert.rejects(requestDocuments(caseworker, { ...request, ...wrong }), InvalidInput, JSON.stringify(wrong).slice(0, 60));
  for (const stranger of [staff(stand, guestrow.tenant, 'caseworker'), staff(stand, heilbronn.tenant, 'auditor')]) await assert.rejects(requestDocuments(stranger, request));
  const { version } = await requestDocuments(caseworker, request);
  await assert.rejects(requestDocuments(caseworker, request), CaseChanged);
  const waiting = await getCase(caseworker, { case: id });
  assert.deepEqual([waiting.file.state, waiting.file.assignee?.name, waiting.file.version, waiting.history.at(-1)?.kind], ['waiting', 'Tilda Probeamt', version, 'requested']);

  const asked = await until(async () => { const status = await statusOf(house, { ...sent, language: 'de' }); return status.state === 'waiting' ? status : undefined; });
  assert.deepEqual(asked.replies.map(({ kind, due, text }) => [kind, due, text]), [['question', prepared.dueOn, prepared.text]]);

  await bringEvidence(house, { ...sent, name: 'da.pdf', bytes: await aPdf(['Bescheinigung']) });
  const { file } = await withFiles(id, 1);
  assert.deepEqual([file.state, file.flags.includes('evidence-new')], ['in-progress', true]);
  await sendDogTax(house, { ars: heilbronn.ars });
  await until(async () => ((await listCases(caseworker, {})).cases.length > 3 ? true : undefined));
  assert.equal((await listCases(caseworker, {})).cases[0]?.id, id, 'it stands on top, before the newest');
  await until(async () => ((await statusOf(house, { ...sent, language: 'de' })).state === 'in-progress' ? true : undefined));
  const assigned = await assignCase(caseworker, { case: id, version: file.version, to: 'nobody' });
  assert.ok((await getCase(caseworker, { case: id })).file.flags.includes('evidence-new'), 'who only hands it on has not looked');
  await acknowledgeNews(caseworker, { case: id, version: assigned.version });
  assert.deepEqual((await getCase(caseworker, { case: id })).file.flags.includes('evidence-new'), false);
  assert.notEqual((await listCases(caseworker, {})).cases[0]?.id, id);
});

test('an application that is taken back becomes an action of its case, once, and can no longer be taken back when it is decided', { timeout: 120_000 }, async () => {
  const sent = await sendDogTax(house, { ars: heilbronn.ars });
  const id = await caseOf(sent.reference);
  const holder = await findApplicationBySecret(house, sent);
  const { withdrawnAt } = await withdrawApplication(house, holder);
  assert.deepEqual(await withdrawApplication(house, holder), { withdrawnAt });
  const { file, history } = await until(async () => { const opened = await getCase(caseworker, { case: id }); return opened.file.flags.includes('withdrawn') ? opened : undefined; });
  assert.equal(history.filter(({ kind }) => kind === 'withdrawn').length, 1);
  await casesTarget.receiveWithdrawal(house, heilbronn.tenant, { submission: sent.application, at: withdrawnAt });
  assert.equal((await getCase(caseworker, { case: id })).file.version, file.version, 'hearing it again changes nothing');
  assert.equal((await listCases(caseworker, {})).cases[0]?.id, id);
  const status = await statusOf(house, { ...sent, language: 'de' });
  assert.deepEqual(status.withdrawnAt, withdrawnAt);
  await closeCase(caseworker, { case: id, version: file.version, reason: 'Zurückgenommen.' });
  await until(async () => ((await statusOf(house, { ...sent, language: 'de' })).state === 'decided' ? true : undefined));
  assert.equal((await statusOf(house, { ...sent, language: 'de' })).usual, undefined, 'what was taken back says nothing about how long decisions take');

  const other = await sendDogTax(house, { ars: heilbronn.ars });
  const otherId = await caseOf(other.reference);
  await closeCase(caseworker, { case: otherId, version: (await getCase(caseworker, { case: otherId })).file.version, reason: 'Doppelt.' });
  await until(async () => ((await statusOf(house, { ...other, language: 'de' })).state === 'decided' ? true : undefined));
  await assert.rejects(withdrawApplication(house, await findApplicationBySecret(house, other)), { code: 'online-services/too-late-to-withdraw' });
  await assert.rejects(withdrawApplication(house, { tenant: guestrow.tenant, application: sent.application }), NotFound);
});

test('evidence is given back with its case, can be read in again, and goes with its key', { timeout: 120_000 }, async () => {
  const sent = await sendDogTax(house, { ars: heilbronn.ars, answers, evidence: await aPdf(['Bescheinigung zum Mitnehmen']) });
  const id = await caseOf(sent.reference);
  const { evidence: [first] } = await withFiles(id, 1);
  const operations = contextFor(house, systemActor('operations'), heilbronn.tenant);
  const exported = await exportCases(operations);
  const files = new Map<string, Uint8Array>();
  for (const { path, read } of exported.files) files.set(path, await read());
  const plain = JSON.parse(JSON.stringify(exported.cases)) as typeof exported.cases;
  const bytes = (await readEvidenceFile(caseworker, { case: id, evidence: first?.id ?? '' })).bytes;
  await removeCases(operations);
  await assert.rejects(readEvidenceFile(caseworker, { case: id, evidence: first?.id ?? '' }), NotFound);
  await runCasesFor(stand, heilbronn.tenant);
  const found = async (path: string) => files.get(path) ?? assert.fail(`no ${path} in the archive`);
  for (let times = 0; times < 2; times += 1) await restoreCases(operations, plain, found);
  assert.deepEqual((await readEvidenceFile(caseworker, { case: id, evidence: first?.id ?? '' })).bytes, bytes);
  assert.deepEqual(JSON.parse(JSON.stringify((await exportCases(operations)).cases)), plain);

  const { file } = await getCase(caseworker, { case: id });
  const closed = await closeCase(caseworker, { case: id, version: file.version, reason: 'Zurückgezogen.' });
  await deleteCase(staff(stand, heilbronn.tenant, 'head-of-office'), { case: id, version: closed.version });
  await assert.rejects(readEvidenceFile(caseworker, { case: id, evidence: first?.id ?? '' }), NotFound);
  const { rows } = await house.database.inTenant(heilbronn.tenant, (tx) => tx.client.query<{ count: number }>({ text: 'select count(*) from cases.case_evidence where tenant_id = $1 and case_id = $2', values: [heilbronn.tenant, id] }));
  assert.equal(rows[0]?.count, 0);
});
