import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Actor } from '@allmende/access';
import { newId, PLATFORM_TENANT } from '@allmende/database';
import { acknowledgeNews } from '../actions/acknowledge-news.ts';
import { getCase, listCases } from '../index.ts';
import { casesTarget } from '../actions/cases-target.ts';
import { aParcelContent } from '../testing/index.ts';
import { aWeb, fieldsOf, Visitor } from './a-web.ts';
import { openStand, placeAndTenant, runCasesFor, staff } from './stand.ts';

const stand = await openStand();
const { house } = stand;
const heilbronn = await placeAndTenant(stand, 'heilbronn');
const glasewitz = await placeAndTenant(stand, 'glasewitz');
await runCasesFor(stand, heilbronn.tenant);
await runCasesFor(stand, glasewitz.tenant);

const person = (tenant: typeof heilbronn.tenant, role: 'caseworker' | 'head-of-office' | 'auditor' | 'digital-officer', name: string): Actor => ({ kind: 'staff', accountId: newId(), name, grants: [{ tenant, role }] });
const people = {
  'caseworker-one-0000000000': person(heilbronn.tenant, 'caseworker', 'Tilda Probeamt'), 'caseworker-two-0000000000': person(heilbronn.tenant, 'caseworker', 'Enno Musteramt'), 'head-of-office-0000000000': person(heilbronn.tenant, 'head-of-office', 'Ada Leitung'),
  'auditor-000000000000000000': person(heilbronn.tenant, 'auditor', 'Rolf Prüfer'), 'stranger-00000000000000000': person(glasewitz.tenant, 'caseworker', 'Lore Nachbarin'),
  'dogs-only-0000000000000000': { kind: 'staff', accountId: newId(), name: 'Dora Hund', grants: [{ tenant: heilbronn.tenant, role: 'caseworker', service: aParcelContent().service.id }] } satisfies Actor,
  'rent-only-0000000000000000': { kind: 'staff', accountId: newId(), name: 'Ruth Miete', grants: [{ tenant: heilbronn.tenant, role: 'caseworker', service: 'eine-andere-leistung' }] } satisfies Actor,
  'operator-00000000000000000': { kind: 'staff', accountId: newId(), name: 'Olaf Betrieb', grants: [{ tenant: PLATFORM_TENANT, role: 'operator' }] } satisfies Actor,
};
const app = await aWeb(stand, people);
after(() => app.close());
const [one, two, head, auditor, stranger, limited, elsewhere, operator] = Object.keys(people).map((token) => new Visitor(app, token)) as [Visitor, Visitor, Visitor, Visitor, Visitor, Visitor, Visitor, Visitor];

async function aCase(content = aParcelContent()) {
  const { receipt } = await casesTarget.deliver(house, heilbronn.tenant, content);
  return { id: receipt, content, page: `/heilbronn/office/cases/${receipt}` };
}

async function takenOn() {
  const made = await aCase();
  await one.post(`${made.page}/assign`, { version: '1', to: 'me' }, made.page);
  return made;
}

/** Goes through the first steps as a browser would, up to the check. */
async function upToCheck(visitor: Visitor, page: string, changes: Record<string, string> = {}) {
  const figures = await visitor.get(`${page}/decide?decision=assessment`);
  const text = await visitor.post(`${page}/decide`, fieldsOf(figures.body));
  assert.equal(text.statusCode, 200, text.body);
  return visitor.post(`${page}/decide`, { ...fieldsOf(text.body), ...changes, step: 'text' });
}

test('a caseworker finds a case by its reference however it is typed, takes it on, and the inbox knows who works on it', async () => {
  const { content, page } = await aCase();
  const list = await one.get(`/heilbronn/office/cases?q=${encodeURIComponent(` ${content.reference.toLowerCase().slice(0, 9).replaceAll('-', ' ')}`)}`);
  assert.match(list.body, new RegExp(content.reference, 'u'));

  const answer = await one.post(`${page}/assign`, { version: '1', to: 'me' }, page);
  assert.equal(answer.statusCode, 303);

  assert.match((await one.get('/heilbronn/office/cases?assignee=mine')).body, new RegExp(content.reference, 'u'));
  assert.doesNotMatch((await two.get('/heilbronn/office/cases?assignee=mine')).body, new RegExp(content.reference, 'u'));
  assert.doesNotMatch((await two.get('/heilbronn/office/cases?assignee=nobody')).body, new RegExp(content.reference, 'u'));
});

test('a notice is written in four steps, checked, issued, sent by post and its case closed and deleted by the head of office only', async () => {
  const { id, page } = await takenOn();
  assert.match((await one.get(`${page}/decide`)).body, /name="decision"/u);
  const check = await upToCheck(one, page);
  assert.match(check.body, /Für „Krümel“ setzen wir ab dem 1. Juni 2026 eine Hundesteuer von 96,00\s€ im Jahr fest/u);
  assert.match(check.body, /wird mit der Post bekannt gegeben/u);
  const issued = await one.post(`${page}/decide`, { ...fieldsOf(check.body), step: 'issue' }, `${page}/decide`);
  assert.equal(issued.statusCode, 303, issued.body);

  const opened = await one.get(page);
  assert.match(opened.body, /Absendung eintragen/u);
  assert.match(opened.body, /bis es einen elektronischen Weg gibt, der rechtlich zählt/u);
  const early = await one.post(`${page}/posting`, { ...fieldsOf((await one.get(`${page}/posting`)).body), 'postedOn.day': '19', 'postedOn.month': '11', 'postedOn.year': '2026' });
  assert.equal(early.statusCode, 422, 'a day before the notice is refused and shown again');
  assert.match(early.body, /value="19"/u);
  assert.equal((await one.post(`${page}/posting`, fieldsOf((await one.get(`${page}/posting`)).body))).statusCode, 303);
  assert.equal((await one.post(`${page}/close`, fieldsOf((await one.get(`${page}/close`)).body))).statusCode, 303);

  assert.equal((await one.get(`${page}/delete`)).statusCode, 403);
  assert.equal((await head.post(`${page}/delete`, fieldsOf((await head.get(`${page}/delete`)).body))).statusCode, 303);
  assert.equal((await one.get(page)).statusCode, 404);
  assert.deepEqual((await listCases(staff(stand, heilbronn.tenant, 'caseworker'), { state: 'closed' })).cases.filter((file) => file.id === id), []);
});

test('a wrong amount and a gap in the text are shown at their fields, with everything that was typed', async () => {
  const { page } = await takenOn();
  const figures = await one.get(`${page}/decide?decision=assessment`);
  const wrong = await one.post(`${page}/decide`, { ...fieldsOf(figures.body), amount: 'zwölf Euro' });
  assert.equal(wrong.statusCode, 422);
  assert.match(wrong.body, /value="zwölf Euro"/u);
  assert.match(wrong.body, /Geben Sie den Betrag in Euro ein/u);

  const gap = await upToCheck(one, page, { body: 'Wir setzen [amount] fest & schreiben <b>das</b> genau so.' });
  assert.equal(gap.statusCode, 422);
  assert.match(gap.body, /Ersetzen Sie die Lücken/u);
  assert.equal(fieldsOf(gap.body)['body'], 'Wir setzen [amount] fest & schreiben <b>das</b> genau so.');
});

test('whoever changes the amounts after writing keeps the text and sees the new proposal beside it', async () => {
  const { page } = await takenOn();
  const back = await upToCheck(one, page, { body: 'Mein eigener Text über 96,00 €.' }).then((check) => one.post(`${page}/decide`, { ...fieldsOf(check.body), step: 'back' }, `${page}/decide`));
  const text = await one.post(`${page}/decide`, { ...fieldsOf(back.body), amount: '120,00' });
  assert.equal(fieldsOf(text.body)['body'], 'Mein eigener Text über 96,00 €.');
  assert.match(text.body, /Hundesteuer von 120,00\s€ im Jahr/u);
});

test('of two people who decide at once one is told, and finds the own text unchanged', async () => {
  const { page } = await takenOn();
  const mine = await upToCheck(one, page, { body: 'Text der ersten Person.' });
  const theirs = await upToCheck(two, page, { body: 'Text der zweiten Person.' });
  const first = await one.post(`${page}/decide`, { ...fieldsOf(mine.body), step: 'issue' }, `${page}/decide`);
  const second = await two.post(`${page}/decide`, { ...fieldsOf(theirs.body), step: 'issue' }, '/heilbronn/office/cases');
  assert.equal(first.statusCode, 303);
  assert.equal(second.statusCode, 409);
  assert.match(second.body, /Jemand anderes hat diesen Fall inzwischen geändert/u);
  assert.match(second.body, /Text der zweiten Person/u);
});

test('whoever posts, objects, closes, requests or asks while somebody else changes the case loses no word: the page says who changed what, and its button sends again', async () => {
  const { page, id } = await takenOn();
  const worker = staff(stand, heilbronn.tenant, 'caseworker', 'Enno Musteramt');
  const stepIn = async () => {
    const { file } = await getCase(worker, { case: id });
    await acknowledgeNews(worker, { case: id, version: file.version });
  };
  const answers = async (path: string, typed: Record<string, string | readonly string[]>, kept: readonly (string | RegExp)[], action = 'Zur Kenntnis genommen') => {
    const fields = { ...fieldsOf((await one.get(`${page}/${path}`)).body), ...typed };
    await stepIn();
    const refused = await one.post(`${page}/${path}`, fields, '/heilbronn/office/cases');
    assert.equal(refused.statusCode, 409, path);
    for (const text of kept) assert.match(refused.body, text instanceof RegExp ? text : new RegExp(text, 'u'), path);
    assert.match(refused.body, /Noch nicht gespeichert/u);
    assert.match(refused.body, new RegExp(`Enno Musteramt: ${action}`, 'u'));
    return { again: () => one.post(`${page}/${path}`, { ...typed, ...fieldsOf(refused.body) }, `${page}/${path}`), refused };
  };
  const asked = await answers('offices', { who: 'own', question: 'Ist der Hund bekannt?', parts: ['page-0'] }, ['Ist der Hund bekannt\\?', /value="own"[^>]* checked/u, /value="page-0"[^>]* checked/u]);
  assert.equal((await asked.again()).statusCode, 303, 'what was typed is sent with the newer case in view');
  const requested = await answers('request', { text: 'Bitte schicken Sie mir das Foto.', 'dueOn.day': '7', 'dueOn.month': '12', 'dueOn.year': '2026' }, ['Bitte schicken Sie mir das Foto\\.', /name="dueOn\.day"[^>]* value="7"/u]);
  assert.equal((await requested.again()).statusCode, 303);
  const closing = await answers('close', { reason: 'Der Hund ist verzogen.' }, ['Der Hund ist verzogen\\.']);
  const { file } = await getCase(worker, { case: id });
  const check = await upToCheck(two, page);
  assert.equal((await two.post(`${page}/decide`, { ...fieldsOf(check.body), version: String(file.version), step: 'issue' }, `${page}/decide`)).statusCode, 303);
  const late = await closing.again();
  assert.equal(late.statusCode, 409);
  assert.match(late.body, /<textarea[^>]*name="reason"[^>]*>\s*Der Hund ist verzogen\./u, 'what was typed stays even where the decided case asks for no reason');
  assert.match(late.body, /Bescheid erlassen/u);
  const posting = await answers('posting', { 'postedOn.day': '20', 'postedOn.month': '11', 'postedOn.year': '2026' }, [/name="postedOn\.day"[^>]* value="20"/u]);
  assert.equal((await posting.again()).statusCode, 303);
  const second = await one.post(`${page}/posting`, { version: String((await getCase(worker, { case: id })).file.version), 'postedOn.day': '20', 'postedOn.month': '11', 'postedOn.year': '2026' }, '/heilbronn/office/cases');
  assert.equal(second.statusCode, 409);
  assert.match(second.body, /Der Tag der Absendung ist schon eingetragen/u);
  const objection = await answers('objection', { note: 'Der Hund gehört der Tochter <nicht mir>.', 'receivedOn.day': '20', 'receivedOn.month': '11', 'receivedOn.year': '2026' }, ['Der Hund gehört der Tochter &lt;nicht mir&gt;\\.', /name="receivedOn\.day"[^>]* value="20"/u]);
  assert.equal((await objection.again()).statusCode, 303);
  const { history } = await getCase(worker, { case: id });
  assert.equal(history.find(({ kind }) => kind === 'objected')?.note, 'Der Hund gehört der Tochter <nicht mir>.');
});

test('whoever reads English reads in English what to correct', async () => {
  const { page } = await takenOn();

  const empty = await one.post(`${page}/request?lang=en`, { version: '2' }, page);
  assert.match(empty.body, /<html lang="en"/u);
  assert.match(empty.body, /Write what you need\./u);
  assert.doesNotMatch(empty.body, /Schreiben Sie/u);
});

test('another authority, the operator and a missing case get the same 404, byte for byte, on pages and in the API', async () => {
  const { id, page } = await aCase();
  const missing = `/heilbronn/office/cases/${newId()}`;
  for (const visitor of [stranger, operator]) {
    const nothing = await visitor.get(missing);
    for (const path of [page, `${page}/decide`, `${page}/delete`, `${page}/notice.pdf`, `${page}/close`, `${page}/posting`, '/heilbronn/office/cases', '/heilbronn/office/deliveries']) {
      const answer = await visitor.get(path);
      assert.equal(answer.statusCode, 404, path);
      assert.equal(answer.body, nothing.body, path);
    }
    const own = await visitor.get(`/amt-guestrow-land/office/cases/${id}`);
    assert.equal(own.body, nothing.body, 'nor under the own address');
    const api = await visitor.api('GET', `/authorities/heilbronn/cases/${id}`);
    assert.equal(api.body, (await one.api('GET', `/authorities/heilbronn/cases/${newId()}`)).body);
    assert.equal((await visitor.api('DELETE', `/authorities/heilbronn/cases/${id}?version=1`)).statusCode, 404);
  }
});

test('a caseworker for one service works on its cases and finds no others, not even in the counts', async () => {
  const { id, page, content } = await aCase();
  assert.match((await limited.get(page)).body, /Fall übernehmen|übernehmen/u);
  assert.equal((await limited.post(`${page}/assign`, { version: '1', to: 'me' }, page)).statusCode, 303);
  const own = (await limited.api('GET', '/authorities/heilbronn/cases')).json<{ cases: { service: string }[]; counts: { open: number; mine: number } }>();
  assert.ok(own.cases.length > 0 && own.counts.open > 0 && own.counts.mine === 1);
  const missing = await elsewhere.get(`/heilbronn/office/cases/${newId()}`);
  for (const path of [page, `${page}/decide`, `${page}/notice.pdf`, `${page}/close`, `${page}/posting`, `${page}/evidence/${newId()}`]) {
    const answer = await elsewhere.get(path);
    assert.equal(answer.statusCode, 404, path);
    assert.equal(answer.body, missing.body, path);
  }
  const none = (await elsewhere.api('GET', '/authorities/heilbronn/cases')).json<{ cases: unknown[]; counts: Record<string, number> }>();
  assert.deepEqual(none.cases, []);
  assert.ok(Object.values(none.counts).every((count) => count === 0));
  assert.doesNotMatch((await elsewhere.get('/heilbronn/office/cases')).body, new RegExp(content.service.name.de, 'u'));
  assert.equal((await elsewhere.api('POST', `/authorities/heilbronn/cases/${id}/assignments`, { version: 2, to: 'me' })).statusCode, 404);
  assert.equal((await elsewhere.api('GET', `/authorities/heilbronn/cases/${id}`)).statusCode, 404);
  assert.equal((await limited.get(`${page}/delete`)).statusCode, 403, 'deleting is for the head of office');
});

test('an auditor sees that a case exists and where it stands, and nothing that somebody wrote', async () => {
  const { page, content, id } = await aCase();
  const seen = await auditor.get(page);
  assert.equal(seen.statusCode, 200);
  assert.match(seen.body, new RegExp(content.reference, 'u'));
  assert.doesNotMatch(seen.body, /Krümel|Musterfrau/u);
  const api = await auditor.api('GET', `/authorities/heilbronn/cases/${id}`);
  assert.equal(api.json<{ content: unknown }>().content, null);
  assert.doesNotMatch(api.body, /Krümel|Musterfrau/u);
});

test('the API does what the pages do and points at the field that is wrong', async () => {
  const { id } = await aCase();
  const at = `/authorities/heilbronn/cases/${id}`;
  const { version } = (await one.api('POST', `${at}/assignments`, { version: 1, to: 'me' })).json<{ version: number }>();
  const figures = { amount: '96,00', firstAmount: '56,00', startsOn: '2026-06-01', dueOn: '2027-01-15' };
  const text = (await one.api('POST', `${at}/notice-drafts`, { decision: 'assessment', figures })).json<Record<string, string>>();
  const refused = await one.api('POST', `${at}/decisions`, { version, decision: 'assessment', figures: { ...figures, amount: 'x' }, text: { ...text, remedy: '' } });
  assert.equal(refused.statusCode, 422);
  assert.deepEqual(refused.json<{ errors: { pointer: string }[] }>().errors.map(({ pointer }) => pointer), ['/figures/amount', '/text/remedy']);
  const decided = await one.api('POST', `${at}/decisions`, { version, decision: 'assessment', figures, text });
  assert.equal(decided.statusCode, 201, decided.body);
  assert.equal((await one.api('POST', `${at}/decisions`, { version, decision: 'assessment', figures, text })).statusCode, 409);
  const opened = (await one.api('GET', at)).json<{ case: { state: string }; notice: { amountCents: number; serviceOfNotice: { route: string } } }>();
  assert.deepEqual([opened.case.state, opened.notice.amountCents, opened.notice.serviceOfNotice.route], ['decided', 9600, 'post']);
});
