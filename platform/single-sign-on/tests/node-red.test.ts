import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { freePort } from '@allmende/database';
import { endSession } from '@allmende/identity';
import { aBrowser, openStand } from './stand.ts';

const stand = await openStand();
const folder = await mkdtemp(path.join(tmpdir(), 'allmende-node-red-'));
const port = await freePort();
const upstream = `http://127.0.0.1:${port}`;
const app = await stand.app(stand.heilbronn, { upstream });

// The package's own part; only the libraries come from elsewhere than in its image.
const find = (name: string) => JSON.stringify(import.meta.resolve(name));
await writeFile(path.join(folder, 'settings.cjs'), `
  const { createSignOn } = require(${JSON.stringify(fileURLToPath(new URL('../../../ops/apps/node-red/image/sign-on.cjs', import.meta.url)))});
  const platform = createSignOn({
    metadata: ${JSON.stringify(`${app.issuer}/.well-known/openid-configuration`)}, clientId: ${JSON.stringify(app.id)}, clientSecret: ${JSON.stringify(app.secret)}, address: ${JSON.stringify(app.address)},
    load: async () => ({ openid: await import(${find('openid-client')}), jose: await import(${find('jose')}) }),
  });
  module.exports = {
    uiHost: '127.0.0.1', uiPort: ${port}, telemetry: { enabled: false, updateNotification: false }, logging: { console: { level: 'error' } }, externalModules: { autoInstall: false }, credentialSecret: 'test',
    adminAuth: { type: 'strategy', strategy: platform.strategy, sessionExpiryTime: platform.longestSeconds, tokens: [{ token: 'own', user: 'admin', scope: '*' }], users: async (name) => (name === 'admin' ? { username: 'admin', permissions: '*' } : platform.find(name)) },
    httpAdminMiddleware: platform.middleware,
  };
`);
const program = createRequire(import.meta.url).resolve('node-red/red.js');
const child = spawn(process.execPath, [program, '--userDir', folder, '--settings', path.join(folder, 'settings.cjs')], { stdio: ['ignore', 'ignore', 'inherit'] });
after(async () => {
  child.kill('SIGKILL');
  await stand.close();
  await rm(folder, { recursive: true, force: true });
});

const until = async <Value>(what: () => Promise<Value | undefined>): Promise<Value> => {
  for (let tries = 0; tries < 600; tries += 1) {
    const value = await what().catch(() => undefined);
    if (value !== undefined) return value;
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
  throw new Error('it did not come');
};

/** The way into the editor, as a browser goes it; what leads to the instance's address goes where it runs, as by the gateway. */
async function intoTheEditor(browser: ReturnType<typeof aBrowser>) {
  const begun = await fetch(`${upstream}/auth/strategy`, { redirect: 'manual' });
  const cookie = begun.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ');
  const end = await browser.walk(new URL(begun.headers.get('location') ?? ''));
  if (end.url.origin !== new URL(app.address).origin) return { end, token: undefined, cookie: '' };
  const back = await fetch(`${upstream}${end.url.pathname}${end.url.search}`, { redirect: 'manual', headers: { cookie } });
  // As it stands there, and not as a form would read it: it is plain base64.
  const code = decodeURIComponent(/code=([^&]*)/u.exec(back.headers.get('location') ?? '')?.[1] ?? '');
  const answer = await fetch(`${upstream}/auth/token`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ code }) });
  return { end, token: ((await answer.json()) as { accessToken?: string }).accessToken, cookie: back.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ') };
}

const statusOf = async (token: string) => (await fetch(`${upstream}/flows`, { headers: { authorization: `Bearer ${token}` } })).status;

test('people get into the editor of Node-RED by the sign-in of the platform, and out of it when they sign out there', { timeout: 120_000 }, async () => {
  await until(async () => ((await fetch(`${upstream}/auth/login`)).ok ? true : undefined));
  assert.equal(await statusOf('own'), 200, 'the programs of the package have a token of their own');
  assert.equal((await fetch(`${upstream}/flows`)).status, 401);

  const user = await stand.user(stand.heilbronn, app);
  const { token = '' } = await intoTheEditor(aBrowser(user));
  assert.equal(await statusOf(token), 200);
  const settings = (await (await fetch(`${upstream}/settings`, { headers: { authorization: `Bearer ${token}` } })).json()) as { user?: { username?: string } };
  assert.equal(settings.user?.username, user.email);

  assert.equal((await intoTheEditor(aBrowser(await stand.member(stand.heilbronn)))).end.status, 403, 'a colleague without access');
  for (const forged of ['', 'x.y.z', `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify({ iss: app.issuer, aud: app.id, sub: 'x', events: {} })).toString('base64url')}.`]) {
    assert.equal((await fetch(`${upstream}/auth/logout`, { method: 'POST', body: new URLSearchParams({ logout_token: forged }) })).status, 400);
  }
  assert.equal(await statusOf(token), 200);

  await stand.work();
  await endSession(stand.house, user.token);
  await until(async () => ((await statusOf(token)) === 401 ? true : undefined));
  assert.equal(await statusOf('own'), 200);
});

test('whoever signs out in the editor is led to the sign-out of the platform, which knows where they come from', { timeout: 120_000 }, async () => {
  const user = await stand.user(stand.heilbronn, app);
  const browser = aBrowser(user);
  const other = await intoTheEditor(aBrowser(await stand.user(stand.heilbronn, app)));
  const { token = '', cookie } = await intoTheEditor(browser);
  assert.equal(await statusOf(token), 200);
  const way = await fetch(`${upstream}/auth/leave`, { redirect: 'manual', headers: { cookie } });
  const to = new URL(way.headers.get('location') ?? '');
  assert.equal(`${to.origin}${to.pathname}`, `${app.issuer}/end-session`);
  assert.equal(to.searchParams.get('post_logout_redirect_uri'), `${app.address}/`);
  assert.equal((to.searchParams.get('id_token_hint') ?? '').split('.').length, 3);
  assert.equal(await statusOf(token), 401);
  assert.equal(await statusOf(other.token ?? ''), 200, 'somebody else stays');
  const page = await browser.walk(to);
  assert.equal(page.status, 200);
  assert.match(page.body, /Node-RED/u, 'the platform asks, and names the app');
});
