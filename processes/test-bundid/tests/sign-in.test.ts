import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { mailboxOfAccount } from '@allmende/citizen-accounts';
import { makeAnswer, packed, type AnswerParts } from '../make-answer.ts';
import { makeTestKeys, TEST_MARK } from '../keys.ts';
import { testPeople } from '../people.ts';
import { isSignedBy, readRequest } from '../read-request.ts';
import { beginAt, HEILBRONN, openStand, send, Visitor } from './stand.ts';

const stand = await openStand();
after(() => stand.close());
const { app, house, keys } = stand;

function goodAnswer(request: string, changes: Partial<AnswerParts> = {}): AnswerParts {
  const mia = testPeople[0]!;
  return {
    inResponseTo: request, issuer: TEST_MARK, audience: 'http://allmende.test/bundid/heilbronn/metadata', answerAddress: 'http://allmende.test/bundid/heilbronn/answer', contexts: [mia.context, 'urn:oasis:names:tc:SAML:2.0:ac:classes:Password'],
    attributes: [{ name: 'urn:oid:1.3.6.1.4.1.25484.494450.3', friendlyName: 'bPK2', values: ['BPK2-mia-heilbronn'], trust: 'HOCH' }, ...mia.attributes], now: house.clock.now(), ...changes,
  };
}

async function signIn(visitor: Visitor, changes: Partial<AnswerParts> = {}, options: Parameters<typeof beginAt>[1] = {}): Promise<string> {
  const { request } = await beginAt(visitor, options);
  const back = await send(app, packed(makeAnswer(goodAnswer(request, changes), keys)));
  assert.match(String(back.headers.location), /^\/heilbronn\/identify\/done\?ticket=/u, JSON.stringify(stand.warnings.at(-1)));
  const done = await visitor.get(String(back.headers.location));
  return String(done.headers.location);
}

test('a request is signed, names the level and asks for no more than the service needs', async () => {
  const visitor = new Visitor(app);
  const page = await visitor.get('/heilbronn/identify?level=high&service=wohnsitz-anmelden&next=/heilbronn/services/wohnsitz-anmelden');
  assert.match(page.body, /hoch \(Online-Ausweis\)/u);
  assert.match(page.body, /E-Mail-Adresse/u);
  assert.match(page.body, /Test-BundID/u);
  const { address } = await beginAt(visitor);
  const query = new URL(address).search.slice(1);
  const request = readRequest(query);
  assert.equal(request.level, 4);
  assert.deepEqual(request.attributes, ['urn:oid:1.3.6.1.4.1.25484.494450.3', 'urn:oid:2.5.4.42', 'urn:oid:2.5.4.4', 'urn:oid:0.9.2342.19200300.100.1.3']);
  assert.equal(request.organisation, 'Stadt Heilbronn');
  assert.equal(request.service, 'wohnsitz-anmelden');
  const metadata = await app.inject({ method: 'GET', url: '/bundid/heilbronn/metadata' });
  assert.match(String(metadata.headers['content-type']), /^application\/samlmetadata\+xml/u);
  assert.equal(isSignedBy(query, request, metadata.body), true);
  const other = await app.inject({ method: 'GET', url: '/bundid/tengen/metadata' });
  assert.equal(isSignedBy(query, request, other.body), false, 'each authority has a key of its own');
});

test('whoever comes back with a good answer is signed in and sees what is known', async () => {
  const visitor = new Visitor(app);
  assert.equal(await signIn(visitor), '/heilbronn/my-account');
  const account = await visitor.get('/heilbronn/my-account');
  assert.equal(account.statusCode, 200);
  for (const word of ['Mia', 'Erfunden', 'aus Ihrem Ausweis', 'mia@beispiel.example', 'aus Ihrem Konto', 'Wohnsitz anmelden', 'Dieses Gerät']) assert.ok(account.body.includes(word), word);
  assert.equal(account.body.includes('1988'), false, 'what nobody asked for is not kept');
});

test('only whoever agrees is asked for their mailbox, and it is forgotten when they sign in without agreeing', async () => {
  const visitor = new Visitor(app);
  const page = await visitor.get('/heilbronn/identify?level=high&service=wohnsitz-anmelden&next=/heilbronn/my-account');
  assert.match(page.body, /type="checkbox"[^>]*>.*Stadt Heilbronn darf mir Nachrichten/su);
  assert.doesNotMatch((await visitor.get('/tengen/identify?level=high&service=wohnsitz-anmelden&next=/tengen/my-account')).body, /name="mailbox"/u, 'an authority that reaches no mailboxes asks for none');
  const { address } = await beginAt(visitor, { fields: { mailbox: 'yes' } });
  assert.ok(readRequest(new URL(address).search.slice(1)).attributes.includes('urn:oid:2.5.4.18'));
  await signIn(visitor, {}, { fields: { mailbox: 'yes' } });
  const mia = testPeople[0]!.attributes.find(({ friendlyName }) => friendlyName === 'legacyPostkorbHandle')?.values[0] ?? '';
  const accounts = await stand.sql<{ id: string }>('select id from citizen_accounts.account');
  const own = { tenant: HEILBRONN.tenant, account: accounts.rows[0]?.id ?? '' };
  assert.deepEqual(await mailboxOfAccount(house, own), { value: mia, level: 'high' });
  await signIn(visitor);
  assert.equal(await mailboxOfAccount(house, own), undefined);
});

test('nothing of a person lies readable in the database', async () => {
  const { rows } = await stand.sql<{ text: string }>("select (select string_agg(a::text, '') from citizen_accounts.account a) || (select string_agg(u::text, '') from citizen_accounts.data_use u) || (select string_agg(s::text, '') from citizen_accounts.sign_in s) as text");
  for (const secret of ['Erfunden', 'mia@', 'BPK2-mia', Buffer.from('Erfunden').toString('hex'), Buffer.from('BPK2-mia').toString('hex')]) assert.equal(rows[0]?.text.includes(secret), false, secret);
});

test('one person signs in twice and has one account, and another in another authority', async () => {
  const visitor = new Visitor(app);
  await signIn(visitor);
  const { rows } = await stand.sql<{ count: number }>('select count(*)::int as count from citizen_accounts.account');
  assert.equal(rows[0]?.count, 1);
  const account = await visitor.get('/tengen/my-account');
  assert.match(String(account.headers.location), /^\/tengen\/identify\?/u, 'a session counts for one authority');
});

test('a session ends elsewhere, by hand, by idling and after four hours', async () => {
  const [phone, desk] = [new Visitor(app), new Visitor(app)];
  await signIn(phone);
  await signIn(desk);
  const page = await phone.get('/heilbronn/my-account');
  const own = /Dieses Gerät[\s\S]*?name="session" value="([^"]+)"/u.exec(page.body)?.[1];
  const ids = [...page.body.matchAll(/name="session" value="([^"]+)"/gu)].map(([, id]) => id!);
  for (const id of ids.filter((each) => each !== own)) await phone.post('/heilbronn/my-account', { session: id });
  assert.equal((await phone.get('/heilbronn/my-account')).statusCode, 200);
  assert.equal((await desk.get('/heilbronn/my-account')).statusCode, 303, 'the other device is signed out');
  house.clock.advanceMs(31 * 60_000);
  assert.equal((await phone.get('/heilbronn/my-account')).statusCode, 303, 'nobody was there for half an hour');
  await signIn(phone);
  for (let quarter = 0; quarter < 16; quarter += 1) {
    house.clock.advanceMs(15 * 60_000);
    await phone.get('/heilbronn/my-account');
  }
  assert.equal((await phone.get('/heilbronn/my-account')).statusCode, 303, 'four hours are over, however busy they were');
  await signIn(phone);
  assert.match(String((await phone.post('/heilbronn/my-account/sign-out', {}, '/heilbronn/my-account')).headers.location), /my-account\/left$/u);
  assert.equal((await phone.get('/heilbronn/my-account')).statusCode, 303);
});

test('a new key of BundID counts from when its metadata name it, and the old one until they do not', async () => {
  const next = await makeTestKeys(house.clock.now());
  stand.connect([keys.certificate, next.certificate]);
  const visitor = new Visitor(app);
  for (const pair of [keys, next]) {
    const { request } = await beginAt(visitor);
    assert.match(String((await send(app, packed(makeAnswer(goodAnswer(request), pair)))).headers.location), /done\?ticket=/u);
  }
  stand.connect([next.certificate]);
  const { request } = await beginAt(visitor);
  assert.match(String((await send(app, packed(makeAnswer(goodAnswer(request), keys)))).headers.location), /failed$/u);
  stand.connect([keys.certificate]);
});

test('a deleted account leaves nothing that can be read, and says what stays', async () => {
  const visitor = new Visitor(app);
  await signIn(visitor);
  const asked = await visitor.get('/heilbronn/my-account/delete');
  assert.match(asked.body, /Anträge, die Sie schon abgesendet haben, liegen bei Stadt Heilbronn/u);
  const gone = await visitor.post('/heilbronn/my-account/delete');
  assert.match(String(gone.headers.location), /left\?deleted=1$/u);
  const { rows } = await stand.sql<{ accounts: number; uses: number; sessions: number; open: number }>(`select (select count(*)::int from citizen_accounts.account) as accounts, (select count(*)::int from citizen_accounts.data_use) as uses, (select count(*)::int from citizen_accounts.session) as sessions,
    (select count(*)::int from secrets.data_key where wrapped is not null and id not in (select data_key_id from citizen_accounts.service_provider)) as open`);
  assert.deepEqual(rows[0], { accounts: 0, uses: 0, sessions: 0, open: 0 });
  assert.equal((await visitor.get('/heilbronn/my-account')).statusCode, 303);
});

test('somebody who gives up at BundID comes back to a page that says so and leads on', async () => {
  const visitor = new Visitor(app);
  await beginAt(visitor);
  const failed = await visitor.get('/heilbronn/identify/failed');
  assert.equal(failed.statusCode, 403);
  assert.match(failed.body, /Was Sie schon eingegeben haben, ist noch da/u);
  assert.match(failed.body, /href="\/heilbronn\/identify\?[^"]*service=wohnsitz-anmelden/u);
});

test('without BundID, and with a test BundID in operation, the page says that it is not possible', async () => {
  const broken = { ...house, config: { ...house.config, environment: 'production' as const } };
  const served = await stand.serve(broken);
  const page = await new Visitor(served).get('/heilbronn/identify?level=high');
  assert.match(page.body, /Die Anmeldung ist zurzeit nicht möglich/u);
  await served.close();
});

test('from a place people come to their account: straight where one authority works, to a choice where several do, to a word where none does', async () => {
  const visitor = new Visitor(app);
  assert.equal((await visitor.get('/heilbronn/account')).headers.location, '/heilbronn/my-account');
  const choice = await visitor.get('/glasewitz/account');
  assert.equal(choice.statusCode, 200);
  for (const link of ['href="/heilbronn/my-account"', 'href="/tengen/my-account"']) assert.ok(choice.body.includes(link), link);
  assert.match((await visitor.get('/nowhere/account')).body, /zurzeit keine Leistung, für die Sie ein Konto brauchen/u);
  for (const [language, title] of Object.entries({ 'de-leicht': 'Mein Konto', en: 'My account', uk: 'Мій обліковий запис', ar: 'حسابي' })) assert.ok((await visitor.get(`/glasewitz/account?lang=${language}`)).body.includes(`<h1 class="kern-heading-x-large">${title}`), language);
});
