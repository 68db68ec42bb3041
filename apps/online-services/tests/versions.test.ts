import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { PLATFORM_TENANT } from '@allmende/database';
import { contextFor } from '@allmende/house';
import { buildAssets } from '@allmende/html';
import { createServer } from '@allmende/http';
import { activateService, getPublishedPackage, openDraft, publishPackage, publishPackages, runApp, saveDraftPage, saveOverlay, startDraft, startFollowUp, submitApplication, type DraftAccess } from '../index.ts';
import { replaceDraftRows } from '../actions/change-rows.ts';
import { onlineServicesModule } from '../module.ts';
import { HOUSEHOLD_FOLDER } from '../testing/a-household.ts';
import { officer, openStand, placeAndTenant } from './stand.ts';

const SERVICE = 'haushalt-anzeigen';
const stand = await openStand();
after(() => stand.close());
const { house } = stand;
const { tenant, ars } = await placeAndTenant(stand, 'heilbronn');
const operator = contextFor(house, { kind: 'system', name: 'operator-command' }, PLATFORM_TENANT);
const office = officer(stand, tenant);
const folder = mkdtempSync(join(tmpdir(), 'allmende-versions-'));
after(() => rmSync(folder, { recursive: true }));
cpSync(HOUSEHOLD_FOLDER, folder, { recursive: true });

/** Changes the folder a second later: texts in every file, and whole new files. */
function change(words: Readonly<Record<string, string>>, files: Readonly<Record<string, string>> = {}): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile())) {
    const path = join(entry.parentPath, entry.name);
    writeFileSync(path, Object.entries(words).reduce((text, [from, to]) => text.replaceAll(from, to), readFileSync(path, 'utf8')));
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  house.clock.advanceMs(1_000);
}

/** A draft with everything before the check page; `income` is what the income is called. */
async function aDraft(income: string): Promise<DraftAccess> {
  const { firstPage, ...access } = await startDraft(house, { ars, service: SERVICE });
  await saveDraftPage(house, { ...access, page: firstPage, body: { 'applicant.givenName': 'Anna', 'applicant.familyName': 'Beispiel' }, language: 'de' });
  const replaced = await replaceDraftRows(house, {
    ...access, page: 'household', language: 'de',
    rows: [{ 'member.givenName': 'Ben', 'member.birthDate.day': '1', 'member.birthDate.month': '2', 'member.birthDate.year': '1990', 'member.earns': 'yes', [income]: '2500' }],
  });
  assert.equal(replaced.outcome, 'replaced');
  return access;
}

const situation = async (access: DraftAccess) => {
  const draft = await openDraft(house, access);
  assert.ok(draft.situation);
  return draft.situation;
};

await publishPackage(operator, { folder });
await runApp(office);
await saveOverlay(office, { service: SERVICE, body: {} });
await activateService(office, { service: SERVICE });
const old = await aDraft('member.income');

test('publishing again changes nothing, other content under the same version is refused', async () => {
  assert.equal((await publishPackage(operator, { folder })).isNew, false);
  change({ 'Zimmer': 'Räume' });
  await assert.rejects(publishPackage(operator, { folder }), { code: 'online-services/version-taken' });
});

test('a package with a mistake is refused with file and line', async () => {
  change({ 'member.birthDate <= addMonths': 'member.birthDay <= addMonths' });
  await assert.rejects(publishPackage(operator, { folder }), (error: Error) => /rules\.yaml:\d+ .*member\.birthDay/u.test(error.message));
  change({ 'member.birthDay <= addMonths': 'member.birthDate <= addMonths' });
});

test('an open draft goes on with its version when the new one has no map for it', async () => {
  change({ 'version: 1.0.0': 'version: 1.1.0' });
  await publishPackage(operator, { folder });
  await activateService(office, { service: SERVICE });
  assert.equal((await situation(old)).service.package.service.version, '1.0.0');
  assert.equal((await situation(await aDraft('member.income'))).service.package.service.version, '1.1.0');
});

test('a map that leaves an answer of the earlier version open is refused', async () => {
  change({ 'version: 1.1.0': 'version: 2.0.0', 'member.income': 'member.salary', '].income': '].salary', 'home.rooms': 'home.size' }, { 'migrations.yaml': 'migrations:\n  1.0.0: { rename: { member.income: member.salary } }\n' });
  await assert.rejects(publishPackage(operator, { folder }), (error: Error) => /migrations\.yaml.* field home\.rooms of version 1\.0\.0 is neither kept nor renamed nor removed/u.test(error.message));
});

test('an open draft comes over by the map: renamed answers stay, removed ones go, and it can be sent', async () => {
  change({}, { 'migrations.yaml': 'migrations:\n  1.0.0: { rename: { member.income: member.salary }, remove: [home.rooms] }\n' });
  await publishPackage(operator, { folder });
  await activateService(office, { service: SERVICE });
  const moved = await situation(old);
  assert.equal(moved.service.package.service.version, '2.0.0');
  assert.deepEqual(moved.rows, { member: [{ 'member.givenName': 'Ben', 'member.birthDate': '1990-02-01', 'member.earns': true, 'member.salary': 250000 }] });
  assert.deepEqual(moved.pages.map(({ page, state }) => `${page.id} ${state}`), ['applicant done', 'household done', 'home skipped']);
  assert.deepEqual((await situation(old)).rows, moved.rows, 'and stays there');
  const sent = await submitApplication(house, { ...old, body: { 'declaration.truth': 'yes' }, language: 'de' });
  assert.equal(sent.outcome, 'sent');
});

test('a follow-up starts from the earlier application, for whoever holds its reference and code', async () => {
  change({ 'version: 2.0.0': 'version: 3.0.0' }, { 'follow-up.yaml': `of: ${SERVICE}\nfields: [applicant.givenName, applicant.familyName, member.givenName, member.familyName, member.birthDate]\n` });
  await publishPackage(operator, { folder });
  await activateService(office, { service: SERVICE });
  const sent = await submitApplication(house, { ...old, body: {}, language: 'de' });
  assert.ok(sent.outcome === 'sent');
  const followed = await startFollowUp(house, { ars, service: SERVICE, reference: sent.reference.toLowerCase(), secret: sent.secret });
  const begun = await situation(followed);
  assert.deepEqual(begun.draft.answers, { 'applicant.givenName': 'Anna', 'applicant.familyName': 'Beispiel' });
  assert.deepEqual(begun.rows, { member: [{ 'member.givenName': 'Ben', 'member.birthDate': '1990-02-01' }] });
  assert.equal(followed.firstPage, 'applicant', 'every page is looked at again');
  for (const wrong of [{ reference: sent.reference, secret: 'AAAA-AAAA-AAAA-AAAA' }, { reference: 'AAAA-AAAA-AAAA', secret: sent.secret }, { reference: '', secret: '' }]) {
    await assert.rejects(startFollowUp(house, { ars, service: SERVICE, ...wrong }), { code: 'kernel/not-found' });
  }
  await assert.rejects(startFollowUp(house, { ars, service: 'hundesteuer-anmelden', reference: sent.reference, secret: sent.secret }), { code: 'kernel/not-found' });
});

test('the follow-up has a page without scripts and an operation of the API, both with the same refusal for whatever does not fit', async () => {
  const app = await createServer({ house, sessions: { findActor: async () => undefined }, assets: await buildAssets(), pages: onlineServicesModule.pages ?? [], api: onlineServicesModule.api ?? [], navigation: [] });
  try {
    const sent = await submitApplication(house, { ...old, body: {}, language: 'de' });
    assert.ok(sent.outcome === 'sent');
    const url = `/heilbronn/services/${SERVICE}/follow-up`;
    assert.ok((await app.inject({ url: `/heilbronn/services/${SERVICE}` })).body.includes(`href="${url}"`), 'the start page leads there');
    const page = await app.inject({ url });
    assert.equal(page.statusCode, 200);
    assert.match(page.body, /Angaben aus dem letzten Antrag übernehmen/u);
    const cookie = page.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    const token = /name="_csrf" value="([^"]+)"/u.exec(page.body)?.[1] ?? '';
    const post = (fields: Record<string, string>) => app.inject({ method: 'POST', url, headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' }, payload: new URLSearchParams({ _csrf: token, ...fields }).toString() });
    const refused = await post({ reference: sent.reference, secret: 'falsch' });
    assert.equal(refused.statusCode, 422);
    assert.match(refused.body, /passen zu keinem früheren Antrag/u);
    assert.ok(refused.body.includes(`value="${sent.reference}"`), 'what was typed is not lost');
    const begun = await post({ reference: sent.reference, secret: sent.secret });
    assert.equal(begun.statusCode, 303);
    const form = await app.inject({ url: String(begun.headers.location), headers: { cookie: begun.cookies.map(({ name, value }) => `${name}=${value}`).join('; ') } });
    assert.match(form.body, /value="Anna"/u);
    assert.equal((await app.inject({ url: '/heilbronn/services/hundesteuer-anmelden/follow-up' })).statusCode, 404);
    const api = (payload: object) => app.inject({ method: 'POST', url: `/api/v1/places/heilbronn/services/${SERVICE}/follow-ups`, payload });
    assert.equal((await api({ reference: sent.reference, secret: sent.secret })).statusCode, 201);
    assert.equal((await api({ reference: sent.reference, secret: 'falsch' })).statusCode, 404);
    assert.equal((await api({ reference: 'x'.repeat(5_000), secret: '' })).statusCode, 422);
  } finally {
    await app.close();
  }
});

test('a published package is found by its hash, its version or its name', async () => {
  const { hash, servicePackage } = await getPublishedPackage(house, { name: SERVICE });
  assert.equal(servicePackage.service.version, '3.0.0');
  assert.equal((await getPublishedPackage(house, { name: hash })).hash, hash);
  assert.equal((await getPublishedPackage(house, { name: `${SERVICE}@1.0.0` })).servicePackage.service.version, '1.0.0');
  for (const name of ['nothing', `${SERVICE}@9.9.9`, '0'.repeat(64), '']) await assert.rejects(getPublishedPackage(house, { name }), { code: 'kernel/not-found' });
});

/** Writes the folder's package again under another version, a second later. */
function asVersion(version: string, words: Readonly<Record<string, string>> = {}): void {
  const file = join(folder, 'service.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^version: .*$/mu, `version: ${version}`));
  change(words);
}

test('the newest version is the one with the highest number, whenever it was published', async () => {
  asVersion('10.0.0');
  await publishPackage(operator, { folder });
  asVersion('9.12.3');
  assert.equal((await publishPackage(operator, { folder })).isNew, true);
  assert.equal((await getPublishedPackage(house, { name: SERVICE })).servicePackage.service.version, '10.0.0');
  await activateService(office, { service: SERVICE });
  assert.equal((await situation(await aDraft('member.salary'))).service.package.service.version, '10.0.0');
  assert.equal((await getPublishedPackage(house, { name: `${SERVICE}@9.12.3` })).servicePackage.service.version, '9.12.3');
});

test('the start refuses a folder in which a published version has other content, and says what to do', async () => {
  const all = mkdtempSync(join(tmpdir(), 'allmende-start-'));
  after(() => rmSync(all, { recursive: true }));
  asVersion('10.0.0');
  cpSync(folder, join(all, 'haushalt'), { recursive: true });
  assert.deepEqual((await publishPackages(operator, { folder: all })).map(({ isNew }) => isNew), [false], 'the same again is no matter');
  const texts = join(all, 'haushalt', 'texts.de.yaml');
  writeFileSync(texts, readFileSync(texts, 'utf8').replace('Räume', 'Stuben'));
  await assert.rejects(publishPackages(operator, { folder: all }), (error: Error & { code?: string }) => {
    assert.equal(error.code, 'online-services/version-taken');
    assert.match(error.message, /10\.0\.0.*Erhöhen Sie die Version in service\.yaml.*--data-dir/su);
    return true;
  });
  assert.ok(!JSON.stringify((await getPublishedPackage(house, { name: SERVICE })).servicePackage.texts).includes('Stuben'));
  writeFileSync(join(all, 'haushalt', 'service.yaml'), readFileSync(join(all, 'haushalt', 'service.yaml'), 'utf8').replace(/^version: .*$/mu, 'version: 10.0.1'));
  assert.deepEqual((await publishPackages(operator, { folder: all })).map(({ isNew }) => isNew), [true]);
});
