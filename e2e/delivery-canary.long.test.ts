import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { aTalkativePdf } from '@allmende/uploads/testing';
import type pg from 'pg';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { formsOf, scanBytes, scanFolder, type Hit } from './pages/plaintext-scan.ts';
import { openDatabase, scanTables } from './pages/scan-tables.ts';
import { routeTo, setUpFitConnect } from './pages/send-by-fit-connect.ts';
import { accountOf, signIn } from './pages/sign-in.ts';
import { startGenericSystem, type ReferenceFile, type RunningSystem } from './pages/specialist-system.ts';
import { newPerson } from './person.ts';
import { allmende, startPlatform } from './platform.ts';
import type { Platform } from './platform.ts';

const SUBMISSIONS = 100;
/** Of these, so many bring another document later, and as many are answered. */
const LATE = 10;

// Invented, found nowhere else, and each part of a value that is another one for every application.
const canary = {
  givenName: 'Fernwehkanarie', familyName: 'Zustellquorx', street: 'Wanderzwirbelweg', dog: 'Reisewuffzil', email: 'reisekanarie-quorl', reason: 'Blindenführquirlhund', words: 'Anlagenkanarie', author: 'Botenautorin-Quorle', file: 'Reisenachweis-Brambel',
  lateWords: 'Nachzüglerkanarie', lateFile: 'Spätnachweis-Zwurbel', question: 'Rückfragekanarie', letter: 'Bescheidzwirbelfink',
};
const planted = { row: 'Pflanzkanarie-Zeile', bytes: 'Pflanzkanarie-Spalte', file: 'Pflanzkanarie-Datei' };

type Sent = { readonly number: number; readonly reference: string; readonly secret: string };

let platform: Platform;
let browser: Browser;
let database: pg.Client;
let system: RunningSystem;
let own: string;

before(async () => {
  own = await mkdtemp(join(tmpdir(), 'allmende-canary-'));
  // PostgreSQL may run as another user, who has to pass through.
  await chmod(own, 0o755);
  // What programs lay down for a moment is looked through, too.
  await mkdir(join(own, 'tmp'));
  await chmod(join(own, 'tmp'), 0o1777);
  // Applications come from as many addresses as in life.
  platform = await startPlatform({ environment: { ALLMENDE_TRUST_PROXY: '1', TMPDIR: join(own, 'tmp') } });
  browser = await launchBrowser();
  database = await openDatabase(platform.dataDir);
});
after(async () => {
  system?.stop();
  await database?.end();
  await browser?.close();
  await platform?.stop();
  await rm(own, { recursive: true, force: true });
});

test('what a hundred applicants hand in lies readable nowhere on its way through FIT-Connect, and their specialist system has all of it', async (t) => {
  const folder = join(own, 'specialist-system');
  await mkdir(folder);
  const started = await startGenericSystem(platform, { service: 'hundesteuer-anmelden', package: 'hundesteuer', folder });
  system = started;
  await using officer = await newPerson(browser, platform.address);
  await signIn(officer, accountOf(platform, 'Digitalbeauftragte', 'Heilbronn'));
  await setUpFitConnect(officer, 'Kanarienverfahren', { ...started.sender, destination: started.destination });
  await routeTo(officer, /^Kanarienverfahren/, 'Hundesteuer anmelden');

  const sent: Sent[] = [];
  let next = 0;
  await Promise.all(Array.from({ length: 4 }, async () => { while (next < SUBMISSIONS) sent.push(await apply(next++)); }));
  const files = await until('every application is a file of the specialist system', async () => {
    const found = (await system.clerk.files()).filter(({ accepted }) => accepted);
    return found.length === SUBMISSIONS ? found : undefined;
  });
  const fileOf = ({ reference }: Sent): ReferenceFile => files.find(({ senderReference }) => senderReference === reference) ?? assert.fail(`${reference} is on file`);
  for (const one of sent) {
    const { data, attachments } = fileOf(one);
    for (const word of [`${canary.givenName}${one.number}`, `${canary.familyName}${one.number}`, `${canary.dog}${one.number}`, `${canary.reason}${one.number}`]) assert.ok(data.includes(word), `${word} has arrived`);
    assert.deepEqual(attachments.map(({ filename }) => filename), [`${canary.file}${one.number}.pdf`]);
  }
  assert.equal(new Set(files.map(({ fileNumber }) => fileNumber)).size, SUBMISSIONS, 'every file has a number of its own');

  const talking = sent.slice(0, LATE);
  for (const { number, reference, secret } of talking) await upload(`/applications/${reference}/evidence/reduction/files`, secret, number, `${canary.lateFile}${number}.pdf`, await aTalkativePdf([`${canary.lateWords}${number}`], canary.author));
  await until('late documents follow into their files', async () => {
    const now = await system.clerk.files();
    return talking.every((one) => now.find(({ submissionId }) => submissionId === fileOf(one).submissionId)?.attachments.some(({ filename }) => filename === `${canary.lateFile}${one.number}.pdf`)) ? now.length : undefined;
  }).then((count) => { assert.equal(count, SUBMISSIONS, 'and make none of their own'); });
  const letter = Buffer.from(await aTalkativePdf([canary.letter], canary.author)).toString('base64');
  for (const one of talking) {
    await system.clerk.reply(fileOf(one).submissionId, { kind: 'question', text: `${canary.question}${one.number}?` });
    await system.clerk.reply(fileOf(one).submissionId, { kind: 'decision', text: `${canary.letter}${one.number}`, documents: [{ name: 'bescheid.pdf', contentType: 'application/pdf', content: letter }] });
  }
  await until('the applicants hear of the decisions', async () => ((await Promise.all(talking.map(stateOf))).every((state) => state === 'decided') ? true : undefined), 2_500);

  const values = Object.values(canary);
  await t.test('the specialist system, whose folder is its own, has every value: the scan finds each of them there', async () => {
    const { hits } = await scanFolder(folder, values.filter((value) => value !== canary.author && value !== canary.words && value !== canary.lateWords && value !== canary.question && value !== canary.letter));
    assert.deepEqual(new Set(hits.map(({ value }) => value)), new Set([canary.givenName, canary.familyName, canary.street, canary.dog, canary.email, canary.reason, canary.file, canary.lateFile]));
    for (const value of values) for (const [form, needle] of formsOf(value)) assert.ok(scanBytes('planted', Buffer.concat([Buffer.alloc(100, 7), needle, Buffer.alloc(100, 7)]), values).some((hit) => hit.value === value), `${value} as ${form}`);
  });

  await plant();
  await allmende(platform, 'audit', 'checkpoint');
  await database.query('checkpoint');
  const all = [...values, ...Object.values(planted)];
  const tables = await scanTables(database, all);
  const [laid, fleeting] = [await scanFolder(platform.dataDir, all), await scanFolder(join(own, 'tmp'), all)];
  const exported = await allmende(platform, 'audit', 'export', 'heilbronn');
  const hits: Hit[] = [...tables.hits, ...laid.hits, ...fleeting.hits, ...scanBytes('printed by the platform', Buffer.from(platform.printed()), all), ...scanBytes('printed by the specialist system', Buffer.from(system.printed()), all), ...scanBytes('audit export', Buffer.from(exported), all)];
  t.diagnostic(`${values.length} values of ${SUBMISSIONS} applications in ${tables.tables} tables with ${tables.rows} rows, ${laid.files + fleeting.files} files with ${laid.bytes + fleeting.bytes} bytes, ${platform.printed().length} characters of output, ${exported.length} of audit export`);
  assert.match(platform.printed(), /the delivery service is ready/);
  assert.ok(tables.rows > 30_000 && laid.bytes > 50_000_000, 'the scan has looked at the real thing');
  const rooms = await database.query<{ applications: string; parcels: string; submissions: string }>('select (select count(*) from online_services.application) as applications, (select count(*) from delivery.outgoing) as parcels, (select count(*) from fit_connect_service.submission) as submissions');
  for (const count of Object.values(rooms.rows[0] ?? {})) assert.ok(Number(count) >= SUBMISSIONS, 'all three rooms have seen them');

  const found = (value: string) => hits.filter((hit) => hit.value === value).map(({ where }) => where);
  await t.test('what was planted is found in its table, its column, the log of the database and its file', () => {
    assert.ok(found(planted.row).includes('public.planted_canary'));
    assert.ok(found(planted.bytes).includes('public.planted_canary.bytes'));
    for (const value of [planted.row, planted.bytes]) {
      assert.ok(found(value).some((where) => /pg_wal\//u.test(where)), `${value} in the write-ahead log`);
      assert.ok(found(value).some((where) => /cluster\/base\//u.test(where)), `${value} in the files of the database`);
    }
    assert.deepEqual(found(planted.file), ['planted-canary.log']);
  });
  assert.deepEqual(hits.filter(({ value }) => !Object.values(planted).includes(value)), []);
});

/** Somebody applies by the programming interface, with a document. */
async function apply(number: number): Promise<Sent> {
  const today = new Date();
  const typed = {
    'applicant.givenName': `${canary.givenName}${number}`, 'applicant.familyName': `${canary.familyName}${number}`, 'applicant.email': `${canary.email}${number}@kanarienpost.example`, 'address.street': `${canary.street}${number}`, 'address.houseNumber': '4', 'address.postcode': '74072', 'address.town': 'Heilbronn',
    'dog.name': `${canary.dog}${number}`, 'dog.breed': 'Mischling', 'dog.sex': 'female', 'dog.birthDate.day': '1', 'dog.birthDate.month': '3', 'dog.birthDate.year': '2024', 'dog.birthExact': 'yes', 'dog.danger': 'none',
    'keeping.origin': 'new', 'keeping.otherDogs': '0', 'keeping.since.day': String(today.getDate()), 'keeping.since.month': String(today.getMonth() + 1), 'keeping.since.year': String(today.getFullYear()), 'tax.reduction': 'other', 'reduction.reason': `${canary.reason}${number}`,
  };
  const { draft = '', secret = '', firstPage = 'check' } = await call('POST', '/places/heilbronn/services/hundesteuer-anmelden/drafts', { number });
  for (let page = firstPage; page !== 'check';) page = (await call('PUT', `/drafts/${draft}/pages/${page}`, { number, secret, body: typed }))['next'] ?? 'check';
  await upload(`/drafts/${draft}/evidence/reduction/files`, secret, number, `${canary.file}${number}.pdf`, await aTalkativePdf([`${canary.words}${number}`], canary.author));
  const { reference = '', secret: code = '' } = await call('POST', `/drafts/${draft}/submission`, { number, secret, body: { 'declaration.truth': 'yes' } });
  return { number, reference, secret: code };
}

async function stateOf({ number, reference, secret }: Sent): Promise<string | undefined> {
  return (await call('GET', `/applications/${reference}`, { number, secret }))['state'];
}

async function upload(path: string, secret: string, number: number, name: string, bytes: Uint8Array): Promise<void> {
  const form = new FormData();
  form.set('files', new Blob([new Uint8Array(bytes)], { type: 'application/pdf' }), name);
  const answer = await fetch(`${platform.address}/api/v1${path}`, { method: 'POST', headers: { 'allmende-secret': secret, 'x-forwarded-for': addressOf(number) }, body: form });
  const text = await answer.text();
  assert.ok(answer.ok, `${path}: ${answer.status} ${text}`);
  assert.deepEqual((JSON.parse(text) as { problems: unknown[] }).problems, []);
}

async function call(method: string, path: string, { number, secret, body }: { readonly number: number; readonly secret?: string; readonly body?: object }): Promise<Record<string, string | undefined>> {
  const answer = await fetch(`${platform.address}/api/v1${path}`, {
    method, headers: { 'x-forwarded-for': addressOf(number), ...(secret === undefined ? {} : { 'allmende-secret': secret }), ...(body === undefined ? {} : { 'content-type': 'application/json' }) }, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text.slice(0, 300)}`);
  return JSON.parse(text) as Record<string, string>;
}

/** An address for documentation and tests (RFC 3849). */
function addressOf(number: number): string {
  return `2001:db8::${(number + 1).toString(16)}`;
}

/** Lays values where the scan must find them: what finds nothing could as well look at nothing. */
async function plant(): Promise<void> {
  await database.query('create table public.planted_canary (words text not null, bytes bytea not null)');
  await database.query('insert into public.planted_canary (words, bytes) values ($1, $2)', [planted.row, Buffer.from(planted.bytes, 'utf16le')]);
  await writeFile(join(platform.dataDir, 'planted-canary.log'), `level=30 msg="${Buffer.from(`.${planted.file}.`).toString('base64')}"\n`);
}

async function until<Value>(what: string, look: () => Promise<Value | undefined>, pauseMs = 500): Promise<Value> {
  for (let waited = 0; waited < 300_000; waited += pauseMs) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => { setTimeout(resolve, pauseMs); });
  }
  return assert.fail(`not within five minutes: ${what}`);
}
