import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { InvalidInput, NotFound } from '@allmende/errors';
import { contextFor } from '@allmende/house';
import { buildAssets } from '@allmende/html';
import { createServer } from '@allmende/http';
import { closeReader, ScannerUnavailable } from '@allmende/uploads';
import { aPdf, anActivePdf, anEncryptedPdf, anImage } from '@allmende/uploads/testing';
import { addDays } from '@allmende/time';
import { Value } from 'typebox/value';
import { ApplicationRecord } from '../domain/archive-records.ts';
import { deleteExpiredDrafts, eraseApplication, exportApp, publishPackages, removeApp, restoreApp, saveDraftPage, startDraft, submitApplication } from '../index.ts';
import { onlineServicesModule } from '../module.ts';
import { addEvidence } from '../actions/add-evidence.ts';
import { checkEvidence } from '../actions/check-evidence.ts';
import { chooseEvidenceWay, removeEvidence } from '../actions/change-evidence.ts';
import { viewEvidence, type EvidenceHolder } from '../actions/evidence-holder.ts';
import { openEvidenceFile } from '../actions/open-evidence-file.ts';
import { readEvidence } from '../actions/read-evidence.ts';
import { readReceipt } from '../actions/read-receipt.ts';
import { completeness } from '../domain/completeness.ts';
import { completenessReport } from '../domain/completeness-report.ts';
import { documentHints } from '../domain/document-hints.ts';
import { inputValuesOf } from '../domain/parse-field.ts';
import { aFolderWithEvidence, completeAnswers, theDogTaxPackage } from '../testing/index.ts';
import { offerDogTax, openStand, placeAndTenant, SERVICE } from './stand.ts';

const stand = await openStand();
const { house } = stand;
const heilbronn = await placeAndTenant(stand, 'heilbronn');
const amt = await placeAndTenant(stand, 'glasewitz');
const later = { ...house.clock, now: () => new Date(house.clock.now().getTime() + 1000) };
await publishPackages({ ...contextFor(house, { kind: 'system', name: 'operator-command' }, heilbronn.tenant), clock: later }, { folder: aFolderWithEvidence() });
await offerDogTax(stand, heilbronn.tenant);
after(closeReader);

const system = contextFor(house, { kind: 'system', name: 'online-services' }, heilbronn.tenant);
const answers = completeAnswers({ 'tax.reduction': 'other', 'reduction.reason': 'Er sucht Vermisste.' });

function typedFor(page: string): Record<string, string> {
  const ids = theDogTaxPackage().flow.pages.find(({ id }) => id === page)?.fields ?? [];
  return Object.assign({}, ...ids.map((id) => inputValuesOf(theDogTaxPackage().fields.find((field) => field.id === id)!, answers[id]))) as Record<string, string>;
}

/** A draft with every page filled in that asks for evidence. */
async function aDraft() {
  const { firstPage, ...access } = await startDraft(house, { ars: heilbronn.ars, service: SERVICE });
  for (let page = firstPage; page !== 'check';) {
    const saved = await saveDraftPage(house, { ...access, page, body: typedFor(page), language: 'de' });
    assert.ok(saved.outcome === 'saved', page);
    page = saved.next;
  }
  return access;
}

const upload = (holder: EvidenceHolder, bytes: Uint8Array, name = 'nachweis.pdf') => addEvidence(house, holder, { item: 'reduction', files: [{ name, bytes, tooLarge: false }], hasTooManyFiles: false, language: 'de' });

async function checkAll(holder: EvidenceHolder): Promise<void> {
  for (const { id } of (await viewEvidence(house, holder)).files) {
    await checkEvidence(system, { evidence: id });
    await readEvidence(system, { evidence: id });
  }
}

async function send(access: Awaited<ReturnType<typeof aDraft>>) {
  const sent = await submitApplication(house, { ...access, body: { 'declaration.truth': 'yes' }, language: 'de' });
  assert.ok(sent.outcome === 'sent');
  return sent;
}

test('an upload waits in quarantine, comes out clean and is read, and the completeness counts it', async () => {
  const access = await aDraft();
  const before = await viewEvidence(house, access);
  assert.deepEqual(before.items.map(({ key, status, isRequired }) => [key, status, isRequired]), [['reduction', 'open', true]]);
  const missing = completenessReport(completeness(before.situation), before.items);
  assert.ok(missing.score < 100);
  assert.deepEqual(missing.missing.map((part) => (part.kind === 'evidence' ? [part.key, part.isRequired, part.ways, part.dueDays] : part.field)), ['declaration.truth', ['reduction', true, ['upload', 'later', 'office'], 14]]);

  await upload(access, await anActivePdf('Bescheinigung vom 3. Mai 2026 fuer Ilvy Musterfrau-Beispiel'), 'C:\\Ordner\\Nach\u202Eweis.pdf');
  const [quarantined] = (await viewEvidence(house, access)).files;
  assert.deepEqual([quarantined?.state, quarantined?.name], ['received', 'Nachweis.pdf']);
  await assert.rejects(openEvidenceFile(house, access, { evidence: quarantined?.id ?? '' }), NotFound, 'nobody opens what is in quarantine');

  await checkAll(access);
  const view = await viewEvidence(house, access);
  const [file] = view.files;
  assert.equal(file?.state, 'clean');
  assert.equal(completenessReport(completeness(view.situation), view.items).missing.some(({ kind }) => kind === 'evidence'), false);
  assert.deepEqual(documentHints(view.items[0]!, file?.reading, view.situation.today).map(({ kind, outcome }) => [kind, outcome]), [['kind', 'fits'], ['name', 'fits'], ['period', 'fits']]);
  const opened = await openEvidenceFile(house, access, { evidence: file?.id ?? '' });
  assert.ok(!Buffer.from(opened.bytes).includes('JavaScript'));
  assert.deepEqual([opened.contentType, opened.name], ['application/pdf', 'reduction.pdf']);
});

test('a document that does not fit is taken all the same, with a hint', async () => {
  const access = await aDraft();
  await upload(access, await aPdf(['Rechnung ueber Hundefutter', 'Rosa Anders', '3. Mai 2019']));
  await checkAll(access);
  const { items, files, situation } = await viewEvidence(house, access);
  assert.equal(items[0]?.status, 'there');
  assert.deepEqual(documentHints(items[0]!, files[0]?.reading, situation.today).map(({ kind, outcome }) => [kind, outcome]), [['kind', 'differs'], ['name', 'differs'], ['period', 'differs']]);
});

test('the same file twice is one, and taking it out removes its bytes', async () => {
  const access = await aDraft();
  const pdf = await aPdf(['Bescheinigung']);
  await upload(access, pdf);
  await upload(access, pdf, 'noch einmal.pdf');
  const { files } = await viewEvidence(house, access);
  assert.equal(files.length, 1);
  await removeEvidence(house, access, { evidence: files[0]?.id ?? '' });
  assert.equal((await viewEvidence(house, access)).files.length, 0);
  assert.equal(await house.files.get(`${access.tenant}/${files[0]?.fileId}`), undefined);
  await upload(access, pdf);
  assert.equal((await viewEvidence(house, access)).files.length, 1);
});

test('what is refused is refused in words, the rest is kept', async () => {
  const access = await aDraft();
  const files = [
    { name: 'leer.pdf', bytes: new Uint8Array(), tooLarge: false }, { name: 'gross.png', bytes: new Uint8Array(), tooLarge: true }, { name: 'bild.png', bytes: Buffer.from('<svg onload="x"/>'), tooLarge: false },
    { name: 'gut.png', bytes: await anImage('png'), tooLarge: false },
  ];
  const { taken, problems } = await addEvidence(house, access, { item: 'reduction', files, hasTooManyFiles: false, language: 'de' });
  assert.deepEqual([taken, problems.map(({ code }) => code)], [1, ['empty', 'too-large', 'not-accepted']]);
  assert.match(problems[0]?.message ?? '', /„leer\.pdf“: Die Datei ist leer/u);
  await upload(access, await anEncryptedPdf());
  await assert.rejects(upload(access, await aPdf(['drei'])), (error: unknown) => error instanceof InvalidInput && /höchstens 2 Dateien/u.test(error.fields[0]?.message ?? ''));
  await checkAll(access);
  assert.deepEqual((await viewEvidence(house, access)).files.map(({ state, refusal }) => `${state} ${refusal}`).toSorted(), ['clean undefined', 'refused encrypted']);
  await upload(access, await aPdf(['jetzt ist wieder Platz']));
});

test('a configured virus scanner that is down keeps the upload in quarantine', async () => {
  const access = await aDraft();
  await upload(access, await aPdf(['Bescheinigung']));
  const [file] = (await viewEvidence(house, access)).files;
  const guarded = { ...system, config: { ...house.config, clamd: { host: '127.0.0.1', port: 1 } } };
  await assert.rejects(checkEvidence(guarded, { evidence: file?.id ?? '' }), ScannerUnavailable);
  assert.equal((await viewEvidence(house, access)).files[0]?.state, 'received');
  await assert.rejects(openEvidenceFile(house, access, { evidence: file?.id ?? '' }), NotFound);
});

test('evidence goes along with the application, late evidence joins it, and erasing ends both', async () => {
  const access = await aDraft();
  await upload(access, await aPdf(['Bescheinigung']));
  const sent = await send(access);
  const holder = { tenant: access.tenant, application: sent.application };
  assert.deepEqual((await viewEvidence(house, holder)).items.map(({ status }) => status), ['checking']);
  await checkAll(holder);
  await upload(holder, await anImage('jpeg'), 'spaeter.jpg');
  await checkAll(holder);
  const { files } = await viewEvidence(house, holder);
  assert.deepEqual(files.map(({ state, isLate }) => [state, isLate]), [['clean', false], ['clean', true]]);
  assert.equal((await readReceipt(house, { ...access, language: 'de' })).later.length, 0);
  await assert.rejects(removeEvidence(house, access, { evidence: files[0]?.id ?? '' }), /schon abgeschickt/u);

  await eraseApplication({ ...system, actor: { kind: 'system', name: 'delivery' } }, { application: sent.application });
  for (const { fileId } of files) assert.equal(await house.files.get(`${access.tenant}/${fileId}`), undefined);
  const { rows } = await house.database.inTenant(access.tenant, (tx) => tx.client.query<{ count: number }>({ text: 'select count(*) from online_services.evidence where tenant_id = $1 and application_id = $2', values: [access.tenant, sent.application] }));
  assert.equal(rows[0]?.count, 0);
});

test('evidence that nothing asks for any more never leaves the form', async () => {
  const access = await aDraft();
  await upload(access, await aPdf(['Bescheinigung']));
  const [file] = (await viewEvidence(house, access)).files;
  const saved = await saveDraftPage(house, { ...access, page: 'danger', body: { ...typedFor('danger'), 'tax.reduction': 'none' }, language: 'de' }).catch(() => undefined);
  const page = theDogTaxPackage().flow.pages.find(({ fields }) => fields?.includes('tax.reduction'))?.id ?? '';
  if (saved?.outcome !== 'saved') assert.equal((await saveDraftPage(house, { ...access, page, body: { ...typedFor(page), 'tax.reduction': 'none' }, language: 'de' })).outcome, 'saved');
  const sent = await send(access);
  assert.deepEqual((await viewEvidence(house, { tenant: access.tenant, application: sent.application })).files, []);
  assert.equal(await house.files.get(`${access.tenant}/${file?.fileId}`), undefined);
});

test('who says that it comes another way is not asked again, and still owes it', async () => {
  const access = await aDraft();
  await chooseEvidenceWay(house, access, { item: 'reduction', way: 'later' });
  await chooseEvidenceWay(house, access, { item: 'reduction', way: 'office' });
  assert.deepEqual((await viewEvidence(house, access)).items.map(({ status, files }) => [status, files.length]), [['office', 1]]);
  const sent = await send(access);
  const view = await viewEvidence(house, { tenant: access.tenant, application: sent.application });
  const [missing] = completenessReport(completeness(view.situation), view.items, view.sentOn).missing;
  assert.deepEqual(missing?.kind === 'evidence' ? [missing.status, missing.by] : undefined, ['office', addDays(house.clock.today(), 14)]);
});

test('strangers, other drafts and other authorities get the same answer as for nothing', async () => {
  const mine = await aDraft();
  const other = await aDraft();
  await upload(mine, await aPdf(['Bescheinigung']));
  await checkAll(mine);
  const [file] = (await viewEvidence(house, mine)).files;
  const evidence = file?.id ?? '';
  const wrong = { ...mine, secret: 'wrong' };
  for (const act of [
    () => viewEvidence(house, wrong), () => upload(wrong, Buffer.from('x')), () => openEvidenceFile(house, wrong, { evidence }), () => removeEvidence(house, wrong, { evidence }), () => chooseEvidenceWay(house, wrong, { item: 'reduction', way: 'later' }),
    () => openEvidenceFile(house, other, { evidence }), () => removeEvidence(house, other, { evidence }), () => openEvidenceFile(house, { ...mine, tenant: amt.tenant }, { evidence }), () => upload({ ...mine, tenant: amt.tenant }, Buffer.from('x')),
    () => addEvidence(house, mine, { item: 'unknown', files: [{ name: 'x', bytes: Buffer.from('x'), tooLarge: false }], hasTooManyFiles: false, language: 'de' }), () => chooseEvidenceWay(house, mine, { item: 'reduction.1', way: 'later' }),
    () => viewEvidence(house, { tenant: mine.tenant, application: mine.draft }),
  ]) await assert.rejects(act, NotFound);
});

test('a draft that expires takes its uploads along, bytes and all', async () => {
  const access = await aDraft();
  await upload(access, await aPdf(['Bescheinigung']));
  const [file] = (await viewEvidence(house, access)).files;
  const day = addDays(house.clock.today(), 60);
  await deleteExpiredDrafts({ ...system, clock: { ...house.clock, today: () => day } });
  assert.equal(await house.files.get(`${access.tenant}/${file?.fileId}`), undefined);
  const { rows } = await house.database.inTenant(access.tenant, (tx) => tx.client.query<{ count: number }>({ text: 'select count(*) from online_services.evidence where tenant_id = $1 and draft_id = $2', values: [access.tenant, access.draft] }));
  assert.equal(rows[0]?.count, 0);
});

test('evidence is given back with its application and can be read in by a second installation', async () => {
  const access = await aDraft();
  await upload(access, await aPdf(['Bescheinigung']));
  const sent = await send(access);
  const holder = { tenant: access.tenant, application: sent.application };
  await checkAll(holder);
  await upload(holder, await anImage('png'), 'noch-nicht-geprueft.png');
  const office = contextFor(house, { kind: 'system', name: 'operations' }, access.tenant);
  const archived = await exportApp(office);
  const kept = new Map<string, Uint8Array>();
  for (const { path, read } of archived.files) kept.set(path, await read());
  const mine = archived.applications.find(({ id }) => id === sent.application);
  assert.deepEqual(mine?.evidence?.map(({ state, file }) => [state, file?.endsWith('.quarantine')]), [['clean', false], ['received', true]]);
  assert.ok(Value.Check(ApplicationRecord, JSON.parse(JSON.stringify(mine))));
  await removeApp(office);
  await offerDogTax(stand, access.tenant);
  const plain = { ...archived, applications: JSON.parse(JSON.stringify([mine])) as typeof archived.applications };
  for (let times = 0; times < 2; times += 1) await restoreApp(office, plain, async (path) => kept.get(path) ?? assert.fail(`no ${path}`));
  await checkAll(holder);
  const { files } = await viewEvidence(house, holder);
  assert.deepEqual(files.map(({ state, isLate, name }) => [state, isLate, name]), [['clean', false, 'nachweis.pdf'], ['clean', true, 'noch-nicht-geprueft.png']]);
});

const app = await createServer({ house, sessions: { findActor: async () => undefined }, assets: await buildAssets(), pages: onlineServicesModule.pages ?? [], api: [], navigation: [] });
after(() => app.close());

async function browse(url: string, cookie: string, body?: FormData): Promise<{ status: number; body: string; location: string; headers: Record<string, unknown>; cookies: { name: string; value: string }[] }> {
  const encoded = body === undefined ? undefined : new Response(body);
  const response = await app.inject({
    method: body === undefined ? 'GET' : 'POST', url, headers: { cookie, ...(encoded ? { 'content-type': encoded.headers.get('content-type') ?? '' } : {}) }, ...(encoded ? { payload: Buffer.from(await encoded.arrayBuffer()) } : {}),
  });
  return { status: response.statusCode, body: response.body, location: String(response.headers.location ?? ''), headers: response.headers, cookies: response.cookies };
}

test('without a script: files go up, mistakes are explained, late evidence comes by reference and code, and nothing of it answers with a fault', async () => {
  const access = await aDraft();
  const mine = `draft-${access.draft}=${access.tenant}.${access.secret}`;
  const here = `/heilbronn/apply/${access.draft}`;
  const first = await browse(`${here}/evidence`, mine);
  assert.equal(first.status, 200, first.body.slice(0, 300));
  assert.match(first.body, /enctype="multipart\/form-data"/u);
  assert.match(first.body, /accept="application\/pdf,image\/jpeg,image\/png"/u);
  assert.match(first.body, /zu \d+ % vollständig/u);
  const visit = `allmende-visit=${first.cookies.find(({ name }) => name === 'allmende-visit')?.value ?? ''}; ${mine}`;
  const token = /name="_csrf" value="([^"]+)"/u.exec(first.body)?.[1] ?? '';
  const formOf = (fields: Record<string, string>, files: readonly (readonly [string, Uint8Array])[] = []) => {
    const data = new FormData();
    for (const [name, value] of Object.entries({ _csrf: token, item: 'reduction', act: 'upload', ...fields })) data.append(name, value);
    for (const [name, bytes] of files) data.append('file.reduction', new Blob([new Uint8Array(bytes)]), name);
    return data;
  };
  const empty = await browse(`${here}/evidence`, visit, formOf({}));
  assert.equal(empty.status, 422);
  assert.match(empty.body, /Wählen Sie zuerst eine Datei aus/u);
  const bad = await browse(`${here}/evidence`, visit, formOf({}, [['x.png', Buffer.from('<html>')]]));
  assert.match(bad.body, /Diese Art von Datei nehmen wir hier nicht an/u);
  const huge = await browse(`${here}/evidence`, visit, formOf({}, [['x.png', Buffer.alloc(21_000_000)]]));
  assert.match(huge.body, /zu groß/u);
  for (const fields of [{ item: 'x'.repeat(1_000_000) }, { item: '__proto__' }, { act: 'unknown', item: 'reduction.9' }, { act: 'remove', evidence: 'nonsense' }] as Record<string, string>[]) assert.ok((await browse(`${here}/evidence`, visit, formOf(fields, [['x.pdf', Buffer.from('%PDF-')]]))).status < 500);
  assert.equal((await browse(`${here}/evidence`, visit, formOf({}, [['gut.pdf', await aPdf(['Bescheinigung'])]]))).status, 303);
  await checkAll(access);
  const shown = await browse(`${here}/evidence`, visit);
  const href = /href="([^"]+\/evidence\/[0-9a-f-]{36})"/u.exec(shown.body)?.[1] ?? '';
  const file = await browse(href, visit);
  assert.equal(file.status, 200);
  assert.deepEqual([file.headers['content-security-policy'], file.headers['x-content-type-options'], file.headers['content-type'], file.headers['content-disposition']], ["sandbox; default-src 'none'; img-src 'self'", 'nosniff', 'application/pdf', 'attachment; filename="reduction.pdf"']);
  assert.equal((await browse(href, '')).status, 404, 'another browser gets nothing');
  assert.equal((await browse(href.replace('heilbronn', 'glasewitz'), visit)).status, 404, 'nor does another place');
  assert.equal((await browse(`${here}/evidence`, 'allmende-visit=x', formOf({}))).status, 403);

  const sent = await send(access);
  const { secret } = await readReceipt(house, { ...access, language: 'de' });
  const given = `allmende-visit=${visit.split(';')[0]?.split('=')[1]}; application-status=${Buffer.from(JSON.stringify({ reference: sent.reference, secret })).toString('base64url')}`;
  const status = await browse('/heilbronn/status', given);
  assert.match(status.body, /gut\.pdf/u);
  assert.match(status.body, /action="\/heilbronn\/status\/evidence"/u);
  const late = await browse('/heilbronn/status/evidence', given, formOf({}, [['spaet.png', await anImage('png')]]));
  assert.equal(late.status, 303);
  assert.match((await browse('/heilbronn/status', given)).body, /spaet\.png/u);
  assert.equal((await browse('/heilbronn/status/evidence', visit, formOf({}, [['x.png', await anImage('png')]]))).status, 404);
  const wrong = `${visit}; application-status=${Buffer.from(JSON.stringify({ reference: sent.reference, secret: 'WRNG' })).toString('base64url')}`;
  assert.equal((await browse('/heilbronn/status/evidence', wrong, formOf({}, [['x.png', await anImage('png')]]))).status, 404);
  assert.equal((await browse(href.replace(`${here}`, '/heilbronn/status'), given)).status, 200);
  assert.equal((await browse(href.replace(`${here}`, '/heilbronn/status'), wrong)).status, 404);
});
