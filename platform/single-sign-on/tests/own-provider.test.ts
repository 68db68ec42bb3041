import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, test } from 'node:test';
import { insertGrant, loadGrants } from '@allmende/access';
import { freePort, type TenantId } from '@allmende/database';
import { InvalidInput } from '@allmende/errors';
import { contextFor } from '@allmende/house';
import { createSessions, disableAccount } from '@allmende/identity';
import { Provider } from 'oidc-provider';
import { changeOwnProvider } from '../actions/own-provider.ts';
import { aBrowser, openStand, signIn as signInAtApp } from './stand.ts';

const stand = await openStand();
after(() => stand.close());
const { house, heilbronn, tengen, publicAddress } = stand;

// The authority's own service: the same library in another process of thought, with accounts of its own.
type Person = { readonly sub: string; readonly name?: string; readonly email?: string; readonly groups?: unknown };
const people = new Map<string, Person>();
let who = '';
let strength: string | undefined;
// When the service says that somebody signed in there: now, or long ago, as services do that remember people.
let loggedInAt: number | undefined;
let asked: Readonly<Record<string, unknown>> = {};
const peerPort = await freePort();
const issuer = `http://127.0.0.1:${peerPort}`;
const peer = new Provider(issuer, {
  ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
  clients: [heilbronn, tengen].map(({ tenant, slug }) => ({ client_id: `allmende-${slug}`, client_secret: `geheimnis-${slug}`, redirect_uris: [`${publicAddress}/sign-in/with/${tenant}/back`] })),
  claims: { openid: ['sub', 'groups', 'acr'], profile: ['name'], email: ['email'] }, conformIdTokenClaims: false, features: { devInteractions: { enabled: false } }, cookies: { keys: ['test'] },
  interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
  findAccount: async (_ctx, sub) => ({ accountId: sub, claims: async () => ({ ...people.get(sub), sub }) }),
});
const answer = peer.callback();
const server = createServer((request, response) => {
  if (!request.url?.startsWith('/interaction/')) return void answer(request, response);
  void (async () => {
    const { params } = await peer.interactionDetails(request, response);
    asked = params;
    const grant = new peer.Grant({ accountId: who, clientId: String(params['client_id']) });
    grant.addOIDCScope('openid profile email');
    grant.addOIDCClaims(['groups']);
    await peer.interactionFinished(request, response, who === '' ? { error: 'access_denied' } : { login: { accountId: who, remember: false, ...(strength === undefined ? {} : { acr: strength }), ...(loggedInAt === undefined ? {} : { ts: loggedInAt }) }, consent: { grantId: await grant.save() } });
  })();
});
await new Promise<void>((resolve) => { server.listen(peerPort, '127.0.0.1', resolve); });
after(() => { server.closeAllConnections(); server.close(); });

const officer = await stand.member(heilbronn, ['digital-officer']);
const ctx = contextFor(house, officer.actor, heilbronn.tenant);
const typed = { issuer, clientId: 'allmende-heilbronn', secret: 'geheimnis-heilbronn', groupsClaim: 'groups', mapping: 'Soziales = caseworker\nPrüfung = auditor', acr: '', isOpen: true };
const connect = (changes: Partial<typeof typed> = {}) => changeOwnProvider(ctx, { ...typed, ...changes });

/** From the page of the platform to the service of the authority and back. */
const signIn = (person: Person | undefined, browser = aBrowser(), path = `/sign-in/with/${heilbronn.tenant}`) => {
  who = person?.sub ?? '';
  if (person) people.set(person.sub, person);
  return browser.walk(new URL(path, publicAddress), [publicAddress, issuer]).then((end) => ({ ...end, browser }));
};
const actorOf = async (browser: ReturnType<typeof aBrowser>) => {
  const actor = await createSessions(house).findActor(browser.jar.get('allmende-session')?.value ?? '');
  return actor?.kind === 'staff' ? actor : undefined;
};
const rolesOf = async (accountId: string, tenant: TenantId = heilbronn.tenant) => (await house.database.withoutTenant((tx) => loadGrants(tx, accountId, house.clock.today()))).filter((grant) => grant.tenant === tenant).map((grant) => grant.role).toSorted();

test('nobody gets anywhere before a provider is connected and open', async () => {
  assert.equal((await signIn(undefined)).status, 404);
  await connect({ isOpen: false });
  assert.equal((await signIn(undefined)).status, 404);
  assert.equal((await (await fetch(`${publicAddress}/sign-in/with`)).text()).includes('Stadt Heilbronn'), false);
});

test('the person who connects it sees by a trial what would follow, and nothing is made', async () => {
  const { status, body, browser } = await signIn({ sub: 'try', name: 'Tina Test', email: 'tina@stadt.example', groups: ['Soziales', 'Kantine'] }, aBrowser(officer), `/sign-in/with/${heilbronn.tenant}?trial=yes`);
  assert.equal(status, 200);
  for (const shown of ['Tina Test', 'tina@stadt.example', 'Soziales, Kantine', 'Sachbearbeitung', 'kein Konto angelegt']) assert.ok(body.includes(shown), shown);
  assert.equal((await actorOf(browser))?.accountId, officer.accountId);
  const { rows } = await house.database.withoutTenant((tx) => tx.client.query(`select from identity.account where email = 'tina@stadt.example'`));
  assert.equal(rows.length, 0);
  assert.notEqual((await signIn({ sub: 'try' }, aBrowser(await stand.member(heilbronn)), `/sign-in/with/${heilbronn.tenant}?trial=yes`)).status, 200, 'a colleague may not');
});

test('a wrong secret is told to the person who tries, word for word', async () => {
  await connect({ secret: 'falsch' });
  const { status, body } = await signIn({ sub: 'try', email: 'tina@stadt.example', groups: ['Soziales'] }, aBrowser(officer), `/sign-in/with/${heilbronn.tenant}?trial=yes`);
  assert.equal(status, 503);
  assert.match(body, /invalid_client/u);
  await connect();
});

test('a colleague signs in for the first time, gets an account and the roles of the groups; later sign-ins bring them up to date', async () => {
  const mia = { sub: 'mia', name: 'Mia Muster', email: 'Mia.Muster@stadt.example', groups: ['Soziales'] };
  const first = await signIn(mia);
  const actor = await actorOf(first.browser);
  assert.equal(actor?.name, 'Mia Muster');
  assert.deepEqual(await rolesOf(actor.accountId), ['caseworker']);

  const second = await signIn({ ...mia, email: 'mia.neu@stadt.example', groups: 'Prüfung' });
  assert.equal((await actorOf(second.browser))?.accountId, actor.accountId, 'known by the subject, whatever the address is now');
  assert.deepEqual(await rolesOf(actor.accountId), ['auditor']);

  const without = await signIn({ ...mia, groups: [] });
  assert.equal(without.status, 403);
  assert.equal(await actorOf(without.browser), undefined);
});

test('a group may give a caseworker one service alone, and takes no role that somebody gave for another', async () => {
  await changeOwnProvider(ctx, { ...typed, mapping: `${typed.mapping}\nSteuern = caseworker/hundesteuer` }, ['hundesteuer']);
  const grantsOf = async (accountId: string) => (await house.database.withoutTenant((tx) => loadGrants(tx, accountId, house.clock.today()))).map(({ role, service }) => `${role} ${service ?? 'all'}`).toSorted();
  const lea = { sub: 'lea', name: 'Lea Leist', email: 'lea@stadt.example', groups: ['Steuern'] };
  const { accountId = '' } = (await actorOf((await signIn(lea)).browser)) ?? {};
  assert.deepEqual(await grantsOf(accountId), ['caseworker hundesteuer']);
  await house.database.inTenant(heilbronn.tenant, (tx) => insertGrant(tx, { accountId, role: 'caseworker', service: 'angeln', validFrom: house.clock.today() }));
  await signIn({ ...lea, groups: ['Soziales'] });
  assert.deepEqual(await grantsOf(accountId), ['caseworker all', 'caseworker angeln']);
  await signIn({ ...lea, groups: ['Steuern'] });
  assert.deepEqual(await grantsOf(accountId), ['caseworker angeln', 'caseworker hundesteuer']);
  await connect();
});

test('somebody who was invited before keeps the account, and a role that no group decides stays', async () => {
  const colleague = await stand.member(heilbronn, ['head-of-office']);
  const { browser } = await signIn({ sub: 'known', name: 'Erika Beispiel', email: colleague.email, groups: ['Soziales'] });
  assert.equal((await actorOf(browser))?.accountId, colleague.accountId);
  assert.deepEqual(await rolesOf(colleague.accountId), ['caseworker', 'head-of-office']);
});

test('an authority vouches for its own people only: not for those of others, not for the platform, not for closed accounts', async () => {
  const stranger = await stand.member(tengen, ['caseworker']);
  const taken = await signIn({ sub: 'evil', name: 'X', email: stranger.email, groups: ['Soziales'] });
  assert.equal(taken.status, 403);
  assert.equal(await actorOf(taken.browser), undefined);
  assert.deepEqual(await rolesOf(stranger.accountId, heilbronn.tenant), []);

  const gone = await signIn({ sub: 'gone', name: 'Gustav Gegangen', email: 'gustav@stadt.example', groups: ['Soziales'] });
  const { accountId = '' } = (await actorOf(gone.browser)) ?? {};
  await disableAccount(ctx, { tenant: heilbronn.tenant, accountId });
  assert.equal((await signIn({ sub: 'gone', name: 'Gustav Gegangen', email: 'gustav@stadt.example', groups: ['Soziales'] })).status, 403);
});

test('a way back that nobody began in this browser, that is used twice or that names another state leads nowhere', async () => {
  const mia = { sub: 'mia', name: 'Mia Muster', email: 'mia@stadt.example', groups: ['Soziales'] };
  const browser = aBrowser();
  who = 'mia';
  people.set('mia', mia);
  const stopped = await browser.walk(new URL(`/sign-in/with/${heilbronn.tenant}`, publicAddress));
  const back = await aBrowser().walk(stopped.url, [issuer]);
  assert.equal(back.url.origin, publicAddress);
  assert.equal((await aBrowser().walk(back.url)).status, 400, 'without the cookie');
  const changed = new URL(back.url);
  changed.searchParams.set('state', 'x'.repeat(43));
  assert.equal((await browser.walk(changed)).status, 503);
  assert.equal((await browser.walk(back.url)).status, 400, 'the cookie is gone with the first use');
});

test('where the authority demands a strength, a weaker sign-in and one that names none are refused', async () => {
  const person: Person = { sub: 'strength', name: 'Kim Stark', email: 'kim.stark@heilbronn.example', groups: ['Soziales'] };
  await connect({ acr: 'urn:example:two  urn:example:three' });
  try {
    strength = undefined;
    assert.equal(await actorOf((await signIn(person)).browser), undefined, 'it names none');
    strength = 'urn:example:one';
    assert.equal(await actorOf((await signIn(person)).browser), undefined, 'a weaker one');
    strength = 'urn:example:two urn:example:three';
    assert.equal(await actorOf((await signIn(person)).browser), undefined, 'a text that holds the wanted ones is none of them');
    strength = 'urn:example:two';
    assert.ok(await actorOf((await signIn(person)).browser));
  } finally {
    strength = undefined;
    await connect();
  }
});

test('a sensitive act asks the service of the authority anew, and takes only an answer that says so', async () => {
  const nora = { sub: 'nora', name: 'Nora Neu', email: 'nora@stadt.example', groups: ['Soziales'] };
  const { browser } = await signIn(nora);
  assert.equal(asked['prompt'], undefined, 'an ordinary sign-in may use what the service remembers');
  const cookies = () => [...browser.jar].filter(([, { path }]) => path === '/').map(([name, { value }]) => `${name}=${value}`).join('; ');
  const account = async () => (await fetch(`${publicAddress}/account`, { headers: { cookie: cookies() } })).text();
  const csrf = /name="_csrf" value="([^"]+)"/u.exec(await account())?.[1] ?? '';
  const act = async (more: Readonly<Record<string, string>> = {}) => {
    const answer = await fetch(`${publicAddress}/account/factors`, { method: 'POST', redirect: 'manual', headers: { cookie: cookies() }, body: new URLSearchParams({ _csrf: csrf, act: 'begin-app', ...more }) });
    return { status: answer.status, onTo: answer.headers.get('location'), body: await answer.text(), token: /allmende-session=([^;]+)/u.exec(answer.headers.getSetCookie().join(' '))?.[1] };
  };
  const page = await act();
  assert.equal(page.status, 403, 'the service did not say when, so nothing is fresh');
  const [, link = ''] = /href="([^"]+confirm=yes[^"]*)" target="_blank"/u.exec(page.body) ?? [];
  assert.equal(link, `/sign-in/with/${heilbronn.tenant}?confirm=yes`);
  assert.match(page.body, /name="act" value="begin-app"/u);
  const early = await act({ '_confirm-vouched': 'yes' });
  assert.equal(early.status, 403);
  assert.match(early.body, /noch nicht bestätigt/u);

  const show = (person = nora) => {
    // Whoever was signed in at the service before has signed out there.
    for (const name of browser.jar.keys()) if (name.startsWith('_session')) browser.jar.delete(name);
    return signIn(person, browser, link);
  };
  loggedInAt = Math.floor(Date.now() / 1000) - 600;
  const stale = await show();
  assert.deepEqual([stale.status, asked['prompt'], Number(asked['max_age']) > 0], [403, 'login', true]);
  assert.match(stale.body, /nicht bestätigt, dass Sie sich gerade neu angemeldet haben/u);
  loggedInAt = undefined;
  const other = await show({ ...nora, sub: 'otto', name: 'Otto', email: 'otto@stadt.example' });
  assert.equal(other.status, 403);
  assert.match(other.body, /ein anderes Konto/u);
  assert.equal((await act({ '_confirm-vouched': 'yes' })).status, 403, 'neither counts');
  assert.equal((await aBrowser().walk(new URL(link, publicAddress))).url.pathname, '/sign-in', 'only somebody who is signed in confirms');

  const fresh = await show();
  assert.equal(fresh.status, 200);
  assert.match(fresh.body, /Sie sind bestätigt/u);
  const before = browser.jar.get('allmende-session')?.value;
  const done = await act({ '_confirm-vouched': 'yes' });
  assert.deepEqual([done.status, done.onTo], [303, '/account/factors/app'], 'the act that waited is carried out');
  assert.ok(done.token !== undefined && done.token !== before, 'the session has a new token');
  browser.jar.set('allmende-session', { value: done.token, path: '/' });
  await house.database.withoutTenant((tx) => tx.client.query(`update identity.session set confirmed_at = now() - interval '16 minutes' where account_id = (select id from identity.account where email = 'nora@stadt.example')`));
  const csrfAgain = /name="_csrf" value="([^"]+)"/u.exec(await account())?.[1] ?? '';
  assert.equal((await act({ _csrf: csrfAgain, '_confirm-vouched': 'yes' })).status, 403, 'what the service said is spent');
});

test('an app that wants to be sure gets an answer that the service of the authority gave anew', async () => {
  const app = await stand.app(heilbronn);
  const { browser } = await signIn({ sub: 'pia', name: 'Pia Pruefer', email: 'pia@stadt.example', groups: ['Soziales'] });
  const { accountId = '' } = (await actorOf(browser)) ?? {};
  await stand.sql(heilbronn, `insert into gateway.instance_grant (tenant_id, id, instance_id, account_id, since) values ($1, gen_random_uuid(), $2, $3, now() - interval '1 minute')`, [heilbronn.tenant, app.id, accountId]);
  const { end } = await signInAtApp(app, browser, { prompt: 'login' });
  assert.equal(end.url.pathname, '/account/confirm');
  const [, link = ''] = /href="([^"]+confirm=yes[^"]*)"/u.exec(end.body) ?? [];
  const token = browser.jar.get('allmende-session')?.value;
  const back = await browser.walk(new URL(link.replaceAll('&amp;', '&'), publicAddress), [publicAddress, issuer]);
  assert.equal(asked['prompt'], 'login');
  assert.equal(`${back.url.origin}${back.url.pathname}`, app.callback);
  assert.ok(back.url.searchParams.get('code'));
  assert.notEqual(browser.jar.get('allmende-session')?.value, token);
});

test('an answer for one authority is none for another', async () => {
  const other = await stand.member(tengen, ['digital-officer']);
  await changeOwnProvider(contextFor(house, other.actor, tengen.tenant), { ...typed, clientId: 'allmende-tengen', secret: 'geheimnis-tengen' });
  const browser = aBrowser();
  who = 'mia';
  const stopped = await browser.walk(new URL(`/sign-in/with/${heilbronn.tenant}`, publicAddress));
  const back = await aBrowser().walk(stopped.url, [issuer]);
  const moved = new URL(back.url.href.replace(heilbronn.tenant, tengen.tenant));
  assert.equal((await browser.walk(moved)).status, 400);
});

test('whoever is refused there is told so in plain words', async () => {
  const { status, body } = await signIn(undefined);
  assert.equal(status, 503);
  assert.match(body, /Die Anmeldung hat nicht geklappt/u);
  assert.equal(body.includes('Genauer Grund'), false, 'the exact word is for those who can mend it');
});

test('the secret goes only to whom it was given for, and lies sealed', async () => {
  await connect({ secret: '' });
  await assert.rejects(connect({ secret: '', issuer: 'https://elsewhere.example' }), InvalidInput);
  const { rows } = await stand.sql(heilbronn, 'select own_provider::text as text from single_sign_on.own_provider');
  const [{ text }] = rows as [{ text: string }];
  assert.equal(text.includes('geheimnis-heilbronn') || text.includes(Buffer.from('geheimnis-heilbronn').toString('hex')), false);
});

test('the page of the authority keeps what was typed and says what is wrong with it', async () => {
  const page = await fetch(`${publicAddress}/heilbronn/office/sign-in`, { headers: { cookie: `allmende-session=${officer.token}` } });
  const html = await page.text();
  const csrf = /name="_csrf" value="([^"]+)"/u.exec(html)?.[1] ?? '';
  assert.ok(html.includes(`${publicAddress}/sign-in/with/${heilbronn.tenant}/back`));
  const sent = await fetch(`${publicAddress}/heilbronn/office/sign-in`, {
    method: 'POST', headers: { cookie: `allmende-session=${officer.token}` }, body: new URLSearchParams({ _csrf: csrf, issuer: 'keine Adresse', clientId: 'allmende', secret: 'streng geheim', groupsClaim: 'groups', mapping: 'Soziales = bürgermeister' }),
  });
  const again = await sent.text();
  assert.equal(sent.status, 422);
  assert.ok(again.includes('keine Adresse') && again.includes('Soziales = bürgermeister') && again.includes('Zeile 1'));
  assert.equal(again.includes('streng geheim'), false, 'a secret is not sent back');
  assert.equal((await fetch(`${publicAddress}/heilbronn/office/sign-in`, { headers: { cookie: `allmende-session=${(await stand.member(tengen, ['digital-officer'])).token}` } })).status, 404);
});
