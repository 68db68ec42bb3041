import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, test } from 'node:test';
import { systemActor } from '@allmende/access';
import { PLATFORM_TENANT, tenantId } from '@allmende/database';
import { contextFor } from '@allmende/house';
import { createArchive, readArchive } from '@allmende/operations/testing';
import { findAuthorityBySlug, findPlaceBySlug } from '@allmende/register';
import { sendDemoApplications } from '../demo/heilbronn-applications.ts';
import { demoPeople } from '../demo/people.ts';
import { orderOnlineServices } from '../demo/order-online-services.ts';
import { enterSampleBasis } from '../demo/sample-basis.ts';
import { openRunning } from '../open-running.ts';
import { command, demoAccount, signIn, temporaryFolder, until, Up, type Speaker } from './start-up.ts';

type Instance = { id: string; app: string; contract: string; stage: string };
type Detail = { instance: Instance; archives: { id: string; reason: string }[] };
type CaseLine = { id: string; reference: string; state: string; applicantName: string | null; receivedAt: string };
type CaseDetail = { case: CaseLine; content: { answers: Record<string, unknown> } | null; notice: { hasFile: boolean; amountCents: number | null; subject: string | null; paragraphs: string[] } | null };

const TOWN = '/authorities/heilbronn';
const place = await temporaryFolder();
const open: AsyncDisposable[] = [place];
after(async () => { for (const one of open.toReversed()) await one[Symbol.asyncDispose](); });

const start = async (name: string, ...args: string[]) => {
  const up = new Up(path.join(place.folder, name), args);
  open.push(up);
  return { up, run: await up.ready(), dataDir: up.dataDir };
};

/** Every case with its contents, and every notice as a file, as a caseworker sees them. */
async function everything(caseworker: Speaker) {
  const lists = await Promise.all(['new', 'in-progress', 'waiting', 'decided', 'closed'].map((state) => caseworker<{ cases: CaseLine[] }>('GET', `${TOWN}/cases?state=${state}`)));
  const found = new Map<string, CaseDetail & { pdf: Uint8Array | undefined }>();
  for (const { id, reference } of lists.flatMap(({ cases }) => cases)) {
    const detail = await caseworker<CaseDetail>('GET', `${TOWN}/cases/${id}`);
    found.set(reference, { ...detail, pdf: detail.notice?.hasFile === true ? await caseworker<Uint8Array>('GET', `${TOWN}/cases/${id}/notice.pdf`) : undefined });
  }
  return found;
}

const here = await start('here');
const archives = new Map<string, string>();
let before: Awaited<ReturnType<typeof everything>>;
let receipts: Awaited<ReturnType<typeof sendDemoApplications>>;

/** What a citizen sees who has the receipt; undefined when the platform does not know it. */
async function asCitizen(address: string, { reference, secret }: { readonly reference: string; readonly secret: string }): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${address}/api/v1/applications/${reference}`, { headers: { 'allmende-secret': secret } });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

test('a town ends its contract and fetches all its data', async () => {
  const officer = await signIn(here.run.address, await demoAccount(here.dataDir, 'digital-officer', 'heilbronn'));
  const approver = await signIn(here.run.address, await demoAccount(here.dataDir, 'approver', 'heilbronn'));
  const caseworker = await signIn(here.run.address, await demoAccount(here.dataDir, 'caseworker', 'heilbronn'));
  const { house, close } = await openRunning(here.dataDir);
  try {
    receipts = await sendDemoApplications(house, (await findPlaceBySlug(house, { slug: 'heilbronn' }))?.ars ?? '');
  } finally {
    await close();
  }
  await until(async () => (await everything(caseworker)).size === 2 * receipts.length, 'the new applications as cases');
  before = await everything(caseworker);
  assert.ok([...before.values()].some(({ pdf }) => pdf !== undefined), 'one has its notice as a file');
  const { instances } = await officer<{ instances: Instance[] }>('GET', `${TOWN}/instances`);
  assert.deepEqual(instances.map(({ app }) => app).toSorted(), ['cases', 'online-services']);

  await approver('POST', `${TOWN}/contracts/${instances[0]?.contract ?? ''}/end`);
  for (const { id, app } of instances) {
    await until(async () => (await officer<Detail>('GET', `${TOWN}/instances/${id}`)).instance.stage === 'data-returned', `the data of ${app}`);
    const exit = (await officer<Detail>('GET', `${TOWN}/instances/${id}`)).archives.find(({ reason }) => reason === 'exit');
    const bytes = await officer<Uint8Array>('GET', `${TOWN}/instances/${id}/archives/${exit?.id ?? ''}`);
    assert.equal((await readArchive(bytes)).manifest.app, app);
    const file = path.join(place.folder, `${app}.zip`);
    await writeFile(file, bytes);
    archives.set(app, file);
  }
  const gone = await fetch(`${here.run.address}/heilbronn/hundesteuer-anmelden`);
  assert.notEqual(gone.status, 200, 'citizens no longer find the service');
});

test('another installation reads them in and shows every case, notice and application', async (t) => {
  const there = await start('there', '--empty');
  const { house, close } = await openRunning(there.dataDir);
  try {
    // What people would do on pages: the basis of orders, accounts, and the order for the same apps.
    await enterSampleBasis(contextFor(house, systemActor('start'), PLATFORM_TENANT));
    const town = await findAuthorityBySlug(house, { slug: 'heilbronn' });
    assert.ok(town);
    const people = demoPeople(house);
    const make = (role: 'digital-officer' | 'approver' | 'caseworker', name: string) => people.make({ name, mailbox: `${role}.there`, role, label: role, authority: town.name, tenant: tenantId(town.id) });
    const [officer, approver, caseworker] = [await make('digital-officer', 'Dora Dort'), await make('approver', 'Frank Fern'), await make('caseworker', 'Sigrid Sonstwo')];

    const early = await command(['archive', 'import', 'heilbronn', archives.get('cases') ?? '', '--data-dir', there.dataDir]);
    assert.equal(early.code, 1, 'nothing to read into before the order');
    assert.match(early.stderr, /bestellen Sie sie zuerst/u);

    assert.notEqual((await orderOnlineServices(officer, approver, 1_400)).contract, null);
    const speak = await signIn(there.run.address, officer.account);
    await until(async () => (await speak<{ instances: Instance[] }>('GET', `${TOWN}/instances`)).instances.filter(({ stage }) => stage === 'running').length === 2, 'both apps');

    await t.test('a wrong archive is refused and changes nothing', async () => {
      const cases = await readFile(archives.get('cases') ?? '');
      const broken = Buffer.from(cases);
      broken.writeUInt8(broken.readUInt8(Math.floor(broken.length / 2)) ^ 0xff, Math.floor(broken.length / 2));
      const foreign = (app: string, authority: { id: string; name: string }) => createArchive().finish({ app, authority, instance: 'other', parameters: {}, exportedAt: new Date() });
      const wrong: [string, Uint8Array, RegExp][] = [
        ['no-zip.zip', Buffer.from('no archive'), /./u], ['half.zip', cases.subarray(0, cases.length / 2), /./u], ['broken.zip', broken, /./u],
        ['other-app.zip', await foreign('node-red', { id: town.id, name: town.name }), /Anwendung „node-red“/u],
        ['other-town.zip', await foreign('cases', { id: PLATFORM_TENANT, name: 'Anderswo' }), /gehört der Behörde „Anderswo“/u],
      ];
      for (const [name, bytes, message] of wrong) {
        const file = path.join(place.folder, name);
        await writeFile(file, bytes);
        const { code, stderr } = await command(['archive', 'import', 'heilbronn', file, '--data-dir', there.dataDir]);
        assert.equal(code, 1, name);
        assert.match(stderr, message);
        assert.match(stderr, /\[operations\//u, `${name} is refused in words: ${stderr}`);
        assert.doesNotMatch(stderr, /\n\s+at /u);
      }
      assert.equal((await command(['archive', 'import', 'nirgendwo', archives.get('cases') ?? '', '--data-dir', there.dataDir])).code, 1);
      assert.equal((await command(['archive', 'import', 'heilbronn', path.join(place.folder, 'missing.zip'), '--data-dir', there.dataDir])).code, 1);
      assert.equal((await everything(await signIn(there.run.address, caseworker.account))).size, 0);
    });

    for (const [app, file] of archives) {
      const { code, stdout, stderr } = await command(['archive', 'import', 'heilbronn', file, '--json', '--data-dir', there.dataDir]);
      assert.equal(code, 0, stderr);
      const report = JSON.parse(stdout) as { app: string; files: number };
      assert.equal(report.app, app);
      assert.ok(report.files > 0);
    }

    const seen = await everything(await signIn(there.run.address, caseworker.account));
    assert.deepEqual([...seen.keys()].toSorted(), [...before.keys()].toSorted());
    for (const [reference, was] of before) {
      const is = seen.get(reference);
      assert.deepEqual([is?.case.state, is?.case.applicantName, is?.case.receivedAt], [was.case.state, was.case.applicantName, was.case.receivedAt], reference);
      assert.deepEqual(is?.content?.answers, was.content?.answers, reference);
      assert.deepEqual([is?.notice?.subject, is?.notice?.paragraphs, is?.notice?.amountCents], [was.notice?.subject, was.notice?.paragraphs, was.notice?.amountCents], reference);
      assert.deepEqual(is?.pdf, was.pdf, reference);
    }
    for (const receipt of receipts) {
      const was = await asCitizen(here.run.address, receipt);
      const is = await asCitizen(there.run.address, receipt);
      assert.equal(is.status, 200, 'the citizen finds the application with the old receipt');
      assert.deepEqual([is.body['state'], is.body['submittedAt']], [was.body['state'], was.body['submittedAt']]);
      assert.equal((await asCitizen(there.run.address, { ...receipt, secret: 'AAAA-AAAA-AAAA-AAAA' })).status, 404);
    }
    assert.equal((await command(['audit', 'verify', '--data-dir', there.dataDir])).code, 0);
  } finally {
    await close();
  }
});
