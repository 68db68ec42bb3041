import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { loadGrants, roleChoiceText, rolesIn, type Role } from '@allmende/access';
import { listEntries } from '@allmende/audit';
import { newId } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { createSessions } from '../index.ts';
import { startSession } from '../actions/start-session.ts';
import { aStaffMember } from '../testing/index.ts';
import { aWeb, DOG_TAX, HEILBRONN, TENGEN, Visitor } from './a-web.ts';
import { rooms } from './stand.ts';

const { database } = await testDatabase(rooms);
const { app, house } = await aWeb(database);
after(() => app.close());

async function aDirectory(authority = HEILBRONN) {
  const officer = await aStaffMember(house, { tenant: authority.tenant, roles: ['digital-officer'] });
  const visitor = new Visitor(app, { token: officer.token });
  const page = `/${authority.slug}/office/people/directory`;
  const shown = await visitor.post(page, { name: 'Entra ID' });
  const [token = ''] = /[\da-f-]{36}\.[\w-]{43}/u.exec(shown.body) ?? [];
  assert.notEqual(token, '');
  return { officer, visitor, page, token, scim: speaker(token) };
}

function speaker(token: string) {
  return async (method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, body?: unknown, headers: Record<string, string> = {}) => {
    const answer = await app.inject({ method, url: `/scim/v2${url}`, headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json', ...headers }, ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }) });
    return { status: answer.statusCode, headers: answer.headers, body: (answer.body === '' ? {} : JSON.parse(answer.body)) as { id: string; totalResults: number; Resources: { id: string; userName: string }[]; scimType?: string; schemas: string[]; status?: string; active: boolean; meta: { version: string }; members: { value: string }[]; [key: string]: unknown } };
  };
}

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const aUser = (more: object = {}) => ({ schemas: [USER], userName: `${newId()}@beispiel.test`, name: { givenName: 'Erika', familyName: 'Beispiel' }, active: true, ...more });
const patch = (...Operations: object[]) => ({ schemas: [PATCH], Operations });

async function rolesOf(email: string, tenant = HEILBRONN.tenant): Promise<Role[] | undefined> {
  const { rows: [account] } = await database.withoutTenant((tx) => tx.client.query<{ id: string }>('select id from identity.account where email = $1 and disabled_at is null', [email]));
  if (!account) return undefined;
  await database.withoutTenant((tx) => tx.client.query('update identity.account set password_must_change = false where id = $1', [account.id]));
  const { token } = await database.withoutTenant((tx) => startSession(tx, account.id, house.clock.now()));
  const actor = await createSessions(house).findActor(token);
  return actor && [...rolesIn(actor, tenant)].toSorted();
}

test('a directory provides people and groups, and a mapped group gives and takes roles', async () => {
  const { scim, visitor, page } = await aDirectory();
  const made = await scim('POST', '/Users', aUser({ externalId: 'e-1' }));
  assert.equal(made.status, 201);
  assert.match(String(made.headers['content-type']), /^application\/scim\+json/u);
  const email = String(made.body['userName']);
  assert.deepEqual(await rolesOf(email), []);
  const group = await scim('POST', '/Groups', { schemas: [GROUP], displayName: 'Sachbearbeitung Ordnungsamt', members: [{ value: made.body.id }] });
  assert.equal(group.status, 201);
  assert.deepEqual(await rolesOf(email), [], 'a group gives nothing until somebody maps it');
  assert.equal((await visitor.post(page, { map: group.body.id, [`role-${group.body.id}`]: 'caseworker' })).statusCode, 303);
  assert.deepEqual(await rolesOf(email), ['caseworker']);
  assert.equal((await scim('PATCH', `/Groups/${group.body.id}`, patch({ op: 'remove', path: `members[value eq "${made.body.id}"]` }))).status, 200);
  assert.deepEqual(await rolesOf(email), []);
  const back = await scim('PATCH', `/Groups/${group.body.id}`, patch({ op: 'Add', path: 'members', value: [{ value: made.body.id }] }));
  assert.deepEqual(back.body.members.map(({ value }) => value), [made.body.id]);
  assert.deepEqual(await rolesOf(email), ['caseworker']);
  assert.equal((await scim('DELETE', `/Groups/${group.body.id}`)).status, 204);
  assert.deepEqual(await rolesOf(email), []);
  const log = await database.inTenant(HEILBRONN.tenant, (tx) => listEntries(tx, {}));
  assert.ok(log.some(({ entry }) => entry.action === 'identity/role-given' && entry.actor.kind === 'system' && entry.actor.name === 'directory'));
  assert.ok(!JSON.stringify(log).includes(email));
});

test('a group may give the role of a caseworker for one service, and members come and go by every form of PATCH', async () => {
  const { scim, visitor, page } = await aDirectory();
  const people: Awaited<ReturnType<typeof scim>>[] = [];
  for (let count = 0; count < 3; count += 1) people.push(await scim('POST', '/Users', aUser()));
  const [one, other, third] = people.map(({ body }) => body.id) as [string, string, string];
  const held = async (index: number) => {
    const { rows: [account] } = await database.withoutTenant((tx) => tx.client.query<{ id: string }>('select id from identity.account where email = $1', [String(people[index]?.body['userName'])]));
    return (await database.withoutTenant((tx) => loadGrants(tx, account?.id ?? '', house.clock.today()))).map(roleChoiceText).toSorted();
  };
  const dogs = await scim('POST', '/Groups', { displayName: `Hundesteuer ${newId()}`, members: [{ value: one }] });
  const all = await scim('POST', '/Groups', { displayName: `Bürgeramt ${newId()}` });
  const map = (group: string, role: string) => visitor.post(page, { map: group, [`role-${group}`]: role });
  const shown = await visitor.get(page);
  assert.match(shown.body, new RegExp(`<option value="caseworker/${DOG_TAX.id}"[^>]*>Sachbearbeitung, nur Hundesteuer`, 'u'));
  for (const wrong of ['caseworker/angeln', 'approver/hundesteuer', 'caseworker/', 'operator']) assert.equal((await map(dogs.body.id, wrong)).statusCode, 422, wrong);
  assert.deepEqual(await held(0), []);
  assert.equal((await map(dogs.body.id, `caseworker/${DOG_TAX.id}`)).statusCode, 303);
  assert.deepEqual(await held(0), ['caseworker/hundesteuer']);
  assert.match((await visitor.get(page)).body, /value="caseworker\/hundesteuer" selected/u);
  assert.equal((await map(all.body.id, 'caseworker')).statusCode, 303);

  const change = async (group: string, ...operations: object[]) => {
    const answer = await scim('PATCH', `/Groups/${group}`, patch(...operations));
    assert.equal(answer.status, 200);
    return answer.body.members.map(({ value }) => value).toSorted();
  };
  assert.deepEqual(await change(dogs.body.id, { op: 'add', path: 'members', value: [{ value: other }, { value: third }] }), [one, other, third].toSorted());
  assert.deepEqual(await change(all.body.id, { op: 'add', value: { members: [{ value: other }] } }), [other]);
  assert.deepEqual(await held(1), ['caseworker', 'caseworker/hundesteuer']);
  const { body } = await scim('GET', `/Users/${other}`);
  assert.deepEqual((body as unknown as { groups: { value: string; type: string }[] }).groups.map(({ value }) => value).toSorted(), [dogs.body.id, all.body.id].toSorted());
  assert.equal((await scim('PATCH', `/Users/${other}`, patch({ op: 'add', path: 'groups', value: [] }))).body.scimType, 'mutability', 'groups are changed at the group');
  assert.deepEqual(await change(all.body.id, { op: 'remove', path: `members[value eq "${other}"]` }), []);
  assert.deepEqual(await held(1), ['caseworker/hundesteuer']);
  assert.deepEqual(await change(dogs.body.id, { op: 'remove', path: 'members', value: [{ value: other }] }), [one, third].toSorted());
  assert.deepEqual(await held(1), []);
  assert.deepEqual(await change(dogs.body.id, { op: 'replace', path: 'members', value: [{ value: third }] }), [third]);
  assert.deepEqual([await held(0), await held(2)], [[], ['caseworker/hundesteuer']]);
  assert.deepEqual(await change(dogs.body.id, { op: 'remove', path: 'members' }), []);
  assert.deepEqual(await held(2), []);
  const log = await database.inTenant(HEILBRONN.tenant, (tx) => listEntries(tx, {}));
  assert.ok(log.some(({ entry }) => entry.action === 'identity/group-mapped' && entry.subject.id === dogs.body.id && entry.facts['service'] === DOG_TAX.id));
  assert.ok(log.some(({ entry }) => entry.action === 'identity/role-ended' && entry.facts['service'] === DOG_TAX.id));
});

test('whoever the directory makes inactive or deletes is out at once, and comes back without a password', async () => {
  const { scim, visitor, page } = await aDirectory();
  for (const away of [(id: string) => scim('PATCH', `/Users/${id}`, patch({ op: 'Replace', path: 'active', value: 'False' })), (id: string) => scim('PATCH', `/Users/${id}`, patch({ op: 'replace', value: { active: false } })), (id: string) => scim('DELETE', `/Users/${id}`)]) {
    const made = await scim('POST', '/Users', aUser());
    const email = String(made.body['userName']);
    const group = await scim('POST', '/Groups', { displayName: `Gruppe ${newId()}`, members: [{ value: made.body.id }] });
    await visitor.post(page, { map: group.body.id, [`role-${group.body.id}`]: 'caseworker' });
    assert.deepEqual(await rolesOf(email), ['caseworker']);
    const gone = await away(made.body.id);
    assert.ok(gone.status === 200 || gone.status === 204);
    assert.equal(await rolesOf(email), undefined);
    const { rows } = await database.withoutTenant((tx) => tx.client.query('select 1 from identity.session join identity.account on account.id = session.account_id where account.email = $1 and session.ended_at is null', [email]));
    assert.equal(rows.length, 0, 'no session is left');
    if (gone.status === 200) {
      assert.equal((await scim('PATCH', `/Users/${made.body.id}`, patch({ op: 'replace', path: 'active', value: true }))).body.active, true);
      assert.deepEqual(await rolesOf(email), ['caseworker']);
    } else assert.equal((await scim('GET', `/Users/${made.body.id}`)).status, 404);
  }
});

test('filters, pages, versions and replacements are those of the standard', async () => {
  const { scim } = await aDirectory(TENGEN);
  const made = [];
  for (let count = 0; count < 5; count += 1) made.push(await scim('POST', '/Users', aUser({ externalId: `x-${count}` })));
  const first = made[0]?.body;
  assert.ok(first);
  const byName = await scim('GET', `/Users?filter=${encodeURIComponent(`userName eq "${String(first['userName']).toUpperCase()}"`)}`);
  assert.deepEqual(byName.body.Resources.map(({ id }) => id), [first.id]);
  assert.deepEqual((await scim('GET', `/Users?filter=${encodeURIComponent('externalId eq "x-3"')}`)).body.Resources.map(({ id }) => id), [made[3]?.body.id]);
  assert.equal((await scim('GET', `/Users?filter=${encodeURIComponent('userName eq "niemand"')}`)).body.totalResults, 0);
  const pages = [];
  for (const start of [1, 3, 5]) pages.push(...(await scim('GET', `/Users?startIndex=${start}&count=2`)).body.Resources.map(({ id }) => id));
  assert.deepEqual(pages, made.map(({ body }) => body.id));
  const none = await scim('GET', '/Users?count=0&startIndex=-3');
  assert.deepEqual([none.body.totalResults, none.body.Resources.length, none.body['startIndex']], [5, 0, 1]);
  const tag = String(made[0]?.headers['etag']);
  assert.equal(first.meta.version, tag);
  assert.equal((await scim('GET', `/Users/${first.id}`, undefined, { 'if-none-match': tag })).status, 304);
  const changed = await scim('PUT', `/Users/${first.id}`, { ...aUser(), userName: first['userName'], displayName: 'Erika B.' }, { 'if-match': tag });
  assert.equal(changed.body['displayName'], 'Erika B.');
  assert.notEqual(changed.headers['etag'], tag);
  const stale = await scim('PATCH', `/Users/${first.id}`, patch({ op: 'replace', path: 'displayName', value: 'zu spät' }), { 'if-match': tag });
  assert.deepEqual([stale.status, stale.body.status, stale.body.schemas], [412, '412', ['urn:ietf:params:scim:api:messages:2.0:Error']]);
  assert.equal((await scim('GET', '/ServiceProviderConfig')).body['patch'] !== undefined, true);
  for (const about of ['/ResourceTypes', '/Schemas']) assert.equal((await scim('GET', about)).body.totalResults, 2);
  assert.equal((await scim('GET', `/Schemas/${USER}`)).body.id, USER);
});

test('what does not fit is refused in the words of the standard, and nothing changes', async () => {
  const { scim } = await aDirectory();
  const made = await scim('POST', '/Users', aUser());
  const same = String(made.body['userName']);
  const path = `/Users/${made.body.id}`;
  const cases: readonly (readonly [what: string, ask: () => ReturnType<typeof scim>, status: number, scimType: string | undefined])[] = [
    ['the same user name in capitals', () => scim('POST', '/Users', aUser({ userName: same.toUpperCase() })), 409, 'uniqueness'],
    ['no user name', () => scim('POST', '/Users', { schemas: [USER] }), 400, 'invalidValue'],
    ['no address', () => scim('POST', '/Users', aUser({ userName: 'erika' })), 400, 'invalidValue'],
    ['a list', () => scim('POST', '/Users', []), 400, 'invalidValue'],
    ['no JSON', () => scim('POST', '/Users', '{"userName":'), 400, 'invalidSyntax'],
    ['a strange active', () => scim('POST', '/Users', aUser({ active: 'perhaps' })), 400, 'invalidValue'],
    ['a filter that is not offered', () => scim('GET', `/Users?filter=${encodeURIComponent('userName sw "a" and active eq true')}`), 400, 'invalidFilter'],
    ['a filter by something else', () => scim('GET', `/Users?filter=${encodeURIComponent('title eq "x"')}`), 400, 'invalidFilter'],
    ['a count that is no number', () => scim('GET', '/Users?count=many'), 400, 'invalidValue'],
    ['no operations', () => scim('PATCH', path, { schemas: [PATCH] }), 400, 'invalidSyntax'],
    ['a strange operation', () => scim('PATCH', path, patch({ op: 'move', path: 'active' })), 400, 'invalidSyntax'],
    ['a path that cannot be read', () => scim('PATCH', path, patch({ op: 'replace', path: 'name[', value: 'x' })), 400, 'invalidPath'],
    ['the id', () => scim('PATCH', path, patch({ op: 'replace', path: 'id', value: newId() })), 400, 'mutability'],
    ['nothing there', () => scim('PATCH', path, patch({ op: 'replace', path: 'emails[type eq "home"].value', value: 'a@beispiel.test' })), 400, 'noTarget'],
    ['a member that is no id', () => scim('POST', '/Groups', { displayName: 'Gruppe', members: [{ value: 'x' }] }), 400, 'invalidValue'],
    ['an unknown person', () => scim('GET', `/Users/${newId()}`), 404, undefined],
    ['no id at all', () => scim('DELETE', '/Users/x'), 404, undefined],
    ['another address', () => scim('GET', '/Bulk'), 404, undefined],
  ];
  for (const [what, ask, status, scimType] of cases) {
    const answer = await ask();
    assert.deepEqual([answer.status, answer.body.scimType, answer.body.status, answer.body.schemas], [status, scimType, String(status), ['urn:ietf:params:scim:api:messages:2.0:Error']], what);
  }
  const still = await scim('GET', path);
  assert.equal(still.headers['etag'], made.headers['etag']);
});

test('a token opens its own authority, is shown once, and stops when it is revoked', async () => {
  const { scim, visitor, page, token } = await aDirectory();
  const other = await aDirectory(TENGEN);
  const made = await scim('POST', '/Users', aUser());
  assert.equal((await other.scim('GET', `/Users/${made.body.id}`)).status, 404);
  assert.equal((await other.scim('DELETE', `/Users/${made.body.id}`)).status, 404);
  assert.equal((await other.scim('GET', `/Users?filter=${encodeURIComponent(`userName eq "${String(made.body['userName'])}"`)}`)).body.totalResults, 0);
  const secret = token.split('.')[1] ?? '';
  for (const wrong of [`${TENGEN.tenant}.${secret}`, `${HEILBRONN.tenant}.${'x'.repeat(43)}`, `${newId()}.${secret}`, secret, '', 'x']) assert.equal((await speaker(wrong)('GET', '/Users')).status, 401, wrong);
  const list = await visitor.get(page);
  assert.ok(!list.body.includes(secret));
  const [, id = ''] = /name="revoke" value="([^"]+)"/u.exec(list.body) ?? [];
  assert.equal((await other.visitor.post(other.page, { revoke: id })).statusCode, 404);
  for (const [, one = ''] of list.body.matchAll(/name="revoke" value="([^"]+)"/gu)) await visitor.post(page, { revoke: one });
  assert.equal((await scim('GET', '/Users')).status, 401);
  const { rows } = await database.inTenant(HEILBRONN.tenant, (tx) => tx.client.query<{ row: string }>('select scim_token::text as row from identity.scim_token'));
  for (const { row } of rows) assert.ok(!row.includes(secret));
});

test('a directory changes nothing of an account that works elsewhere but the work here, and gives nobody rights over themselves', async () => {
  const { scim, officer, visitor, page } = await aDirectory();
  const next = await aStaffMember(house, { tenant: TENGEN.tenant, roles: ['approver'], name: 'Nadja Nachbarin' });
  const made = await scim('POST', '/Users', aUser({ userName: next.email, displayName: 'Ein anderer Name' }));
  assert.equal(made.status, 201);
  const { rows: [account] } = await database.withoutTenant((tx) => tx.client.query<{ name: string; password_must_change: boolean }>('select name, password_must_change from identity.account where id = $1', [next.accountId]));
  assert.deepEqual(account, { name: 'Nadja Nachbarin', password_must_change: false });
  await scim('PATCH', `/Users/${made.body.id}`, patch({ op: 'replace', path: 'active', value: false }));
  assert.deepEqual(await rolesOf(next.email, TENGEN.tenant), ['approver']);
  const self = await scim('POST', '/Users', aUser({ userName: officer.email }));
  const group = await scim('POST', '/Groups', { displayName: `Leitung ${newId()}`, members: [{ value: self.body.id }] });
  assert.equal((await visitor.post(page, { map: group.body.id, [`role-${group.body.id}`]: 'approver' })).statusCode, 422);
  assert.deepEqual(await rolesOf(officer.email), ['digital-officer']);
});
