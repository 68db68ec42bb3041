import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { systemActor, type Role } from '@allmende/access';
import { newId, PLATFORM_TENANT, tenantId } from '@allmende/database';
import { addressOfInstance, endGrant, giveGrant } from '@allmende/gateway';
import { contextFor, type ActionContext } from '@allmende/house';
import { createAccount, disableAccount, grantRole } from '@allmende/identity';
import { endInstance, getInstance, type Instance } from '@allmende/operations';
import { createPodmanRuntime } from '@allmende/operations/module';
import { noContainers } from '@allmende/operations/testing';
import { openRunning } from '@allmende/process-operator';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchBrowser, newVisitor } from './browser.ts';
import { runForeignApp } from './pages/foreign-app.ts';
import { allmende, openPlatform, startPlatform, type Platform } from './platform.ts';

const run = promisify(execFile);
const skip = await noContainers();
const APPS = path.join(import.meta.dirname, '../ops/apps');
const MINUTES = 60_000;

/** Somebody invented, with a password. */
type Somebody = { readonly accountId: string; readonly name: string; readonly email: string; readonly password: string; readonly ctx: ActionContext };
/** An app that runs, and who may use it. */
type Running = { readonly id: string; readonly instance: Instance; readonly address: string; /** Where it runs now: a pod that was made anew has another address. */ upstream(): Promise<string>; give(who: Somebody): Promise<string> };

describe('people of an authority in the apps it ordered', { skip, timeout: 12 * MINUTES }, () => {
  let platform: Platform;
  let browser: Browser;
  let inside: Awaited<ReturnType<typeof openRunning>>;
  let folder: string;
  let flows: Running;
  let wiki: Running;
  let elsewhere: Running;
  let officer: Somebody;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'allmende-apps-'));
    await mkdir(path.join(folder, 'data'));
    // PostgreSQL may run as another user, who has to pass through.
    await chmod(folder, 0o755);
    platform = process.env['ALLMENDE_TEST_DATA_DIR'] ? await openPlatform() : await startPlatform({ empty: true, dataDir: path.join(folder, 'data') });
    browser = await launchBrowser();
    inside = await openRunning(platform.dataDir);
    const versions = new Map<string, string>();
    for (const app of ['node-red', 'dokuwiki']) {
      // A lock in the folders of the repository would be that of another test.
      await cp(path.join(APPS, app), path.join(folder, app), { recursive: true });
      versions.set(app, (JSON.parse(await allmende(platform, 'app', 'publish', path.join(folder, app), '--build', '--untested', '--json')) as { version: string }).version);
    }
    officer = await somebody('heilbronn', 'Olga Leitung', ['digital-officer']);
    const order = async (app: string, authority: string) => running(authority, await runForeignApp(platform, { app, title: app === 'dokuwiki' ? 'Wissensdatenbank' : 'Node-RED', authority, seconds: 120, packageVersion: versions.get(app) ?? '' }));
    [flows, wiki, elsewhere] = await Promise.all([order('node-red', 'heilbronn'), order('dokuwiki', 'heilbronn'), order('node-red', 'tengen')]);
  });
  after(async () => {
    await browser?.close();
    // The platform would start again what is taken away under its hands.
    await platform?.stop();
    const runtime = createPodmanRuntime({ releases: { get: () => Promise.reject(new Error('nothing is started here')) } });
    for (const { instance } of [flows, wiki, elsewhere].filter(Boolean)) await runtime.remove(contextFor(inside.house, systemActor('operator-command'), tenantId(instance.tenant)), instance);
    await inside?.close();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  const podman = async (...args: readonly string[]): Promise<string> => (await run('podman', [...args], { timeout: 60_000 })).stdout.trim();

  async function somebody(slug: string, name: string, roles: readonly Role[]): Promise<Somebody> {
    const authority = await inside.house.directory.findAuthorityBySlug(slug) ?? assert.fail(slug);
    const start = contextFor(inside.house, systemActor('start'), PLATFORM_TENANT);
    const [email, password] = [`${newId()}@probe.example`, `Probe-${newId()}`];
    const accountId = await createAccount(start, { email, name, password });
    for (const role of roles) await grantRole(start, { tenant: authority.tenant, accountId, role });
    return { accountId, name, email, password, ctx: contextFor(inside.house, { kind: 'staff', accountId, name, grants: roles.map((role) => ({ tenant: authority.tenant, role })) }, authority.tenant) };
  }

  async function running(slug: string, id: string): Promise<Running> {
    const authority = await inside.house.directory.findAuthorityBySlug(slug) ?? assert.fail(slug);
    const { instance } = await getInstance(contextFor(inside.house, systemActor('operator-command'), authority.tenant), { instance: id });
    const { address } = await addressOfInstance(inside.house, async () => ({ access: 'granted' }), instance) ?? assert.fail('it has no address');
    const upstream = async () => (await getInstance(contextFor(inside.house, systemActor('operator-command'), authority.tenant), { instance: id })).instance.upstream ?? '';
    return { id, instance, address, upstream, give: async (who) => await giveGrant({ ...officer.ctx, tenant: authority.tenant }, { instance: id, accountId: who.accountId }) ?? '' };
  }

  /** From the address of an app over the platform's sign-in into the app, with a password. */
  async function enter(context: BrowserContext, app: Running, who: Somebody): Promise<Page> {
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    await page.goto(`${app.address}/`);
    if (new URL(page.url()).pathname === '/sign-in') {
      await page.getByLabel('E-Mail-Adresse').fill(who.email);
      await page.getByLabel('Passwort', { exact: true }).fill(who.password);
      await page.locator('main').getByRole('button', { name: 'Anmelden', exact: true }).click();
    }
    await page.waitForURL((url) => url.origin === app.address);
    return page;
  }

  /** Waits until something holds and says how long that took; only whether it comes is tested. */
  async function took(holds: () => Promise<boolean>, patienceMs = 30_000): Promise<number> {
    const start = performance.now();
    while (!(await holds())) {
      if (performance.now() - start > patienceMs) assert.fail('it did not come');
      await sleep(20);
    }
    return Math.round(performance.now() - start);
  }

  // Past the gateway, which would shut the app anyway: the app itself is asked.
  const editorStatus = async (app: Running, token: string) => (await fetch(`${await app.upstream()}/flows`, { headers: { authorization: `Bearer ${token}` } })).status;
  const editorToken = (page: Page) => page.evaluate(() => (JSON.parse(localStorage.getItem('auth-tokens') ?? '{}') as { access_token?: string }).access_token ?? '');
  const wikiStatus = async (context: BrowserContext) => {
    const cookie = (await context.cookies(wiki.address)).map(({ name, value }) => `${name}=${value}`).join('; ');
    return (await askWiki('/doku.php?id=wiki:welcome', { cookie })).status;
  };
  // As the gateway passes it on: fetch says of itself that it is no browser, and keeps the name of the host to itself.
  const askWiki = async (target: string, headers: Readonly<Record<string, string>> = {}) => askAt(await wiki.upstream(), target, headers);
  const askAt = (upstream: string, target: string, headers: Readonly<Record<string, string>>) => new Promise<{ readonly status: number; readonly location: string }>((resolve, reject) => {
    const { host } = new URL(wiki.address);
    const asked = get(`${upstream}${target}`, { agent: false, headers: { accept: 'text/html', ...headers, host, 'x-forwarded-host': host, 'x-forwarded-proto': 'http', 'x-forwarded-port': new URL(wiki.address).port } }, (answer) => { answer.resume(); resolve({ status: answer.statusCode ?? 0, location: answer.headers.location ?? '' }); });
    asked.once('error', reject);
  });

  test('Node-RED signs somebody in through the wall around it, and hears when they sign out of the platform', async (t) => {
    const kai = await somebody('heilbronn', 'Kai Ablauf', ['caseworker']);
    await flows.give(kai);
    await using context = await newVisitor(browser, platform.address);
    const page = await enter(context, flows, kai);
    await page.locator('#red-ui-workspace').waitFor();
    const token = await editorToken(page);
    assert.equal(await editorStatus(flows, token), 200);
    const seen = (await (await fetch(`${await flows.upstream()}/settings`, { headers: { authorization: `Bearer ${token}` } })).json()) as { user?: { username?: string } };
    assert.equal(seen.user?.username, kai.email);
    const account = await context.newPage();
    await account.goto(`${platform.address}/account`);
    await account.getByRole('banner').getByRole('button', { name: 'Abmelden' }).click();
    await account.waitForLoadState();
    t.diagnostic(`Node-RED heard of the sign-out after ${await took(async () => (await editorStatus(flows, token)) === 401)} ms`);
  });

  test('the wiki signs people in by passkey or password and gives them the rights of the platform', async (t) => {
    const [erika, ada] = await Promise.all([somebody('heilbronn', 'Erika Wissen', ['caseworker']), somebody('heilbronn', 'Ada Prüfung', ['auditor'])]);
    for (const one of [erika, ada, officer]) await wiki.give(one);
    await using writer = await newVisitor(browser, platform.address);
    const page = await takePasskey(writer, erika);
    await page.goto(`${wiki.address}/doku.php?id=hunde`);
    await page.locator('main').getByRole('button', { name: 'Mit Passkey anmelden', exact: true }).click();
    await page.waitForURL((url) => url.origin === wiki.address && url.searchParams.get('id') === 'hunde');
    await page.goto(`${wiki.address}/doku.php?id=hunde&do=edit`);
    await page.locator('textarea[name=wikitext]').fill('====== Hundesteuer ======\n\nMit Umlauten: äöüß');
    await page.locator('button[name="do[save]"]').click();
    await page.locator('h1', { hasText: 'Hundesteuer' }).waitFor();
    assert.match(await page.locator('.docInfo').innerText(), /Erika Wissen/u, 'the page names who wrote it');
    assert.equal(await page.locator('a[href*="do=admin"]').count(), 0);

    await using reader = await newVisitor(browser, platform.address);
    const reading = await enter(reader, wiki, ada);
    await reading.goto(`${wiki.address}/doku.php?id=hunde&do=edit`);
    await reading.locator('textarea[name=wikitext]').waitFor();
    assert.ok(await reading.locator('textarea[name=wikitext]').getAttribute('readonly') !== null, 'an auditor reads');
    assert.equal(await reading.locator('button[name="do[save]"]').count(), 0);

    await using chief = await newVisitor(browser, platform.address);
    const managing = await enter(chief, wiki, officer);
    await managing.goto(`${wiki.address}/doku.php?id=hunde&do=admin`);
    await managing.locator('a[href*="page=acl"]').first().waitFor();

    // Forged headers and cookies are nothing to the wiki.
    const forged = await askWiki('/doku.php?id=hunde', { 'remote-user': officer.email, 'x-remote-user': officer.email, oidc_claim_sub: 'x', 'oidc-claim-sub': 'x', authorization: `Basic ${Buffer.from('admin:admin').toString('base64')}`, cookie: 'mod_auth_openidc_session=0199aaaa-0000-7000-8000-00000000dead' });
    assert.deepEqual([forged.status, new URL(forged.location).origin], [302, platform.address]);
    for (const where of ['/conf/local.php', '/data/conf/acl.auth.php', '/inc/init.php', '/bin/dwpage.php', '/.htaccess']) assert.equal((await askWiki(where)).status, 403, where);

    assert.equal(await wikiStatus(writer), 200);
    const account = await writer.newPage();
    await account.goto(`${platform.address}/account`);
    await account.getByRole('banner').getByRole('button', { name: 'Abmelden' }).click();
    await account.waitForLoadState();
    t.diagnostic(`the wiki heard of the sign-out after ${await took(async () => (await wikiStatus(writer)) === 302)} ms`);
  });

  test('whoever loses access, and whoever leaves the authority, is out of both at once', async (t) => {
    const ways: Record<string, (who: Somebody, grants: readonly (readonly [Running, string])[]) => Promise<unknown>> = {
      'loses access': async (_who, grants) => { for (const [app, grant] of grants) await endGrant(officer.ctx, { instance: app.id, grant }); },
      'leaves': (who) => disableAccount(officer.ctx, { tenant: officer.ctx.tenant, accountId: who.accountId }),
    };
    for (const [way, end] of Object.entries(ways)) {
      const who = await somebody('heilbronn', 'Gerd Geht', ['caseworker']);
      const grants = [[flows, await flows.give(who)], [wiki, await wiki.give(who)]] as const;
      await using context = await newVisitor(browser, platform.address);
      const editor = await enter(context, flows, who);
      await editor.locator('#red-ui-workspace').waitFor();
      await enter(context, wiki, who);
      const token = await editorToken(editor);
      assert.deepEqual([await editorStatus(flows, token), await wikiStatus(context)], [200, 200], way);
      await end(who, grants);
      const [node, pages] = await Promise.all([took(async () => (await editorStatus(flows, token)) === 401), took(async () => (await wikiStatus(context)) === 302)]);
      t.diagnostic(`${way}: out of Node-RED after ${node} ms, out of the wiki after ${pages} ms`);
    }
  });

  test('an app reaches what it asks the provider of its own authority, and nothing else of the platform or of another authority', async () => {
    const door = `http://sign-in.allmende.internal:${inside.house.config.apps.signInPort}`;
    const [own, other] = [flows, elsewhere].map(({ id }) => id) as [string, string];
    const tenantOf = async (slug: string) => (await inside.house.directory.findAuthorityBySlug(slug))?.tenant ?? '';
    const [heilbronn, tengen] = [await tenantOf('heilbronn'), await tenantOf('tengen')];
    const gatewayOf = async (app: Running) => new URL(await app.upstream()).hostname.replace(/\.\d+$/u, '.1');
    const port = new URL(platform.address).port;
    const urls = [`${door}/oidc/${heilbronn}/jwks`, `${door}/oidc/${tengen}/jwks`, `${door}/`, `${door}/api/v1/openapi.json`, `${door}/oidc/${heilbronn}/auth`, `http://${await gatewayOf(flows)}:${port}/`, `http://${await gatewayOf(elsewhere)}:${inside.house.config.apps.signInPort}/oidc/${tengen}/jwks`, await elsewhere.upstream()];
    const ask = `Promise.all(${JSON.stringify(urls)}.map((url) => fetch(url, { signal: AbortSignal.timeout(8000) }).then((answer) => answer.status, () => 'shut'))).then((all) => console.log(JSON.stringify(all)))`;
    assert.deepEqual(JSON.parse(await podman('exec', `allmende-${own}-g1-main`, '/usr/bin/node', '-e', ask)), [200, 404, 404, 404, 404, 'shut', 'shut', 'shut']);
    // The client of one authority is nobody at the provider of another, whatever it holds.
    const exchange = `fetch(process.env.OIDC_METADATA).then((answer) => answer.json()).then((seen) => fetch(seen.token_endpoint, { method: 'POST', headers: { authorization: 'Basic ' + Buffer.from(process.argv[1] + ':' + process.env.OIDC_CLIENT_SECRET).toString('base64') }, body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: 'x' }) })).then(async (answer) => console.log((await answer.json()).error))`;
    assert.equal(await podman('exec', `allmende-${own}-g1-main`, '/usr/bin/node', '-e', exchange, own), 'invalid_grant', 'its own client is known');
    assert.equal(await podman('exec', `allmende-${own}-g1-main`, '/usr/bin/node', '-e', exchange, other), 'invalid_client');
  });

  test('with the instance its client goes', async () => {
    const kept = async () => (await inside.house.database.inTenant(officer.ctx.tenant, (tx) => tx.client.query('select instance_id from single_sign_on.client'))).rows.map((row: { instance_id: string }) => row.instance_id);
    assert.ok((await kept()).includes(flows.id));
    const metadata = `${platform.address}/oidc/${officer.ctx.tenant}`;
    const start = `${metadata}/auth?client_id=${flows.id}&response_type=code&scope=openid&redirect_uri=${encodeURIComponent(`${flows.address}/auth/strategy/callback`)}&code_challenge=${'a'.repeat(43)}&code_challenge_method=S256`;
    assert.match((await fetch(start, { redirect: 'manual' })).headers.get('location') ?? '', /\/enter\//u);
    await endInstance(officer.ctx, { instance: flows.id, reason: 'by-choice' });
    assert.match((await fetch(start, { redirect: 'manual' })).headers.get('location') ?? '', /problem\?error=invalid_client/u);
  });

  /** A page whose browser has a passkey of somebody, who is signed out again. */
  async function takePasskey(context: BrowserContext, who: Somebody): Promise<Page> {
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    await giveAuthenticator(context, page);
    await page.goto(`${platform.address}/sign-in`);
    await page.getByLabel('E-Mail-Adresse').fill(who.email);
    await page.getByLabel('Passwort', { exact: true }).fill(who.password);
    await page.locator('main').getByRole('button', { name: 'Anmelden', exact: true }).click();
    await page.waitForURL((url) => url.pathname !== '/sign-in');
    await page.goto(`${platform.address}/account/factors`);
    await page.getByLabel('Name des Passkeys').fill('Diensthandy');
    await page.locator('main').getByRole('button', { name: 'Passkey einrichten', exact: true }).click();
    await page.locator('h1', { hasText: 'Ihre Wiederherstellungscodes' }).waitFor();
    await page.getByRole('banner').getByRole('button', { name: 'Abmelden' }).click();
    await page.waitForURL((url) => !url.pathname.startsWith('/account'));
    return page;
  }

  async function giveAuthenticator(context: BrowserContext, page: Page): Promise<void> {
    const tools = await context.newCDPSession(page);
    await tools.send('WebAuthn.enable');
    await tools.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } });
  }
});
