import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, test } from 'node:test';
import { systemActor, type Actor, type Role } from '@allmende/access';
import { appPackagesMigrations, publishRelease, type AppPackage } from '@allmende/app-packages';
import { newId, PLATFORM_TENANT, type TenantId } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { closeDocuments } from '@allmende/documents';
import { buildAssets } from '@allmende/html';
import { createServer } from '@allmende/http';
import { contextFor } from '@allmende/house';
import { testHouse } from '@allmende/house/testing';
import { getConfiguration, requestInstance } from '@allmende/operations';
import { aPackage } from '@allmende/operations/testing';
import { needsModule } from '@allmende/needs/module';
import { registerDirectory } from '@allmende/register';
import { enterShippedParameters } from '../index.ts';
import { createProcurementModule } from '../module.ts';
import { neverVetted, openStand, STAND_APPS, STAND_MIGRATIONS } from '../testing/index.ts';

const { database } = await testDatabase([...STAND_MIGRATIONS, appPackagesMigrations]);
const house = testHouse(database, { directory: registerDirectory(database) });
const { heilbronn, amt, offers } = await openStand(house);
const people = new Map<string, Actor>();
const signIn = (tenant: TenantId, ...roles: Role[]) => {
  const token = `token-${newId().replaceAll('-', '')}`;
  people.set(token, { kind: 'staff', accountId: newId(), name: 'Erika Erfunden', grants: roles.map((role) => ({ tenant, role })) });
  return token;
};
const rooms = [needsModule, createProcurementModule({ apps: STAND_APPS, version: '1.2.3', vettingOf: neverVetted })];
const app = await createServer({
  house, sessions: { findActor: async (token) => people.get(token) }, assets: await buildAssets(), pages: rooms.flatMap((room) => room.pages ?? []), api: rooms.flatMap((room) => room.api ?? []), navigation: rooms.flatMap((room) => room.navigation ?? []),
});
after(async () => {
  await app.close();
  await closeDocuments();
});

const officer = signIn(heilbronn, 'digital-officer');
const approver = signIn(heilbronn, 'approver');
const mayor = signIn(heilbronn, 'mayor');
const amtOfficer = signIn(amt, 'digital-officer');
const operator = signIn(PLATFORM_TENANT, 'operator');

const get = (url: string, token: string) => app.inject({ url, headers: { cookie: `allmende-session=${token}` } });
const csrfOf = (body: string) => /name="_csrf" value="([^"]+)"/u.exec(body)?.[1] ?? '';
async function send(url: string, token: string, fields: Record<string, string | readonly string[]>, from = url) {
  const csrf = csrfOf((await get(from, token)).body);
  return app.inject({
    method: 'POST', url, payload: new URLSearchParams(Object.entries({ _csrf: csrf, ...fields }).flatMap(([name, value]) => [value].flat().map((one) => [name, one]))).toString(),
    headers: { cookie: `allmende-session=${token}`, 'content-type': 'application/x-www-form-urlencoded', origin: 'http://allmende.test', host: 'allmende.test' },
  });
}
const api = (method: 'GET' | 'POST' | 'DELETE', url: string, token: string, payload?: object) => app.inject({ method, url: `/api/v1${url}`, headers: { authorization: `Bearer ${token}` }, ...(payload === undefined ? {} : { payload }) });
const everyday = { ground: 'in-house', 'commitment.kind': 'everyday', 'commitment.reason': 'Regelmäßig und von geringem Betrag' };

async function draftByPages(token: string, office: string, title: string): Promise<string> {
  const recorded = await send(`${office}/needs/new`, token, { title, category: 'online-applications', casesPerYear: '1.200' });
  assert.equal(recorded.statusCode, 303, recorded.body);
  const need = recorded.headers.location?.split('/').at(-1) ?? '';
  const drafted = await send(`${office}/orders/new`, token, { need, offer: offers.onlineServices, scope: 'stated', 'parameters.services': ['hundesteuer'] });
  assert.equal(drafted.statusCode, 303, drafted.body);
  await send(`${office}/orders/new`, token, { need, offer: offers.cases });
  return drafted.headers.location ?? '';
}

test('through pages only: need, draft, hand in, approve, contract', async () => {
  const order = await draftByPages(officer, '/heilbronn/office', 'Hundesteuer online anmelden');
  const draft = await get(order, officer);
  assert.match(draft.body, /Online-Dienste[\s\S]*Leistungen: Hundesteuer anmelden[\s\S]*3\.600,00[\s\S]*Fälle[\s\S]*2\.400,00[\s\S]*6\.000,00/u);
  assert.match(draft.body, /§ 54 GemO BW/u);
  assert.equal((await send(`${order}/lines/2/remove`, officer, {}, order)).statusCode, 303);
  assert.doesNotMatch((await get(order, officer)).body, /2\.400,00/u);
  assert.equal((await send('/heilbronn/office/orders/new', officer, { need: /needs\/([0-9a-f-]{36})/u.exec(draft.body)?.[1] ?? '', offer: offers.cases })).statusCode, 303);
  assert.equal((await send(`${order}/submit`, officer, everyday, order)).statusCode, 303);
  assert.match((await get(order, officer)).body, /Jetzt ist eine zweite Person dran/u);
  assert.match((await get('/heilbronn/office/orders', approver)).body, /Warten auf eine Entscheidung/u);
  const version = /name="version" value="(\d+)"/u.exec((await get(order, approver)).body)?.[1] ?? '';
  assert.equal((await send(`${order}/approve`, approver, { version }, order)).statusCode, 303);
  const done = await get(order, officer);
  assert.doesNotMatch(done.body, /Wie es weitergeht/u);
  await database.inTenant(heilbronn, (tx) => tx.client.query("update operations.instance set observed = 'running'"));
  assert.match((await get(order, officer)).body, /Wie es weitergeht[\s\S]*href="[^"]*sample\/rates"[^>]*>Sätze eintragen/u);
  await database.inTenant(heilbronn, (tx) => tx.client.query("update operations.instance set observed = 'starting'"));
  assert.match(done.body, /Vertrag geschlossen: V-2026-0001/u);
  assert.match(done.body, /Gründungsmitglied/u);
  assert.match((await get('/heilbronn/office/contracts', officer)).body, /V-2026-0001/u);
  const contract = /\/heilbronn\/office\/contracts\/[0-9a-f-]{36}/u.exec(done.body)?.[0] ?? '';
  assert.match((await get(contract, officer)).body, /Muster der Plattform, Beispielfassung/u);
  assert.equal((await get(`${contract}/documents/contract`, officer)).statusCode, 404);
  assert.match((await get('/operator/contracts', operator)).body, /Stadt Heilbronn/u);
});

test('a form that says too little keeps what was typed and names the field', async () => {
  const order = await draftByPages(officer, '/heilbronn/office', 'Wohngeld online beantragen');
  const wrong = await send(`${order}/submit`, officer, { ground: 'in-house', 'commitment.kind': 'declaration', 'commitment.reason': '' }, order);
  assert.equal(wrong.statusCode, 422);
  assert.match(wrong.body, /Bitte begründen Sie Ihre Einschätzung/u);
  assert.match(wrong.body, /value="declaration"[^>]*checked/u);
  const nothing = await send('/heilbronn/office/needs/new', officer, { title: '', category: '', casesPerYear: 'viele' });
  assert.equal(nothing.statusCode, 422);
  assert.match(nothing.body, /value="viele"/u);
});

test('an offer that leaves something open asks for it by name, keeps what was chosen and refuses what is not offered', async () => {
  const need = (await send('/heilbronn/office/needs/new', officer, { title: 'Umfang festlegen', category: 'online-applications' })).headers.location?.split('/').at(-1) ?? '';
  const chosen = await send('/heilbronn/office/orders/new', officer, { need, offer: offers.onlineServices });
  assert.equal(chosen.statusCode, 303);
  const scopePage = chosen.headers.location ?? '';
  const asked = await get(scopePage, officer);
  assert.match(asked.body, /type="checkbox" value="hundesteuer"[\s\S]*Hundesteuer anmelden[\s\S]*type="checkbox" value="wohngeld"[\s\S]*Wohngeld beantragen/u);
  const wrong = await send('/heilbronn/office/orders/new', officer, { need, offer: offers.onlineServices, scope: 'stated', 'parameters.services': ['wohngeld', 'katzensteuer'] }, scopePage);
  assert.equal(wrong.statusCode, 422);
  assert.match(wrong.body, /href="#field-parameters-services"[\s\S]*„katzensteuer“ steht nicht zur Wahl\. Zur Wahl: Hundesteuer anmelden \(hundesteuer\), Wohngeld beantragen \(wohngeld\)/u);
  assert.match(wrong.body, /value="wohngeld" checked/u);
  assert.doesNotMatch((await get(`/heilbronn/office/needs/${need}`, officer)).body, /Entwurf/u);
  const none = await send('/heilbronn/office/orders/new', officer, { need, offer: offers.onlineServices, scope: 'stated' }, scopePage);
  assert.equal(none.statusCode, 303);
});

test('an order that needs a declaration waits for the head of the authority', async () => {
  const order = await draftByPages(officer, '/heilbronn/office', 'Parkausweis');
  await send(`${order}/submit`, officer, { ...everyday, 'commitment.kind': 'declaration' }, order);
  assert.equal((await send(`${order}/approve`, approver, {}, order)).statusCode, 303);
  assert.match((await get(order, approver)).body, /Jetzt ist die Leitung der Behörde dran/u);
  const missing = await send(`${order}/declare`, mayor, { form: 'paper', 'signedOn.day': '31', 'signedOn.month': '2', 'signedOn.year': '2026', reference: 'Az. 1' }, order);
  assert.equal(missing.statusCode, 422);
  assert.match(missing.body, /Diesen Tag gibt es nicht/u);
  assert.equal((await send(`${order}/declare`, mayor, { form: 'paper', 'signedOn.day': '20', 'signedOn.month': '11', 'signedOn.year': '2026', reference: 'Az. 1' }, order)).statusCode, 303);
  assert.match((await get(order, mayor)).body, /V-2026-0002/u);
});

test('the author who also may approve is told that somebody else must', async () => {
  const both = signIn(heilbronn, 'digital-officer', 'approver');
  const order = await draftByPages(both, '/heilbronn/office', 'Eigene Bestellung');
  await send(`${order}/submit`, both, everyday, order);
  assert.match((await get(order, both)).body, /Freigeben muss jemand anderes/u);
  const tried = await send(`${order}/approve`, both, {}, order);
  assert.equal(tried.statusCode, 403);
  assert.match(tried.body, /Sie haben an dieser Bestellung mitgearbeitet/u);
});

test('a neighbour takes over in one click and stays a stranger otherwise', async () => {
  const page = await get('/amt-guestrow-land/office/orders/take-over/heilbronn', amtOfficer);
  assert.match(page.body, /Online-Dienste[\s\S]*Leistungen: Hundesteuer anmelden[\s\S]*1\.200,00/u);
  const contract = /name="contract" value="([^"]+)"/u.exec(page.body)?.[1] ?? '';
  const taken = await send('/amt-guestrow-land/office/orders/take-over/heilbronn', amtOfficer, { contract });
  assert.equal(taken.statusCode, 303);
  const draft = taken.headers.location ?? '';
  const shown = (await get(draft, amtOfficer)).body;
  assert.match(shown, /Wie Stadt Heilbronn[\s\S]*Leistungen: Hundesteuer anmelden[\s\S]*keine Vorschrift eingetragen/u);
  const need = /office\/needs\/([0-9a-f-]{36})/u.exec(shown)?.[1] ?? '';
  await send(`${draft}/lines/1/remove`, amtOfficer, {}, draft);
  const again = (await get(`/amt-guestrow-land/office/orders/new?need=${need}&offer=${offers.onlineServices}`, amtOfficer)).body;
  assert.match(again, /value="hundesteuer" checked/u);
  assert.doesNotMatch(again, /value="wohngeld" checked/u);
  const foreign = await get('/heilbronn/office/orders', amtOfficer);
  const missing = await get('/heilbronn/office/nothing', amtOfficer);
  assert.deepEqual([foreign.statusCode, foreign.body], [404, missing.body]);
});

test('programs place and approve an order too, and get Problem Details for what is refused', async () => {
  const need = (await api('POST', '/authorities/heilbronn/needs', officer, { title: 'Über die Schnittstelle', category: 'other' })).json<{ id: string }>().id;
  const { id } = (await api('POST', '/authorities/heilbronn/orders', officer, { need })).json<{ id: string }>();
  assert.equal((await api('POST', `/authorities/heilbronn/orders/${id}/lines`, officer, { offer: offers.cases })).statusCode, 201);
  const line = (parameters: object, offer = offers.onlineServices) => api('POST', `/authorities/heilbronn/orders/${id}/lines`, officer, { offer, parameters });
  const pointers = async (parameters: object, offer?: string) => (await line(parameters, offer)).json<{ errors: { pointer: string }[] }>().errors.map((one) => one.pointer);
  assert.deepEqual(await pointers({ services: ['katzensteuer'] }), ['/parameters/services']);
  assert.deepEqual(await pointers({ services: 'hundesteuer', colour: 'red' }), ['/parameters/colour', '/parameters/services']);
  assert.deepEqual(await pointers({ services: ['hundesteuer'] }, offers.cases), ['/parameters/services']);
  const refused = await api('POST', `/authorities/heilbronn/orders/${id}/submission`, officer, { ground: 'direct-order', commitment: { kind: 'everyday', reason: 'Ein Beispiel' } });
  assert.deepEqual([refused.statusCode, refused.headers['content-type']?.startsWith('application/problem+json')], [409, true]);
  const order = (await api('POST', `/authorities/heilbronn/orders/${id}/submission`, officer, { ground: 'in-house', commitment: { kind: 'everyday', reason: 'Ein Beispiel' } })).json<{ version: number }>();
  assert.equal((await api('POST', `/authorities/heilbronn/orders/${id}/approval`, officer, { version: order.version })).statusCode, 403);
  const done = (await api('POST', `/authorities/heilbronn/orders/${id}/approval`, approver, { version: order.version })).json<{ state: string; contract: string; proof: { admission: { decision: string } } }>();
  assert.deepEqual([done.state, done.proof.admission.decision], ['contracted', 'Gründungsmitglied']);
  assert.equal((await api('GET', `/authorities/heilbronn/contracts/${done.contract}`, officer)).statusCode, 200);
  assert.equal((await api('GET', `/authorities/heilbronn/contracts/${done.contract}`, amtOfficer)).statusCode, 404);
  const ended = await api('POST', `/authorities/heilbronn/contracts/${done.contract}/end`, approver);
  assert.deepEqual([ended.statusCode, ended.json()], [200, { lastDay: house.clock.today() }]);
});

test('what was chosen is changed on the page of the running app, and wrong answers come back as they were typed', async () => {
  const made = aPackage({ app: 'wiki', version: '1.0.0' });
  const configuration = {
    type: 'object', additionalProperties: false,
    properties: { name: { type: 'string', title: 'Name der Wissensdatenbank', 'x-title-en': 'Name of the wiki', maxLength: 12 }, rows: { type: 'integer', title: 'Zeilen je Seite', 'x-title-en': 'Rows a page', minimum: 5, maximum: 50 } },
  } as AppPackage['configuration'];
  await publishRelease(contextFor(house, people.get(operator) as Actor, PLATFORM_TENANT), { package: { ...made, configuration, components: made.components.map((one) => ({ ...one, image: { ...one.image, digest: `sha256:${'0'.repeat(64)}` } })) } as AppPackage });
  const { id } = await house.database.inTenant(heilbronn, (tx) => requestInstance({ actor: systemActor('procurement'), clock: house.clock }, tx, {
    app: 'wiki', title: 'Wiki <i>', contractId: newId(), agreementId: newId(), parameters: { name: 'Rathaus' }, approvedAt: house.clock.now(), runtime: 'podman', packageVersion: '1.0.0',
  }));
  const at = (slug: string) => `/${slug}/office/instances/${id}/configuration`;
  const shown = await get(at('heilbronn'), officer);
  assert.equal(shown.statusCode, 200);
  assert.match(shown.body, /Einstellungen von Wiki &lt;i&gt;/u);
  assert.match(shown.body, /value="Rathaus"/u);
  const wrong = await send(at('heilbronn'), officer, { 'parameters.name': 'Ein viel zu langer Name', 'parameters.rows': '3' });
  assert.equal(wrong.statusCode, 422);
  assert.match(wrong.body, /value="Ein viel zu langer Name"/u);
  assert.match(wrong.body, /höchstens 12 Zeichen[\s\S]*mindestens 5/u);
  assert.equal((await send(at('heilbronn'), officer, { 'parameters.name': 'Rathaus' })).statusCode, 409, 'nothing changed');
  const changed = await send(at('heilbronn'), officer, { 'parameters.name': 'Bauhof', 'parameters.rows': '20' });
  assert.deepEqual([changed.statusCode, changed.headers.location], [303, `/heilbronn/office/instances/${id}`]);
  const { instance } = await getConfiguration(contextFor(house, people.get(officer) as Actor, heilbronn), { instance: id, language: 'de' });
  assert.deepEqual([instance.candidate?.parameters, instance.parameters], [{ name: 'Bauhof', rows: 20 }, { name: 'Rathaus' }]);
  assert.equal((await get(at('amt-guestrow-land'), amtOfficer)).statusCode, 404);
  assert.equal((await get(at('heilbronn'), approver)).statusCode, 403);
});

test('an order is taken away in the open standard from its page, the contract\'s page and by programs; a draft is not, and no stranger\'s', async () => {
  const order = await draftByPages(officer, '/heilbronn/office', 'Offene Vergabedaten');
  assert.equal((await get(`${order}/ocds`, officer)).statusCode, 404);
  assert.doesNotMatch((await get(order, officer)).body, /OCDS/u);
  await send(`${order}/submit`, officer, everyday, order);
  await send(`${order}/approve`, approver, {}, order);
  const page = (await get(order, officer)).body;
  assert.ok(page.includes(`href="${order}/ocds"`));
  const contract = /\/heilbronn\/office\/contracts\/[0-9a-f-]{36}/u.exec(page)?.[0] ?? '';
  assert.ok((await get(contract, officer)).body.includes(`href="${order}/ocds"`));
  const file = await get(`${order}/ocds`, officer);
  assert.deepEqual([file.statusCode, file.headers['content-type']], [200, 'application/json']);
  const { records: [record] } = file.json() as { records: { ocid: string; releases: { tag: string[] }[]; compiledRelease: { contracts: { id: string; status: string; items: { unit: { value: { amount: number } } }[] }[] } }[] };
  const id = order.split('/').at(-1) ?? '';
  assert.equal(record?.ocid, `ocds-xxxxxx-${id}`);
  assert.deepEqual(record.releases.map(({ tag }) => tag.join(' ')), ['planning', 'award contract']);
  assert.deepEqual(record.compiledRelease.contracts.map((one) => [contract.endsWith(one.id), one.status, one.items.map(({ unit }) => unit.value.amount)]), [[true, 'active', [3600, 2400]]]);
  assert.ok((await get(contract, officer)).body.includes(`href="${contract}/bundle"`));
  const bundle = await get(`${contract}/bundle`, officer);
  assert.deepEqual([bundle.statusCode, bundle.headers['content-type'], bundle.body.startsWith('{"format":"allmende-contract-bundle/1"')], [200, 'application/jsonl', true]);
  assert.equal((await get(contract.replace('heilbronn', 'amt-guestrow-land').concat('/bundle'), amtOfficer)).statusCode, 404);
  const path = `/authorities/heilbronn/orders/${id}/ocds`;
  assert.deepEqual((await api('GET', `${path}/record`, officer)).json(), file.json());
  assert.deepEqual((await api('GET', `${path}/releases`, officer)).json<{ releases: object[] }>().releases, record.releases);
  assert.equal((await api('GET', `/authorities/amt-guestrow-land/orders/${id}/ocds/record`, amtOfficer)).statusCode, 404);
  assert.equal((await api('GET', `${path}/record`, amtOfficer)).statusCode, 404);
});

test('the operator enters thresholds and framework agreements with their source; what is missing or absurd is named at its field and stays typed', async () => {
  const page = '/operator/award-basis';
  assert.equal((await get(page, officer)).statusCode, 404);
  const threshold = { 'parameter.name': 'direct-order-threshold', 'parameter.land': '08', 'parameter.value': '50.000,00', 'parameter.validFrom.day': '1', 'parameter.validFrom.month': '1', 'parameter.validFrom.year': '2026', 'parameter.basis': '§ 1 Beispielordnung', 'parameter.source': 'Beispiel' };
  const wrong = await send(`${page}/parameters`, operator, { ...threshold, 'parameter.value': 'viel', 'parameter.source': 'Ein eigener Satz' }, page);
  assert.equal(wrong.statusCode, 422);
  assert.match(wrong.body, /href="#field-parameter-value"[\s\S]*value="Ein eigener Satz"/u);
  assert.equal((await send(`${page}/parameters`, operator, threshold, page)).statusCode, 303);
  assert.match((await get(page, operator)).body, /Wertgrenze für Direktaufträge[\s\S]*50\.000,00[\s\S]*§ 1 Beispielordnung/u);
  assert.match((await send(`${page}/parameters`, operator, { ...threshold, 'parameter.value': '1,00' }, page)).body, /steht schon etwas anderes/u);
  const day = (name: string, date: string) => Object.fromEntries(['year', 'month', 'day'].map((part, at) => [`framework.${name}.${part}`, date.split('-')[at] ?? '']));
  const framework = {
    'framework.title': 'Rahmen (Beispiel)', 'framework.contractor': 'Beispiel GmbH', 'framework.contractorKey': 'HRB 0', 'framework.reference': '2026/S 0', ...day('concludedOn', '2026-10-01'), ...day('validFrom', '2026-11-01'), ...day('validUntil', '2027-10-31'),
    'framework.longerBecause': '', 'framework.mostCents': '', 'framework.offers': offers.cases, 'framework.authorities': 'heilbronn', 'framework.source': 'Beispiel',
  };
  const unknown = await send(`${page}/frameworks`, operator, { ...framework, 'framework.authorities': 'gibt-es-nicht' }, page);
  assert.equal(unknown.statusCode, 422);
  assert.match(unknown.body, /gibt-es-nicht/u);
  assert.match((await send(`${page}/frameworks`, operator, framework, page)).body, /längste Laufzeit/u, 'nobody has entered it yet');
  assert.equal((await send(`${page}/frameworks`, operator, { ...framework, 'framework.longerBecause': 'Ein Sonderfall zum Ausprobieren' }, page)).statusCode, 303);
  assert.match((await get(page, operator)).body, /Rahmen \(Beispiel\)/u);
  assert.deepEqual((await api('GET', '/award-parameters', officer)).json<{ parameters: { land: string; value: number }[] }>().parameters.map(({ land, value }) => [land, value]), [['08', 5_000_000]]);
});

test('the periods that ship with the platform are entered once, whatever stands there', async () => {
  const start = { ...house, actor: systemActor('start') };
  assert.deepEqual([await enterShippedParameters(start), await enterShippedParameters(start)], [2, 0]);
});

test('through pages only: a call-off with a term passes the treasurer, the council and the head, is amended and leaves as Peppol order', async () => {
  const treasurer = signIn(heilbronn, 'treasurer');
  const rules = '/heilbronn/office/approval-rules';
  const rule = { 'validFrom.day': '1', 'validFrom.month': '1', 'validFrom.year': '2026', budgetFromCents: '0,00', headFromCents: '0,00', councilFromCents: '0,00', basis: 'Beispiel' };
  assert.equal((await send(rules, approver, rule)).statusCode, 403);
  const wrong = await send(rules, mayor, { ...rule, headFromCents: 'viel' });
  assert.equal(wrong.statusCode, 422);
  assert.match(wrong.body, /value="viel"/u);
  assert.equal((await send(rules, mayor, rule)).statusCode, 303);
  const need = (await send('/heilbronn/office/needs/new', officer, { title: 'Abruf', category: 'online-applications' })).headers.location?.split('/').at(-1) ?? '';
  const order = (await send('/heilbronn/office/orders/new', officer, { need, offer: offers.cases })).headers.location ?? '';
  const draft = (await get(order, officer)).body;
  assert.match(draft, /Einzelabruf aus einem Rahmenvertrag[\s\S]*Der Nachweis liegt vor/u);
  const term = { ...everyday, ground: 'framework-call-off', 'term.kind': 'fixed', 'term.months': '', 'term.renewsMonths': '12', 'term.noticeMonths': '3' };
  assert.match((await send(`${order}/submit`, officer, term, order)).body, /href="#field-term-months"/u);
  assert.equal((await send(`${order}/submit`, officer, { ...term, 'term.months': '12' }, order)).statusCode, 303);
  assert.match((await get(order, approver)).body, /Jetzt ist die Kämmerei dran/u);
  const early = await send(`${order}/approve`, mayor, {}, order);
  assert.equal(early.statusCode, 409);
  assert.match(early.body, /Kämmerei hat die Deckung/u);
  assert.equal((await send(`${order}/budget`, approver, { 'budget.position': '1' }, order)).statusCode, 403);
  assert.equal((await send(`${order}/budget`, treasurer, { 'budget.position': '' }, order)).statusCode, 422);
  assert.equal((await send(`${order}/budget`, treasurer, { 'budget.position': '11.1.01' }, order)).statusCode, 303);
  assert.match((await send(`${order}/budget`, treasurer, { 'budget.position': '11.1.01' }, order)).body, /Die Deckung ist schon bestätigt/u);
  const resolution = { 'council.body': 'Gemeinderat', 'council.number': '12/2026', 'council.decidedOn.day': '20', 'council.decidedOn.month': '11', 'council.decidedOn.year': '2026', 'council.reference': 'Vorlage 1' };
  assert.equal((await send(`${order}/resolution`, officer, { ...resolution, 'council.decidedOn.year': '2099' }, order)).statusCode, 422);
  assert.equal((await send(`${order}/resolution`, officer, resolution, order)).statusCode, 303);
  assert.equal((await send(`${order}/approve`, approver, {}, order)).statusCode, 403);
  assert.equal((await send(`${order}/approve`, mayor, {}, order)).statusCode, 303);
  const contract = /\/heilbronn\/office\/contracts\/[0-9a-f-]{36}/u.exec((await get(order, officer)).body)?.[0] ?? '';
  const shown = (await get(contract, officer)).body;
  assert.match(shown, /Beispiel GmbH[\s\S]*12 Monate, verlängert sich um je 12 Monate[\s\S]*Rahmen \(Beispiel\)/u);
  assert.match((await get('/heilbronn/office/contracts', officer)).body, /V-2026-/u);
  const change = { title: 'Kürzer', text: 'Der Vertrag läuft nur noch zwölf Monate.', 'effectiveOn.day': '1', 'effectiveOn.month': '12', 'effectiveOn.year': '2026', 'term.kind': 'keep' };
  assert.match((await send(`${contract}/amendments`, officer, { ...change, text: 'kurz' }, contract)).body, /href="#field-text"[\s\S]*value="Kürzer"/u);
  assert.equal((await send(`${contract}/amendments`, officer, change, contract)).statusCode, 303);
  assert.equal((await send(`${contract}/amendments/1`, approver, { decision: 'agreed' }, contract)).statusCode, 303);
  assert.equal((await send(`${contract}/amendments/1`, approver, { decision: 'agreed' }, contract)).statusCode, 409);
  assert.match((await get(contract, officer)).body, /Kürzer[\s\S]*vereinbart/u);

  // A higher price: what was typed stays, and the treasurer, the council and the head come before it counts.
  const price = {
    ...change, title: 'Neuer Preis', text: 'Der Preis der Leistung steigt.', 'price.prices.1': 'viel', 'price.basis': '§ 132 GWB (Beispiel)', 'price.reason': 'Ein Beispiel für eine Begründung.', 'price.consent.givenOn.day': '20', 'price.consent.givenOn.month': '11', 'price.consent.givenOn.year': '2026',
    'price.consent.reference': 'Schreiben 1', 'commitment.kind': 'declaration', 'commitment.reason': 'Ein Beispiel',
  };
  const mistyped = await send(`${contract}/amendments`, officer, price, contract);
  assert.equal(mistyped.statusCode, 422);
  assert.match(mistyped.body, /href="#field-price-prices-1"[\s\S]*value="viel"[\s\S]*value="§ 132 GWB \(Beispiel\)"/u);
  const bare = await send(`${contract}/amendments`, officer, { ...price, 'price.prices.1': '2.500,00', 'price.basis': '', 'commitment.kind': '' }, contract);
  assert.match(bare.body, /href="#field-price-basis"/u);
  assert.equal((await send(`${contract}/amendments`, officer, { ...price, 'price.prices.1': '2.500,00' }, contract)).statusCode, 303);
  assert.match((await get(contract, approver)).body, /2\.500,00[\s\S]*bisher 2\.400,00[\s\S]*Die Kämmerei bestätigt zuerst die Deckung/u);
  assert.match((await send(`${contract}/amendments/2`, mayor, { decision: 'agreed', form: 'paper', 'signedOn.day': '21', 'signedOn.month': '11', 'signedOn.year': '2026', reference: 'Az. 1' }, contract)).body, /kann noch nicht zugestimmt werden/u);
  assert.equal((await send(`${contract}/amendments/2/budget`, approver, { 'budget.position': '1' }, contract)).statusCode, 403);
  assert.equal((await send(`${contract}/amendments/2/budget`, treasurer, { 'budget.position': '' }, contract)).statusCode, 422);
  assert.equal((await send(`${contract}/amendments/2/budget`, treasurer, { 'budget.position': '11.1.01' }, contract)).statusCode, 303);
  assert.equal((await send(`${contract}/amendments/2/resolution`, officer, { ...resolution, 'council.number': '' }, contract)).statusCode, 422);
  assert.equal((await send(`${contract}/amendments/2/resolution`, officer, resolution, contract)).statusCode, 303);
  assert.equal((await send(`${contract}/amendments/2`, approver, { decision: 'agreed' }, contract)).statusCode, 403);
  assert.match((await send(`${contract}/amendments/2`, mayor, { decision: 'agreed' }, contract)).body, /href="#field-form[^"]*"/u);
  assert.equal((await send(`${contract}/amendments/2`, mayor, { decision: 'agreed', form: 'paper', 'signedOn.day': '21', 'signedOn.month': '11', 'signedOn.year': '2026', reference: 'Az. 1' }, contract)).statusCode, 303);
  assert.match((await get(contract, officer)).body, /2\.400,00[\s\S]{0,200}ab 1\. Dezember 2026: 2\.500,00/u);
  assert.equal((await send(`${contract.replace('heilbronn', 'amt-guestrow-land')}/amendments/2`, signIn(amt, 'mayor'), { decision: 'agreed' }, '/amt-guestrow-land/office/contracts')).statusCode, 404);
  const told = (await api('GET', `/authorities/heilbronn/contracts/${contract.split('/').at(-1) ?? ''}`, officer)).json<{ centsPerYear: number; centsPerYearNow: number; amendments: { price: { centsPerYear: number } | null; steps: { budgetConfirmedAt: string | null } }[] }>();
  assert.deepEqual([told.centsPerYear, told.centsPerYearNow, told.amendments[1]?.price?.centsPerYear, told.amendments[1]?.steps.budgetConfirmedAt !== null], [240_000, 240_000, 250_000, true]);
  assert.equal((await send(`${contract}/end`, approver, {}, contract)).statusCode, 303);
  assert.match((await get(contract, officer)).body, /gekündigt zum/u);
  assert.match((await get(`${contract}/peppol-order`, officer)).body, /Ihre Adresse/u);
  assert.equal((await get(`${contract}/peppol-order?buyer=nichts&seller=0204:1`, officer)).statusCode, 422);
  const file = await get(`${contract}/peppol-order?buyer=0204:08121000-1234-56&seller=9930:DE000000000`, officer);
  assert.deepEqual([file.statusCode, file.headers['content-type']], [200, 'application/xml']);
  assert.equal((await get(`${contract}/peppol-order?buyer=0204:1&seller=0204:1`.replace('heilbronn', 'amt-guestrow-land'), amtOfficer)).statusCode, 404);
});

test('an authority clears the versions that run for it, each by itself, with the check that it rests on', async () => {
  const page = '/heilbronn/office/clearances';
  const head = signIn(heilbronn, 'head-of-office');
  assert.match((await get(page, officer)).body, /Fälle[\s\S]*1\.2\.3[\s\S]*noch nicht freigegeben[\s\S]*Freigeben kann die Leitung/u);
  const clearance = { which: 'cases 1.2.3', checkedBy: 'Rechnungsprüfungsamt', 'checkedOn.day': '20', 'checkedOn.month': '11', 'checkedOn.year': '2026', reference: 'RPA 1/2026' };
  assert.equal((await send(page, officer, clearance)).statusCode, 403);
  const wrong = await send(page, head, { ...clearance, which: 'cases 9.9.9' });
  assert.equal(wrong.statusCode, 422);
  assert.match(wrong.body, /value="RPA 1\/2026"/u);
  assert.equal((await send(page, head, { ...clearance, 'checkedOn.year': '2099' })).statusCode, 422);
  assert.equal((await send(page, head, clearance)).statusCode, 303);
  const listed = (await api('GET', '/authorities/heilbronn/clearances', officer)).json<{ inUse: { app: string; clearance: { reference: string } | null }[]; clearances: unknown[] }>();
  assert.deepEqual([listed.inUse.find(({ app: one }) => one === 'cases')?.clearance?.reference, listed.clearances.length], ['RPA 1/2026', 1]);
  assert.equal((await api('POST', '/authorities/heilbronn/clearances', head, { app: 'gibt-es-nicht', version: '1.2.3', checkedBy: 'RPA', checkedOn: '2026-11-20', reference: 'RPA 2' })).statusCode, 404);
  assert.equal((await api('GET', '/authorities/heilbronn/clearances', amtOfficer)).statusCode, 404);
  await assert.rejects(database.inTenant(heilbronn, (tx) => tx.client.query("update procurement.clearance set version = '2'")), /permission denied/u);
});

test('whoever hands in says how it was chosen; the page, the file and the API show the same, and nobody else sees it', async () => {
  const order = await draftByPages(officer, '/heilbronn/office', 'Anträge vergleichen und bestellen');
  const before = await get(order, officer);
  assert.match(before.body, /Wie haben Sie ausgewählt\?[\s\S]*value="Anträge vergleichen und bestellen"/u);
  assert.doesNotMatch(before.body, /So wurde ausgewählt/u);
  assert.equal((await get(`${order}/choice`, officer)).statusCode, 404);
  const chosen = { 'choice.words': 'Anträge', 'choice.compared': 'https://allmende.test/store/compare?solution=cases%2Conline-services', 'choice.reason': 'Beide gehören <zusammen>.' };
  const wrong = await send(`${order}/submit`, officer, { ...everyday, ...chosen, 'choice.compared': 'gibt-es-nicht' }, order);
  assert.equal(wrong.statusCode, 422);
  assert.match(wrong.body, /value="gibt-es-nicht"[\s\S]*Beide gehören &lt;zusammen&gt;\./u, 'what was typed stays');
  assert.equal((await send(`${order}/submit`, officer, { ...everyday, ...chosen }, order)).statusCode, 303);
  const shown = (await get(order, approver)).body;
  assert.match(shown, /So wurde ausgewählt[\s\S]*Festgehalten bei der Einreichung[\s\S]*Suche nach „Anträge“[\s\S]*Nebeneinander gestellt: Fälle, Online-Dienste[\s\S]*Beide gehören &lt;zusammen&gt;\.[\s\S]*Online-Dienste[\s\S]*bestellt[\s\S]*3\.600,00[\s\S]*Keine Angabe/u);
  const id = order.split('/').at(-1) ?? '';
  const told = (await api('GET', `/authorities/heilbronn/orders/${id}/choice`, officer)).json<{ sha256: string; compared: string[]; candidates: { solution: string; offers: { ordered: boolean }[] }[] }>();
  const file = await api('GET', `/authorities/heilbronn/orders/${id}/choice/file`, officer);
  assert.equal(createHash('sha256').update(file.rawPayload).digest('hex'), told.sha256);
  assert.equal((await get(`${order}/choice`, officer)).body, file.body);
  assert.equal((await api('GET', `/authorities/heilbronn/orders/${id}`, officer)).json<{ choiceSha256: string }>().choiceSha256, told.sha256);
  assert.deepEqual([told.compared, told.candidates.filter(({ offers: all }) => all.some(({ ordered }) => ordered)).map(({ solution }) => solution)], [['cases', 'online-services'], ['online-services', 'cases']]);
  assert.equal((await api('GET', `/authorities/amt-guestrow-land/orders/${id}/choice`, amtOfficer)).statusCode, 404);
  const ocds = (await api('GET', `/authorities/heilbronn/orders/${id}/ocds/record`, officer)).json<{ records: { compiledRelease: { planning: { documents: { description: string }[] } } }[] }>();
  assert.equal(ocds.records[0]?.compiledRelease.planning.documents[0]?.description, `SHA-256 ${told.sha256}`);
});
