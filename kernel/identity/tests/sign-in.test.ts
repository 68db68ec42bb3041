import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemActor, rolesIn } from '@allmende/access';
import { listEntries } from '@allmende/audit';
import { newId, PLATFORM_TENANT, tenantId } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { contextFor } from '@allmende/house';
import { testHouse } from '@allmende/house/testing';
import { createAccount, createSessions, endSession, grantRole, signIn, SignInPaused, SignInRefused } from '../index.ts';
import { rooms } from './stand.ts';

const { database } = await testDatabase(rooms);
const PASSWORD = 'Vier Birken am Weiher';
let addresses = 0;

async function aPerson(now = '2026-11-21T09:00:00Z') {
  const house = testHouse(database, { now });
  const setUp = contextFor(house, systemActor('start'), PLATFORM_TENANT);
  const tenant = tenantId(newId());
  const email = `${newId()}@beispiel.test`;
  const accountId = await createAccount(setUp, { email, name: 'Erika Beispiel', password: PASSWORD });
  await grantRole(setUp, { tenant, accountId, role: 'caseworker' });
  addresses += 1;
  const remoteAddress = `192.0.2.${addresses}`;
  return { house, setUp, tenant, email, accountId, remoteAddress, sessions: createSessions(house), signIn: (password: string, address = remoteAddress, mail = email) => signIn(house, { email: mail, password, remoteAddress: address }) };
}

test('who signs in gets a token that leads to the person and the roles', async () => {
  const { accountId, tenant, sessions, signIn: enter } = await aPerson();
  const { token, account } = await enter(PASSWORD);
  assert.match(token, /^[\w-]{43}$/u);
  assert.deepEqual({ id: account.id, grants: account.grants }, { id: accountId, grants: [{ tenant, role: 'caseworker' }] });
  assert.deepEqual(await sessions.findActor(token), { kind: 'staff', accountId, name: 'Erika Beispiel', grants: [{ tenant, role: 'caseworker' }] });
});

test('the address may be written in capitals and the password in another normal form', async () => {
  const { email, signIn: enter, setUp } = await aPerson();
  await enter(PASSWORD, '198.51.100.1', ` ${email.toUpperCase()} `);
  const umlaut = `${newId()}@beispiel.test`;
  await createAccount(setUp, { email: umlaut, name: 'Jörg Muster', password: 'Grüne Möwen über Süderholz'.normalize('NFC') });
  await enter('Grüne Möwen über Süderholz'.normalize('NFD'), '198.51.100.2', umlaut);
});

test('a wrong password, an unknown account and a disabled one get the same answer', async () => {
  const { signIn: enter, email, accountId } = await aPerson();
  const refusals = [
    await enter('falsches Passwort!', '203.0.113.1').catch((error: unknown) => error),
    await enter(PASSWORD, '203.0.113.2', `${newId()}@beispiel.test`).catch((error: unknown) => error),
    await database.withoutTenant((tx) => tx.client.query('update identity.account set disabled_at = now() where id = $1', [accountId])).then(() => enter(PASSWORD, '203.0.113.3', email)).catch((error: unknown) => error),
  ];
  for (const refusal of refusals) assert.ok(refusal instanceof SignInRefused);
  assert.equal(new Set(refusals.map((refusal) => JSON.stringify({ ...(refusal as SignInRefused), message: (refusal as SignInRefused).message }))).size, 1);
});

test('an unknown account costs the same hashing as a known one', async () => {
  const { signIn: enter, email } = await aPerson();
  const measure = async (mail: string, address: string) => {
    const start = performance.now();
    await enter('falsches Passwort!', address, mail).catch(() => undefined);
    return performance.now() - start;
  };
  await measure(email, '203.0.113.9');
  const known = Math.min(await measure(email, '203.0.113.10'), await measure(email, '203.0.113.11'), await measure(email, '203.0.113.12'));
  const unknown = Math.min(await measure(`a${email}`, '203.0.113.13'), await measure(`b${email}`, '203.0.113.14'), await measure(`c${email}`, '203.0.113.15'));
  assert.ok(unknown > known / 2, `unknown ${unknown} ms, known ${known} ms`);
});

test('after five failures an account pauses, twice as long each time, and recovers by time alone', async () => {
  const { house, signIn: enter } = await aPerson();
  for (let count = 0; count < 5; count += 1) await assert.rejects(enter('falsches Passwort!', `198.51.100.${10 + count}`), SignInRefused);
  const pause = async () => enter(PASSWORD, '198.51.100.30').then(() => 0, (error: unknown) => (error instanceof SignInPaused ? error.retryAfterSeconds : Promise.reject(error)));
  assert.equal(await pause(), 15);
  assert.equal(await pause(), 15);
  house.clock.advanceMs(15_000);
  await assert.rejects(enter('falsches Passwort!', '198.51.100.31'), SignInRefused);
  assert.equal(await pause(), 30);
  house.clock.advanceMs(29_000);
  assert.equal(await pause(), 1);
  house.clock.advanceMs(1000);
  assert.equal(await pause(), 0);
  await assert.rejects(enter('falsches Passwort!', '198.51.100.32'), SignInRefused);
  assert.equal(await pause(), 0);
});

test('strangers who guess at an account do not keep its owner out of a browser used before', async () => {
  const { house, email, signIn: enter } = await aPerson();
  const { browserMark } = await enter(PASSWORD);
  for (let count = 0; count < 5; count += 1) await assert.rejects(enter('falsches Passwort!', `198.51.100.${80 + count}`), SignInRefused);
  await assert.rejects(enter(PASSWORD, '198.51.100.90'), SignInPaused);
  const inOwnBrowser = (password: string, mail = email) => signIn(house, { email: mail, password, remoteAddress: '198.51.100.91', browserMark });
  await inOwnBrowser(PASSWORD);
  for (let count = 0; count < 5; count += 1) await assert.rejects(inOwnBrowser('falsches Passwort!'), SignInRefused);
  await assert.rejects(inOwnBrowser(PASSWORD), SignInPaused, 'its own failures still count');
  const other = await aPerson();
  for (let count = 0; count < 5; count += 1) await assert.rejects(other.signIn('falsches Passwort!', `198.51.100.${100 + count}`), SignInRefused);
  await assert.rejects(inOwnBrowser(PASSWORD, other.email), SignInPaused, 'the mark is for one account');
});

test('an account that does not exist pauses like one that does', async () => {
  const { signIn: enter } = await aPerson();
  const nobody = `${newId()}@beispiel.test`;
  for (let count = 0; count < 5; count += 1) await assert.rejects(enter(PASSWORD, `198.51.100.${40 + count}`, nobody), SignInRefused);
  await assert.rejects(enter(PASSWORD, '198.51.100.50', nobody), SignInPaused);
});

test('an address that guesses through many accounts pauses, and others do not', async () => {
  const { signIn: enter } = await aPerson();
  const many = Array.from({ length: 30 }, (_unused, index) => enter('falsches Passwort!', '2001:db8:1:2::5', `${index}-${newId()}@beispiel.test`));
  for (const one of await Promise.allSettled(many)) assert.ok(one.status === 'rejected' && one.reason instanceof SignInRefused);
  await assert.rejects(enter(PASSWORD, '2001:db8:1:2:ffff::1'), SignInPaused);
  await enter(PASSWORD, '2001:db8:1:3::5');
});

test('many guesses at once do not slip past the count', async () => {
  const { signIn: enter } = await aPerson();
  const guesses = await Promise.allSettled(Array.from({ length: 12 }, (_unused, index) => enter('falsches Passwort!', `198.51.100.${60 + index}`)));
  const heard = guesses.filter((guess) => guess.status === 'rejected' && guess.reason instanceof SignInRefused).length;
  assert.equal(heard, 5);
});

test('a session ends after an hour without use and after twelve hours in any case', async () => {
  const { house, sessions, signIn: enter } = await aPerson();
  const idle = (await enter(PASSWORD)).token;
  house.clock.advanceMs(59 * 60_000);
  assert.ok(await sessions.findActor(idle));
  house.clock.advanceMs(59 * 60_000);
  assert.ok(await sessions.findActor(idle));
  house.clock.advanceMs(61 * 60_000);
  assert.equal(await sessions.findActor(idle), undefined);
  const busy = (await enter(PASSWORD)).token;
  for (let half = 1; half < 24; half += 1) {
    house.clock.advanceMs(30 * 60_000);
    assert.ok(await sessions.findActor(busy), `after ${half / 2} hours`);
  }
  house.clock.advanceMs(30 * 60_000);
  assert.equal(await sessions.findActor(busy), undefined);
});

test('an ended session and a made-up token lead to nobody', async () => {
  const { house, sessions, signIn: enter } = await aPerson();
  const { token } = await enter(PASSWORD);
  await endSession(house, token);
  assert.equal(await sessions.findActor(token), undefined);
  assert.equal(await sessions.findActor(`${token.slice(0, -1)}_`), undefined);
  assert.equal(await sessions.findActor("' or true --"), undefined);
});

test('the token stands nowhere in the database', async () => {
  const { signIn: enter } = await aPerson();
  const { token } = await enter(PASSWORD);
  const { rows } = await database.withoutTenant((tx) => tx.client.query<{ row: string }>('select session::text as row from identity.session union all select account::text from identity.account union all select sign_in_attempt::text from identity.sign_in_attempt'));
  assert.ok(rows.length > 0);
  const hex = Buffer.from(token).toString('hex');
  for (const { row } of rows) assert.ok(!row.includes(token) && !row.includes(hex) && !row.includes(PASSWORD));
});

test('the log of the authority tells of sign-ins without naming anybody', async () => {
  const { tenant, email, accountId, signIn: enter } = await aPerson();
  await enter('falsches Passwort!').catch(() => undefined);
  await enter(PASSWORD);
  const entries = await database.inTenant(tenant, (tx) => listEntries(tx, {}));
  const actions = entries.map(({ entry }) => entry.action).toSorted();
  assert.deepEqual(actions, ['identity/role-given', 'identity/sign-in-failed', 'identity/signed-in']);
  assert.ok(!JSON.stringify(entries).includes(email) && !JSON.stringify(entries).includes('Erika'));
  const signedIn = entries.find(({ entry }) => entry.action === 'identity/signed-in');
  assert.ok(signedIn && !JSON.stringify(signedIn.entry).includes(accountId), 'the pseudonym is not tied to the account');
});

test('a role that begins tomorrow is not there today', async () => {
  const { house, setUp, accountId, sessions, signIn: enter } = await aPerson();
  const other = tenantId(newId());
  await grantRole(setUp, { tenant: other, accountId, role: 'auditor', validFrom: '2026-11-22' as never });
  const { token } = await enter(PASSWORD);
  const roles = async () => { const actor = await sessions.findActor(token); return actor ? rolesIn(actor, other) : []; };
  assert.deepEqual(await roles(), []);
  house.clock.set('2026-11-21T23:00:01Z');
  const later = (await enter(PASSWORD)).token;
  const actor = await sessions.findActor(later);
  assert.deepEqual(actor && rolesIn(actor, other), ['auditor']);
});
