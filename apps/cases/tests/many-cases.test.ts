import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { insertGrant, NotPermitted, systemActor, type Actor, type AuthorityRole } from '@allmende/access';
import { listEntries } from '@allmende/audit';
import { newId, PLATFORM_TENANT } from '@allmende/database';
import { InvalidInput, NotFound } from '@allmende/errors';
import { contextFor, type ActionContext } from '@allmende/house';
import { createAccount } from '@allmende/identity';
import type { PlainDate } from '@allmende/time';
import { confirmBulk } from '../actions/confirm-bulk.ts';
import { findNextCase } from '../actions/find-next-case.ts';
import { getBulk } from '../actions/get-bulk.ts';
import { getFigures, type FigureTable, type ServiceRow } from '../actions/get-figures.ts';
import { listColleagues } from '../actions/list-colleagues.ts';
import { proposeDecision } from '../actions/propose-decision.ts';
import { startBulkDecision } from '../actions/start-bulk-decision.ts';
import { startBulk } from '../actions/start-bulk.ts';
import { workThroughBulk } from '../actions/work-through-bulk.ts';
import type { CaseContent } from '../domain/case-content.ts';
import { assignCase, casesTarget, closeCase, decideCase, deleteCase, getCase, listCases, NotPossibleNow } from '../index.ts';
import { aParcelContent } from '../testing/index.ts';
import { aWeb, fieldsOf, Visitor } from './a-web.ts';
import { openStand, placeAndTenant, runCasesFor, staff } from './stand.ts';
import { workAtOnce } from './work-at-once.ts';

const stand = await openStand();
const { house } = stand;
const heilbronn = await placeAndTenant(stand, 'heilbronn');
const glasewitz = await placeAndTenant(stand, 'glasewitz');
for (const { tenant } of [heilbronn, glasewitz]) await runCasesFor(stand, tenant);

/** Somebody with an account and a role that lies in the database, as a run of the worker needs it. */
async function person(name: string, grant: { role?: AuthorityRole; service?: string; deputyFor?: string; validUntil?: PlainDate } = {}): Promise<ActionContext & { readonly actor: Extract<Actor, { kind: 'staff' }> }> {
  const accountId = await createAccount(contextFor(house, systemActor('operator-command'), PLATFORM_TENANT), { email: `${newId()}@example.org`, name, password: `Bergwiese-${newId()}` });
  const { role = 'caseworker', service, deputyFor, validUntil } = grant;
  await house.database.inTenant(heilbronn.tenant, (tx) => insertGrant(tx, { accountId, role, validFrom: '2026-01-01' as PlainDate, service, deputyFor, validUntil }));
  const actor = { kind: 'staff' as const, accountId, name, grants: [{ tenant: heilbronn.tenant, role, ...(service === undefined ? {} : { service }) }] };
  return { ...contextFor(house, actor, heilbronn.tenant), actor };
}

const tilda = await person('Tilda Probeamt');
const enno = await person('Enno Musteramt');

async function aCase(content: Partial<CaseContent> = {}) {
  const sent = aParcelContent(content);
  const { receipt } = await casesTarget.deliver(house, heilbronn.tenant, sent);
  return { case: receipt, version: 1, reference: sent.reference };
}

const [plainDecision, ...otherDecisions] = aParcelContent().decisions;
assert.ok(plainDecision);
const bound = (fourEyes: boolean) => ({ decisions: [{ ...plainDecision, bound: { source: '§ 1 Beispielsatzung', fourEyes } }, ...otherDecisions] });
const run = (id: string) => workThroughBulk(house, { tenant: heilbronn.tenant, run: id });
const outcomes = async (id: string) => Object.fromEntries((await getBulk(tilda, { run: id })).items.map(({ case: one, outcome, reason }) => [one, reason ?? outcome]));
const actsOn = async (id: string, kind = 'case') => (await house.database.inTenant(heilbronn.tenant, (tx) => listEntries(tx, { subject: { kind, id } }))).map(({ entry }) => entry);

test('a name is found by the starts of its words, however it is written, and only by those who may open the case', async () => {
  const made = await aCase({ clearName: 'Zoë Müller-Lüdenscheid' });
  const other = await aCase({ clearName: 'Zora Müllerin' });
  const found = async (q: string, ctx: ActionContext = tilda) => (await listCases(ctx, { q })).cases.map(({ id }) => id);
  assert.deepEqual(await found('lueden zoe'), [made.case]);
  assert.deepEqual(await found('MÜLLER z'), [other.case, made.case], 'newest first');
  assert.deepEqual(await found('Müllerin'), [other.case]);
  assert.deepEqual(await found('üller'), [], 'from the start of a word only');
  for (const q of ['%', '_', "'", '\\', 'm', ' ', '\u{10ffff}', 'z'.repeat(100)]) assert.deepEqual((await found(q)).filter((id) => id === made.case).length, q === ' ' ? 1 : 0, q);
  assert.deepEqual(await found('lüdenscheid', staff(stand, heilbronn.tenant, 'auditor')), [], 'whoever sees no names does not find by names');
  assert.deepEqual(await found(made.reference, staff(stand, heilbronn.tenant, 'auditor')), [made.case]);
  assert.deepEqual(await found('lüdenscheid', staff(stand, glasewitz.tenant, 'caseworker')), [], 'nothing of another authority');
  const elsewhere = contextFor(house, { kind: 'staff', accountId: newId(), name: 'Ruth Miete', grants: [{ tenant: heilbronn.tenant, role: 'caseworker', service: 'eine-andere-leistung' }] }, heilbronn.tenant);
  assert.deepEqual(await found('lüdenscheid', elsewhere), []);
});

test('flags, age, deadline and people narrow the list together, page by page', async () => {
  const service = 'leistung-mit-filtern';
  const named = { service: { ...aParcelContent().service, id: service } };
  const missing = await aCase({ ...named, missingEvidence: [{ de: 'Nachweis' }] });
  const old = await aCase({ ...named, submittedAt: '2026-08-01T10:00:00.000Z' });
  const fresh = await aCase(named);
  const ids = async (filter: Parameters<typeof listCases>[1]) => (await listCases(tilda, { service, ...filter })).cases.map(({ id }) => id);
  assert.deepEqual(await ids({ flag: 'evidence-missing' }), [missing.case]);
  assert.deepEqual(await ids({ age: '90' }), [old.case]);
  assert.deepEqual(await ids({ order: 'oldest' }), [old.case, missing.case, fresh.case]);
  await assignCase(tilda, { ...old, to: enno.actor.accountId });
  assert.deepEqual(await ids({ assignee: enno.actor.accountId }), [old.case]);
  assert.deepEqual(await ids({ assignee: 'nobody', age: '90' }), []);
  const first = await listCases(tilda, { service, order: 'oldest' }, 2);
  assert.deepEqual([first.cases.length, (await listCases(tilda, { service, order: 'oldest', after: first.after }, 2)).cases.map(({ id }) => id)], [2, [fresh.case]]);
  assert.deepEqual([first.next.get(old.case), first.next.get(missing.case)], ['decide', 'take-on']);
});

test('the next case is one of the same service first, then the one that has waited longest, and never a colleague’s', async () => {
  const flein = await placeAndTenant(stand, 'flein');
  await runCasesFor(stand, flein.tenant);
  const worker = staff(stand, flein.tenant, 'caseworker');
  const made = async (service: string, submittedAt: string) => (await casesTarget.deliver(house, flein.tenant, aParcelContent({ service: { ...aParcelContent().service, id: service }, submittedAt }))).receipt;
  const [old, older] = [await made('eine-leistung', '2026-09-02T10:00:00.000Z'), await made('eine-leistung', '2026-09-01T10:00:00.000Z')];
  const ofOther = await made('andere-leistung', '2026-08-01T10:00:00.000Z');
  assert.equal(await findNextCase(worker, {}), ofOther);
  assert.equal(await findNextCase(worker, { after: old }), older);
  assert.equal(await findNextCase(worker, { after: ofOther }), older, 'no other of its service is open');
  await assignCase(staff(stand, flein.tenant, 'caseworker'), { case: older, version: 1, to: 'me' });
  assert.equal(await findNextCase(worker, { after: old }), ofOther);
  assert.equal(await findNextCase(worker, { after: newId() }), ofOther, 'a case that is not there leads on too');
  const limited = contextFor(house, { kind: 'staff', accountId: newId(), name: 'Ruth Miete', grants: [{ tenant: flein.tenant, role: 'caseworker', service: 'eine-leistung' }] }, flein.tenant);
  assert.equal(await findNextCase(limited, { after: ofOther }), old);
});

test('whoever works in somebody’s place sees that person’s cases, and colleagues see who stands in', async () => {
  const away = await person('Ada Urlaub');
  const deputy = await person('Bert Vertretung', { deputyFor: away.actor.accountId, validUntil: '2026-12-31' as PlainDate });
  const over = await person('Cora Vorbei', { deputyFor: away.actor.accountId, validUntil: '2026-11-19' as PlainDate });
  const made = await aCase();
  await assignCase(tilda, { ...made, to: away.actor.accountId });
  assert.deepEqual((await listCases(deputy, { assignee: 'deputy' })).cases.map(({ id }) => id), [made.case]);
  assert.equal((await listCases(deputy, {})).counts.deputy, 1);
  assert.deepEqual((await listCases(over, { assignee: 'deputy' })).cases, []);
  const colleagues = await listColleagues(tilda);
  assert.deepEqual(colleagues.find(({ name }) => name === 'Ada Urlaub')?.deputies, ['Bert Vertretung']);
  assert.ok(!colleagues.some(({ name }) => name === 'Cora Vorbei'), 'a role that has ended is none');
  await assert.rejects(assignCase(tilda, { ...await aCase(), to: over.actor.accountId }), InvalidInput);
});

test('many cases are given to a colleague at once: those that changed stay as they are and say why, and sending twice changes nothing', async () => {
  const cases = [await aCase(), await aCase(), await aCase()];
  const [, changed] = cases;
  assert.ok(changed);
  await assignCase(enno, { ...changed, to: 'me' });
  const missing = newId();
  const order = { id: newId(), kind: 'assign' as const, to: enno.actor.accountId, authority: 'Stadt Heilbronn', cases: [...cases, { case: missing, version: 1 }] };
  const [first, second] = await Promise.all([startBulk(tilda, order), startBulk(tilda, order)]);
  assert.equal(first.id, second.id);
  await Promise.all([run(order.id), run(order.id)]);
  await run(order.id);
  const after_ = await outcomes(order.id);
  assert.deepEqual(cases.map(({ case: id }) => after_[id]), ['done', 'Jemand anderes hat diesen Fall inzwischen geändert. Ihre Änderung ist nicht gespeichert. Sehen Sie sich den Fall noch einmal an.', 'done']);
  assert.match(after_[missing] ?? '', /gibt es nicht/u);
  for (const { case: id } of [cases[0], cases[2]].flatMap((one) => one ?? [])) {
    const { file, history } = await getCase(tilda, { case: id });
    assert.deepEqual([file.assignee?.name, file.version, history.at(-1)?.actor, history.at(-1)?.note], ['Enno Musteramt', 2, 'Tilda Probeamt', 'an Enno Musteramt']);
    assert.equal((await actsOn(id)).filter(({ action }) => action === 'cases/case-assigned').length, 1, 'an audit entry of its own, once');
  }
  assert.deepEqual((await actsOn(order.id, 'bulk')).map(({ action }) => action).toSorted(), ['cases/bulk-done', 'cases/bulk-started']);
  const { run: finished } = await getBulk(tilda, { run: order.id });
  assert.equal(finished.state, 'done');
  const head = staff(stand, heilbronn.tenant, 'head-of-office');
  const { version } = await closeCase(tilda, { case: changed.case, version: 2, reason: 'Zurückgenommen.' });
  await deleteCase(head, { case: changed.case, version });
  assert.ok(!(changed.case in await outcomes(order.id)), 'a deleted case is gone from the runs too');
});

test('a run works with the roles of the moment: whoever lost the role in between changes nothing', async () => {
  const made = await aCase();
  const gone = await person('Greta Gegangen', { validUntil: '2026-11-19' as PlainDate });
  const { id } = await startBulk(gone, { id: newId(), kind: 'assign', to: 'me', authority: 'x', cases: [made] });
  await run(id);
  assert.equal((await getCase(tilda, { case: made.case })).file.version, 1);
  assert.notEqual((await outcomes(id))[made.case], 'done');
});

test('where the law leaves no discretion many are decided as the rules propose, each record names rule and version, and the rest keeps its reason', async () => {
  const good = await aCase(bound(false));
  const missing = await aCase({ ...bound(false), missingEvidence: [{ de: 'Nachweis' }] });
  const noRemedy = await aCase({ ...bound(false), remedy: undefined, placeArs: '081210000000', service: { ...aParcelContent().service, regime: 'ao-kag', id: 'ohne-rechtsbehelf' } });
  const weighed = await aCase();
  const noAmount = await aCase({ decisions: bound(false).decisions.map((decision) => ({ ...decision, amountCents: undefined })) });
  const order = { id: newId(), decision: 'assessment', authority: 'Stadt Heilbronn', cases: [good, missing, weighed, noAmount, noRemedy] };
  await startBulkDecision(tilda, order);
  await run(order.id);
  const result = await outcomes(order.id);
  assert.equal(result[good.case], 'done');
  assert.match(result[missing.case] ?? '', /fehlen noch Nachweise/u);
  assert.match(result[weighed.case] ?? '', /nicht für mehrere Fälle frei/u);
  assert.match(result[noAmount.case] ?? '', /Ergänzen Sie Betrag/u);
  const { file, notice, history } = await getCase(tilda, { case: good.case });
  assert.deepEqual([file.state, notice?.written?.amountCents, notice?.written?.signatory], ['decided', 9600, 'Tilda Probeamt']);
  assert.match(history.at(-1)?.note ?? '', /Regel hundesteuer-anmelden\/assessment, Fassung 1\.0\.0/u);
  const decided = (await actsOn(good.case)).find(({ action }) => action === 'cases/case-decided');
  assert.deepEqual([decided?.facts['rule'], decided?.facts['ruleVersion'], decided?.facts['package']], ['hundesteuer-anmelden/assessment', '1.0.0', 'a'.repeat(64)]);
  for (const { case: id } of [missing, weighed, noAmount]) assert.equal((await getCase(tilda, { case: id })).file.state, 'new');
});

test('a case whose application was taken back is neither decided nor asked for documents with many others; its next step is to close it, with a ready reason', async () => {
  const withdrawn = async () => {
    const made = await aCase({ ...bound(false), completeness: { score: 50, required: 1, there: 0, evidence: [{ key: 'foto', label: { de: 'Foto' }, isRequired: true, status: 'open', due: undefined }] } });
    const { content } = await getCase(tilda, { case: made.case });
    await casesTarget.receiveWithdrawal(house, heilbronn.tenant, { submission: content?.submission ?? '', at: house.clock.now() });
    return { ...made, version: 2 };
  };
  const made = await withdrawn();
  const REASON = 'Der Antrag ist zurückgenommen. Schließen Sie den Fall ab.';
  const { proposal } = await proposeDecision(tilda, { case: made.case, decision: 'assessment', authority: 'Stadt Heilbronn', isShown: true });
  assert.deepEqual(proposal, { reason: REASON }, 'the page of proposals lists it with its reason');
  const decided = await startBulkDecision(tilda, { id: newId(), decision: 'assessment', authority: 'Stadt Heilbronn', cases: [made] });
  const asked = await startBulk(tilda, { id: newId(), kind: 'request', authority: 'Stadt Heilbronn', cases: [made] });
  const seenBefore = await aCase({ completeness: { score: 50, required: 1, there: 0, evidence: [{ key: 'foto', label: { de: 'Foto' }, isRequired: true, status: 'open', due: undefined }] } });
  const late = await startBulk(tilda, { id: newId(), kind: 'request', authority: 'Stadt Heilbronn', cases: [seenBefore] });
  const { content } = await getCase(tilda, { case: seenBefore.case });
  await casesTarget.receiveWithdrawal(house, heilbronn.tenant, { submission: content?.submission ?? '', at: house.clock.now() });
  for (const one of [decided, asked, late]) {
    await run(one.id);
    assert.deepEqual(Object.values(await outcomes(one.id)), [REASON]);
  }
  const handedOn = await startBulk(tilda, { id: newId(), kind: 'assign', to: 'me', authority: 'Stadt Heilbronn', cases: [made] });
  await run(handedOn.id);
  assert.deepEqual(Object.values(await outcomes(handedOn.id)), ['done'], 'somebody has to close it');

  const listed = await listCases(tilda, { flag: 'withdrawn' });
  assert.equal(listed.next.get(made.case), 'close-withdrawn');
  const app = await aWeb(stand, { 'tilda-000000000000000000000': tilda.actor });
  after(() => app.close());
  const visitor = new Visitor(app, 'tilda-000000000000000000000');
  const page = `/heilbronn/office/cases/${made.case}`;
  const shown = await visitor.get(page);
  assert.match(shown.body, /Als zurückgenommen abschließen/u);
  assert.doesNotMatch(shown.body, /quick=yes|Unterlagen anfordern/u);
  const close = await visitor.get(`${page}/close`);
  assert.equal((await visitor.post(`${page}/close`, fieldsOf(close.body))).statusCode, 303);
  const { file, history } = await getCase(tilda, { case: made.case });
  assert.deepEqual([file.state, history.at(-1)?.note], ['closed', 'Die antragstellende Person hat den Antrag zurückgenommen.']);
});

test('where the package wants four eyes nothing is decided before a second person says yes, and the first cannot', async () => {
  const cases = [await aCase(bound(true)), await aCase(bound(true))];
  const order = { id: newId(), decision: 'assessment', authority: 'Stadt Heilbronn', cases };
  const waiting = await startBulkDecision(tilda, order);
  assert.equal(waiting.state, 'waiting');
  await run(order.id);
  for (const { case: id } of cases) assert.equal((await getCase(tilda, { case: id })).file.state, 'new');
  await assert.rejects(confirmBulk(tilda, { run: order.id, isConfirmed: true }), NotPossibleNow);
  await assert.rejects(confirmBulk(staff(stand, glasewitz.tenant, 'caseworker'), { run: order.id, isConfirmed: true }), NotFound);
  await confirmBulk(enno, { run: order.id, isConfirmed: true });
  await assert.rejects(confirmBulk(enno, { run: order.id, isConfirmed: false }), NotPossibleNow);
  await run(order.id);
  for (const { case: id } of cases) assert.equal((await getCase(tilda, { case: id })).file.state, 'decided');
  const refused = await startBulkDecision(tilda, { ...order, id: newId(), cases: [await aCase(bound(true))] });
  assert.equal((await confirmBulk(enno, { run: refused.id, isConfirmed: false })).state, 'refused');
});

test('bad orders are refused with words, and a run of others is not there', async () => {
  const made = await aCase();
  const order = { id: newId(), kind: 'assign' as const, to: 'me', authority: 'x' };
  await assert.rejects(startBulk(tilda, { ...order, cases: [] }), InvalidInput);
  await assert.rejects(startBulk(tilda, { ...order, cases: Array.from({ length: 501 }, () => ({ case: newId(), version: 1 })) }), InvalidInput);
  for (const version of [0, -1, 1.5, Number.NaN, 2 ** 31]) await assert.rejects(startBulk(tilda, { ...order, cases: [{ ...made, version }] }), InvalidInput);
  await assert.rejects(startBulk(tilda, { ...order, to: newId(), cases: [made] }), InvalidInput);
  await assert.rejects(startBulk(staff(stand, heilbronn.tenant, 'auditor'), { ...order, cases: [made] }));
  const { id } = await startBulk(tilda, { ...order, cases: [made] });
  await assert.rejects(getBulk(staff(stand, glasewitz.tenant, 'caseworker'), { run: id }), NotFound);
  await assert.rejects(getBulk(tilda, { run: newId() }), NotFound);
});

test('the pages go from ticks to result without a script, keep what was ticked, and name each case that stayed', async () => {
  const app = await aWeb(stand, { 'tilda-00000000000000000000': tilda.actor, 'enno-000000000000000000000': enno.actor });
  after(() => app.close());
  const visitor = new Visitor(app, 'tilda-00000000000000000000');
  const service = 'leistung-im-stapel';
  const content = { service: { ...aParcelContent().service, id: service } };
  const one = await aCase({ ...content, ...bound(true) });
  const two = await aCase({ ...content, ...bound(true), missingEvidence: [{ de: 'Nachweis' }] });
  const list = `/heilbronn/office/cases/bulk?service=${service}`;
  const all = await visitor.get(`${list}&all=yes`);
  assert.equal([...all.body.matchAll(/type="checkbox" value="[^"]+" checked/gu)].length, 2);
  const id = /name="id" value="([^"]+)"/u.exec(all.body)?.[1] ?? '';
  const cases = [one, two].map(({ case: each, version }) => `${each}:${version}`);
  const nothing = await visitor.post(list, { id, cases, kind: '' });
  assert.equal(nothing.statusCode, 422);
  assert.equal([...nothing.body.matchAll(/type="checkbox" value="[^"]+" checked/gu)].length, 2, 'ticks stay');
  const proposals = await visitor.post(list, { id, cases, kind: 'decide' });
  assert.equal(proposals.statusCode, 200, proposals.body);
  assert.match(proposals.body, /Ilvy Musterfrau-Beispiel[\s\S]*96,00/u);
  assert.match(proposals.body, /Es fehlen noch Nachweise/u);
  assert.equal((await visitor.post(list, { id, cases, kind: 'decide', step: 'confirm', decision: 'assessment' })).statusCode, 422, 'nobody confirms by accident');
  const started = await visitor.post(list, { id, cases, kind: 'decide', step: 'confirm', decision: 'assessment', confirmed: 'yes' });
  assert.equal(started.statusCode, 303, started.body);
  const at = started.headers.location ?? '';
  assert.match((await visitor.get(at)).body, /zweite Person muss bestätigen/u);
  const second = new Visitor(app, 'enno-000000000000000000000');
  assert.equal((await second.post(at, { answer: 'yes' })).statusCode, 303);
  await run(id);
  const result = await second.get(at);
  assert.match(result.body, new RegExp(`Nicht geänderte Fälle[\\s\\S]*${two.reference}[\\s\\S]*Es fehlen noch Nachweise[\\s\\S]*Geänderte Fälle[\\s\\S]*${one.reference}`, 'u'));
  const api = await second.api('GET', `/authorities/heilbronn/case-runs/${id}`);
  assert.deepEqual(api.json<{ cases: { outcome: string }[] }>().cases.map(({ outcome }) => outcome), ['done', 'unchanged']);
  assert.equal((await second.api('GET', `/authorities/heilbronn/case-runs/${newId()}`)).statusCode, 404);
});

test('people who change the same cases at the same moment lose nothing and see no error of the database', async () => {
  const ids = [];
  for (let number = 0; number < 6; number += 1) ids.push((await aCase()).case);
  await workAtOnce({ ids, people: Array.from({ length: 12 }, (_, number) => staff(stand, heilbronn.tenant, 'caseworker', `Person ${number}`)), changesEach: 2 });
});

test('figures count by service and quarter, hold back what is small, and are for heads of office only', async () => {
  const service = { ...aParcelContent().service, id: 'leistung-gezaehlt', name: { de: 'Gezählte Leistung', en: 'Counted service' } };
  const refusal = { ...plainDecision, id: 'refused', label: { de: 'Ablehnen', en: 'Refuse' }, setsAmount: false, setsFirstAmount: false, blocks: ['Ablehnung', 'Wir lehnen ab.'], refusal: { reasons: [{ id: 'too-late', label: { de: 'Zu spät', en: 'Too late' } }] } };
  const send = async (content: Partial<CaseContent>, times: number) => Promise.all(Array.from({ length: times }, async () => (await casesTarget.deliver(house, glasewitz.tenant, aParcelContent({ service, ...content }))).receipt));
  const worker = staff(stand, glasewitz.tenant, 'caseworker', 'Lore Nachbarin');
  const text = { subject: 'Ablehnung', body: 'Wir lehnen ab.', remedy: 'Widerspruch', recipient: 'Ilvy Musterfrau-Beispiel' };
  for (const id of await send({ decisions: [refusal] }, 6)) {
    const given = { case: id, version: 1, authority: 'Amt', decision: 'refused', figures: { amount: '', firstAmount: '', startsOn: '', dueOn: '', reason: '' }, text };
    await assert.rejects(decideCase(worker, { ...given, refusalReason: 'invented' }), InvalidInput);
    await decideCase(worker, { ...given, refusalReason: 'too-late' });
  }
  await send({ missingEvidence: [{ de: 'Nachweis' }], submittedAt: '2026-08-10T10:00:00.000Z' }, 7);
  await assert.rejects(getFigures(worker, {}), NotPermitted);
  const head = staff(stand, glasewitz.tenant, 'head-of-office', 'Ada Leitung');
  const figures = await getFigures(head, {});
  const of = <Column extends string>(table: FigureTable<ServiceRow, Column>, column: Column) => table.counts.cells[table.rows.findIndex((row) => row.service === service.id)]?.[table.columns.indexOf(column)];
  assert.deepEqual([figures.quarter, figures.quarters.length, figures.states.rows.length], ['2026-4', 5, 1], 'nothing of another authority');
  assert.deepEqual([of(figures.states, 'decided'), of(figures.ages, 'oldest'), figures.refusals.counts.cells], [6, 7, [[6]]]);
  assert.deepEqual(figures.arrived.counts.cells.slice(-2), [[0, 7, 0], [6, 0, 0]], 'complete on arrival or not');
  assert.equal(of((await getFigures(head, { quarter: '2026-3' })).states, 'new'), 7);
  assert.equal((await getFigures(head, { quarter: '1999-1' })).quarter, '2026-4');
  await send({ service: { ...service, id: 'leistung-selten' } }, 2);
  const rare = (await getFigures(head, {})).states;
  assert.deepEqual(rare.counts.rowTotals, [null, null], 'the other service would give the two away');
  assert.equal(rare.counts.total, 8);

  const app = await aWeb(stand, { 'head-0000000000000000000000': head.actor, 'worker-00000000000000000000': worker.actor });
  after(() => app.close());
  const visitor = new Visitor(app, 'head-0000000000000000000000');
  const page = await visitor.get('/amt-guestrow-land/office/cases/figures');
  assert.match(page.body, /Gezählte Leistung[\s\S]*zurückgehalten/u);
  assert.doesNotMatch(page.body.replace(/<header[\s\S]*?<\/header>/u, ''), /Lore/u, 'nobody by name');
  assert.match((await visitor.get('/amt-guestrow-land/office/cases/figures.csv?quarter=2026-4')).body, /Gezählte Leistung;Zu spät;6/u);
  assert.equal((await new Visitor(app, 'worker-00000000000000000000').get('/amt-guestrow-land/office/cases/figures')).statusCode, 403);
  assert.deepEqual((await visitor.api('GET', '/authorities/amt-guestrow-land/case-figures')).json<{ refusals: { rows: unknown } }>().refusals.rows, [{ name: [service.id, 'Zu spät'], counts: [6], total: 6 }]);
});
