import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { listEntries } from '@allmende/audit';
import { testDatabase } from '@allmende/database/testing';
import { createSessions } from '../index.ts';
import { aStaffMember, Authenticator, type AskedOptions } from '../testing/index.ts';
import { timeCodeOf, timeStep } from '../domain/time-code.ts';
import { aWeb, HEILBRONN, Visitor } from './a-web.ts';
import { rooms } from './stand.ts';

const { database } = await testDatabase(rooms);
const { app, house } = await aWeb(database);
after(() => app.close());
const ORIGIN = new URL(house.config.publicAddress).origin;
const PASSWORD = 'Vier Birken am Weiher';
let addresses = 0;

function aVisitor(options: { token?: string } = {}) {
  addresses += 1;
  return new Visitor(app, { ...options, address: `198.18.${addresses >> 8}.${addresses & 255}` });
}

function optionsOn(body: string): AskedOptions {
  const [, text = '{}'] = /data-options="([^"]+)"/u.exec(body) ?? [];
  return JSON.parse(text.replaceAll('&quot;', '"').replaceAll('&#34;', '"').replaceAll('&amp;', '&')) as AskedOptions;
}

const codesOn = (body: string) => [...body.matchAll(/[a-z2-9]{4}(?:-[a-z2-9]{4}){5}/gu)].map(([code]) => code);

async function aPerson() {
  const person = await aStaffMember(house, { tenant: HEILBRONN.tenant, roles: ['caseworker'], password: PASSWORD });
  return { ...person, visitor: aVisitor({ token: person.token }) };
}

async function withPasskey() {
  const person = await aPerson();
  const authenticator = new Authenticator(ORIGIN);
  const asked = optionsOn((await person.visitor.get('/account/factors')).body);
  const answer = await person.visitor.post('/account/factors', { credential: authenticator.create(asked), name: 'Diensthandy' });
  assert.equal(answer.statusCode, 200);
  return { ...person, authenticator, codes: codesOn(answer.body) };
}

async function signInWith(forge: (asked: AskedOptions) => string, visitor = aVisitor()) {
  const asked = optionsOn((await visitor.get('/sign-in')).body);
  return { visitor, answer: await visitor.post('/sign-in/passkey', { credential: forge(asked) }, { formOn: '/sign-in' }) };
}

test('a passkey is set up, signs in alone, is listed with its use and is removed', async () => {
  const { authenticator, codes, accountId } = await withPasskey();
  assert.equal(new Set(codes).size, 8, 'with the first factor come recovery codes');
  const { visitor, answer } = await signInWith((asked) => authenticator.get(asked));
  assert.equal(answer.statusCode, 303);
  const actor = await createSessions(house).findActor(visitor.token ?? '');
  assert.ok(actor?.kind === 'staff' && actor.accountId === accountId);
  const list = await visitor.get('/account/factors');
  assert.match(list.body, /Diensthandy/u);
  assert.doesNotMatch(list.body, /noch nie/u);
  const [, id = ''] = /name="remove-passkey" value="([^"]+)"/u.exec(list.body) ?? [];
  assert.equal((await visitor.post('/account/factors', { 'remove-passkey': id })).statusCode, 303);
  assert.match((await visitor.get('/account/factors')).body, /Sie haben noch keinen Passkey/u);
  assert.equal((await signInWith((asked) => authenticator.get(asked))).answer.statusCode, 422);
});

test('an answer that is forged, stale, replayed or from somebody else lets nobody in', async () => {
  const { authenticator } = await withPasskey();
  const stranger = new Authenticator(ORIGIN);
  const forgeries: Readonly<Record<string, (asked: AskedOptions) => string>> = {
    'another challenge': (asked) => authenticator.get(asked, { challenge: Buffer.from('0123456789abcdef0123').toString('base64url') }),
    'another origin': (asked) => authenticator.get(asked, { origin: 'https://allmende.example.attacker.test' }),
    'the same host with another port': (asked) => authenticator.get(asked, { origin: 'http://localhost:1' }),
    'another host': (asked) => authenticator.get(asked, { host: 'attacker.test' }),
    'the type of a new passkey': (asked) => authenticator.get(asked, { type: 'webauthn.create' }),
    'nobody present': (asked) => authenticator.get(asked, { flags: 0x04 }),
    'nobody verified': (asked) => authenticator.get(asked, { flags: 0x01 }),
    'an unknown passkey': (asked) => stranger.get(asked),
    'a known id with a strange signature': (asked) => JSON.stringify({ ...JSON.parse(stranger.get(asked)) as object, id: authenticator.credentialId.toString('base64url'), rawId: authenticator.credentialId.toString('base64url') }),
    'no JSON': () => '{"id":',
    'another shape': () => '{"id":["x"],"response":{}}',
    nothing: () => '',
  };
  for (const [what, forge] of Object.entries(forgeries)) {
    const { answer, visitor } = await signInWith(forge);
    assert.equal(answer.statusCode, 422, what);
    assert.equal(visitor.token, undefined, what);
  }
  const { answer } = await signInWith((asked) => authenticator.get(asked));
  assert.equal(answer.statusCode, 303, 'the right one still works');
});

test('a challenge works once, in its own browser, and not for long', async () => {
  const { authenticator } = await withPasskey();
  let answer = '';
  let asked: AskedOptions | undefined;
  const first = await signInWith((options) => { asked = options; return (answer = authenticator.get(options)); });
  assert.equal(first.answer.statusCode, 303);
  const fresh = aVisitor();
  assert.equal((await fresh.post('/sign-in/passkey', { credential: answer }, { formOn: '/sign-in' })).statusCode, 422, 'the same answer in another browser');
  const same = aVisitor();
  const again = optionsOn((await same.get('/sign-in')).body);
  const shown = authenticator.get(again);
  assert.equal((await same.post('/sign-in/passkey', { credential: shown }, { formOn: '/sign-in' })).statusCode, 303);
  assert.ok(asked);
  const late = aVisitor();
  const old = optionsOn((await late.get('/sign-in')).body);
  house.clock.advanceMs(15 * 60_000 + 1);
  assert.equal((await late.post('/sign-in/passkey', { credential: authenticator.get(old) }, { formOn: '/sign-in' })).statusCode, 422, 'a quarter of an hour later');
  // The same browser, so that only the memory of spent challenges stands in the way.
  const browser = aVisitor();
  const page = (await browser.get('/sign-in')).body;
  const [, csrf = ''] = /name="_csrf" value="([^"]+)"/u.exec(page) ?? [];
  const send = () => app.inject({ method: 'POST', url: '/sign-in/passkey', remoteAddress: '198.18.9.9', headers: { 'content-type': 'application/x-www-form-urlencoded', cookie: visit }, payload: new URLSearchParams({ _csrf: csrf, credential: replayed }).toString() });
  const visit = browser.cookieHeader();
  const replayed = authenticator.get(optionsOn(page));
  assert.equal((await send()).statusCode, 303);
  authenticator.counter -= 1;
  assert.equal((await send()).statusCode, 422, 'replayed in the same browser');
});

test('an authenticator whose count goes back is a copy and is refused', async () => {
  const { authenticator } = await withPasskey();
  assert.equal((await signInWith((asked) => authenticator.get(asked, { counter: 7 }))).answer.statusCode, 303);
  for (const counter of [7, 6, 0]) assert.equal((await signInWith((asked) => authenticator.get(asked, { counter }))).answer.statusCode, 422, `count ${counter}`);
  assert.equal((await signInWith((asked) => authenticator.get(asked, { counter: 8 }))).answer.statusCode, 303);
});

test('a passkey of somebody else is no second factor, and one passkey belongs to one person', async () => {
  const [one, other] = [await withPasskey(), await withPasskey()];
  const visitor = aVisitor();
  const step = await visitor.post('/sign-in', { email: one.email, password: PASSWORD });
  assert.match(String(step.headers.location), /^\/sign-in\/second/u);
  assert.equal(visitor.token, undefined, 'the password alone opens nothing');
  const asked = optionsOn((await visitor.get('/sign-in/second')).body);
  assert.equal((await visitor.post('/sign-in/second', { credential: other.authenticator.get(asked) })).statusCode, 422);
  assert.equal(visitor.token, undefined);
  const right = optionsOn((await visitor.get('/sign-in/second')).body);
  assert.equal((await visitor.post('/sign-in/second', { credential: one.authenticator.get(right) })).statusCode, 303);
  assert.match((await visitor.get('/account')).body, /Passwort \+ Passkey/u);
  const third = await aPerson();
  const options = optionsOn((await third.visitor.get('/account/factors')).body);
  assert.equal((await third.visitor.post('/account/factors', { credential: one.authenticator.create(options), name: '' })).statusCode, 422, 'known already');
  const foreign = optionsOn((await other.visitor.get('/account/factors')).body);
  assert.equal((await third.visitor.post('/account/factors', { credential: new Authenticator(ORIGIN).create(foreign), name: '' })).statusCode, 422, 'a challenge of another account');
});

test('an app is set up by its first code; each code works once, and recovery codes once', async () => {
  const { visitor, email } = await aPerson();
  assert.equal((await visitor.post('/account/factors', { act: 'begin-app' })).headers.location, '/account/factors/app');
  const page = await visitor.get('/account/factors/app');
  const [letters = ''] = /(?:[A-Z2-7]{4} ?){8}/u.exec(page.body.replaceAll(/<[^>]+>/gu, '')) ?? [];
  const secret = fromBase32(letters.replaceAll(' ', ''));
  assert.equal(secret.length, 20);
  const code = () => timeCodeOf(secret, timeStep(house.clock.now()));
  assert.equal((await visitor.post('/account/factors/app', { code: code() === '000000' ? '000001' : '000000' })).statusCode, 422);
  const done = await visitor.post('/account/factors/app', { code: code() });
  assert.equal(done.statusCode, 200);
  const [recovery = '', otherRecovery = ''] = codesOn(done.body);
  assert.equal((await visitor.get('/account/factors/app')).statusCode, 303, 'the secret is never shown again');

  const step = async (typed: string) => {
    const entering = aVisitor();
    assert.equal((await entering.post('/sign-in', { email, password: PASSWORD })).statusCode, 303);
    return { entering, answer: await entering.post('/sign-in/second', { code: typed }) };
  };
  assert.equal((await step(code())).answer.statusCode, 422, 'the code that set it up is used up');
  house.clock.advanceMs(30_000);
  const now = code();
  const inside = await step(`${now.slice(0, 3)} ${now.slice(3)}`);
  assert.equal(inside.answer.statusCode, 303);
  assert.equal((await step(now)).answer.statusCode, 422, 'replayed');
  assert.equal((await step(recovery.toUpperCase())).answer.statusCode, 303);
  assert.equal((await step(recovery)).answer.statusCode, 422, 'used before');
  assert.match((await inside.entering.get('/account/factors')).body, /Übrig: 7/u);
  const renewed = codesOn((await inside.entering.post('/account/factors', { act: 'recovery-codes' })).body);
  assert.equal(renewed.length, 8);
  assert.equal((await step(otherRecovery)).answer.statusCode, 422, 'replaced');
  const stored = await database.withoutTenant((tx) => tx.client.query<{ row: string }>(`select recovery_code::text as row from identity.recovery_code union all select time_code::text from identity.time_code`));
  for (const { row } of stored.rows) for (const plain of [...renewed, secret.toString('hex')]) assert.ok(!row.includes(plain) && !row.includes(plain.replaceAll('-', '')));
});

test('a code lives half a minute by the clock of the person, and two in a row put a wrong clock right', async () => {
  const { visitor, email } = await aPerson();
  await visitor.post('/account/factors', { act: 'begin-app' });
  const [letters = ''] = /(?:[A-Z2-7]{4} ?){8}/u.exec((await visitor.get('/account/factors/app')).body.replaceAll(/<[^>]+>/gu, '')) ?? [];
  const secret = fromBase32(letters.replaceAll(' ', ''));
  // The telephone is fifty seconds behind.
  const shown = (behind = 50) => timeCodeOf(secret, timeStep(new Date(house.clock.now().getTime() - behind * 1000)));
  assert.equal((await visitor.post('/account/factors/app', { code: shown() })).statusCode, 200, 'the first code tells how its clock goes');
  const step = async (typed: string) => {
    const entering = aVisitor();
    await entering.post('/sign-in', { email, password: PASSWORD });
    return entering.post('/sign-in/second', { code: typed });
  };
  house.clock.advanceMs(3_600_000);
  assert.equal((await step(shown())).statusCode, 303, 'an hour later one code is enough');
  house.clock.advanceMs(60_000);
  const overheard = shown();
  house.clock.advanceMs(30_000);
  const late = await step(overheard);
  assert.equal(late.statusCode, 422);
  assert.match(late.body, /bis die App den nächsten Code zeigt/u);
  assert.match((await step(overheard)).body, /nächsten Code zeigt/u, 'typed once more it is still not right');
  assert.equal((await step(shown())).statusCode, 303, 'the next code is');
  // Somebody puts the clock of the telephone right.
  house.clock.advanceMs(120_000);
  assert.equal((await step(shown(0))).statusCode, 422);
  house.clock.advanceMs(30_000);
  assert.equal((await step(shown(0))).statusCode, 303, 'the second in a row');
  house.clock.advanceMs(120_000);
  assert.equal((await step(shown(0))).statusCode, 303, 'from then on one is enough again');
  house.clock.advanceMs(30_000);
  addresses += 1;
  const byApi = (code: string) => app.inject({ method: 'POST', url: '/api/v1/sessions', remoteAddress: `198.18.8.${addresses & 255}`, payload: { email, password: PASSWORD, code } });
  const early = await byApi(shown(-30));
  assert.deepEqual([early.statusCode, early.json<{ title: string }>().title], [401, 'identity/code-not-now']);
});

test('guessing codes pauses the account as guessing passwords does', async () => {
  const { email } = await withPasskey();
  const guess = async () => {
    const visitor = aVisitor();
    await visitor.post('/sign-in', { email, password: PASSWORD });
    return (await visitor.post('/sign-in/second', { code: '123456' })).statusCode;
  };
  const answers = [];
  for (let count = 0; count < 6; count += 1) answers.push(await guess());
  assert.deepEqual(answers, [422, 422, 422, 422, 422, 429]);
});

test('the API asks for a code too', async () => {
  const { email, codes } = await withPasskey();
  addresses += 1;
  const ask = (body: object) => app.inject({ method: 'POST', url: '/api/v1/sessions', remoteAddress: `198.18.7.${addresses & 255}`, payload: { email, password: PASSWORD, ...body } });
  const without = await ask({});
  assert.equal(without.statusCode, 401);
  assert.equal(without.json<{ title: string }>().title, 'identity/second-factor-needed');
  assert.doesNotMatch(without.body, /"token"/u);
  assert.equal((await ask({ code: 'aaaa-bbbb-cccc-dddd' })).statusCode, 401);
  assert.equal((await ask({ code: codes[0] })).statusCode, 201);
});

test('the second step is over after ten minutes and unknown steps lead back to the beginning', async () => {
  const { email } = await withPasskey();
  const visitor = aVisitor();
  await visitor.post('/sign-in', { email, password: PASSWORD });
  house.clock.advanceMs(10 * 60_000 + 1);
  assert.equal((await visitor.get('/sign-in/second')).headers.location, '/sign-in');
  assert.equal((await aVisitor().get('/sign-in/second')).headers.location, '/sign-in');
});

test('the log tells of factors and refusals without naming anybody', async () => {
  const { email, accountId, authenticator } = await withPasskey();
  await signInWith((asked) => authenticator.get(asked, { origin: 'https://attacker.test' }));
  const log = await database.inTenant(HEILBRONN.tenant, (tx) => listEntries(tx, {}));
  assert.ok(log.some(({ entry }) => entry.action === 'identity/factor-added' && entry.facts['factor'] === 'passkey'));
  assert.ok(log.some(({ entry }) => entry.action === 'identity/sign-in-failed' && entry.facts['reason'] === 'passkey-refused'));
  assert.ok(!JSON.stringify(log).includes(email));
  assert.ok(!JSON.stringify(log.filter(({ entry }) => entry.action === 'identity/factor-added').map(({ entry }) => entry)).includes(accountId));
});

function fromBase32(letters: string): Buffer {
  const bits = [...letters].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/gu) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
