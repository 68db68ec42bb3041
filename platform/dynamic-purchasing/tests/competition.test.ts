import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { NotPermitted, systemActor } from '@allmende/access';
import { listEntries } from '@allmende/audit';
import { registerOffers } from '@allmende/catalog';
import { aPubliccodeFile } from '@allmende/catalog/testing';
import { testDatabase } from '@allmende/database/testing';
import { closeDocuments } from '@allmende/documents';
import { InvalidInput, NotFound } from '@allmende/errors';
import { readFile } from '@allmende/files';
import { testHouse } from '@allmende/house/testing';
import { openEnvelope, openShare, readEnvelope, sealFields, SealingProblem } from '@allmende/sealing';
import { cents } from '@allmende/money';
import { plainDate } from '@allmende/time';
import pg from 'pg';
import {
  announceAward, AnotherPersonNeeded, answerQuestion, askQuestion, awardContract, awardProofs, createCompetition, decideAdmission, evaluateCompetition, getCompetition, getInvitedCompetition, getOpeningSet, inviteBidders, listAdmissions,
  listOwnRequests, NotNow, NotThisEnvelope, readAwardRecord, releaseShares, requestAdmission, SharesRefused, storeAwardRecord, submitOffer, TooEarly, TooLate, withdrawOffer,
} from '../index.ts';
import { openStand, STAND_MIGRATIONS, type Officer } from './stand.ts';

const { database, ownerUrl } = await testDatabase([...STAND_MIGRATIONS]);
const house = testHouse(database, { now: '2026-09-01T09:00:00Z' });
const stand = await openStand(house);
const { officer, approver, treasurer, officers, first, second, outsider, operator, system, category, heilbronn } = stand;
after(closeDocuments);

const SECRET = 'Zwirbelfink-Preisblatt';
const input = () => ({
  system: system.id, category, title: 'Zwanzig Notebooks', description: 'Zwanzig Notebooks mit fünf Jahren Gewährleistung', aboveThreshold: true, threshold: 2, officers: officers.map((one) => one.thumbprint), authorityName: 'Stadt Heilbronn',
  priceWeight: 60, priceFormula: 'lowest-through-price', tieRule: 'lower-price', criteria: [{ title: 'Gewährleistung', weight: 40 }],
});
const offerOf = async (bidder: typeof first, competition: string, price: string, warranty = SECRET) => {
  const { sheet } = await getInvitedCompetition(bidder.ctx, { competition });
  return Buffer.from(JSON.stringify(await sealFields(sheet, { fields: { price, c1: warranty, note: '' }, files: [{ name: 'preisblatt.pdf', bytes: Buffer.from(SECRET) }] })));
};
const sharesOf = async ({ ctx, key }: Officer, competition: string) => Promise.all((await getOpeningSet(ctx, { competition })).offers.map(async ({ offer, ...envelope }) => ({ offer, ...(await openShare(envelope, key)) })));
const invited = async () => {
  house.clock.set('2026-10-05T09:00:00Z');
  const { id } = await createCompetition(officer, input());
  await inviteBidders(officer, { competition: id, lastDay: plainDate('2026-10-15') });
  return id;
};

/** Somebody who may do everything in the database. */
async function administrator() {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  return { query: <Row extends pg.QueryResultRow>(text: string, values?: unknown[]) => client.query<Row>(text, values), [Symbol.asyncDispose]: () => client.end() };
}

test('first requests have 30 days, decisions ten working days, and nobody is invited before', async () => {
  assert.equal(system.firstRequestsUntil, '2026-10-01', '30 days from the day after 1 September end on a Thursday');
  const [waiting] = await listAdmissions(operator, { system: system.id });
  assert.equal(waiting?.decideUntil, '2026-09-15');
  assert.equal(waiting?.bidder, outsider.id);
  await assert.rejects(requestAdmission(outsider.ctx, { system: system.id, category, statement: 'Noch einmal, weil es so schön war' }), NotNow);
  house.clock.set('2026-10-01T21:59:00Z');
  const { id } = await createCompetition(officer, input());
  await assert.rejects(inviteBidders(officer, { competition: id, lastDay: plainDate('2026-10-20') }), NotNow);
  house.clock.set('2026-10-02T08:00:00Z');
  await assert.rejects(inviteBidders(officer, { competition: id, lastDay: plainDate('2026-10-11') }), InvalidInput, 'ten days end on a Monday');
  await assert.rejects(inviteBidders(treasurer, { competition: id, lastDay: plainDate('2026-10-20') }), NotPermitted);
  await assert.rejects(decideAdmission(operator, { request: waiting?.id ?? '', decision: 'refused', reason: '' }), InvalidInput);
  await decideAdmission(operator, { request: waiting?.id ?? '', decision: 'refused', reason: 'Es fehlt der zweite vergleichbare Auftrag.' });
  const [own] = await listOwnRequests(outsider.ctx);
  assert.deepEqual([own?.state, own?.reason], ['refused', 'Es fehlt der zweite vergleichbare Auftrag.']);
  assert.equal((await requestAdmission(outsider.ctx, { system: system.id, category, statement: 'Hier ist der zweite Auftrag.' })).state, 'open', 'the system stays open to everybody');
});

test('a competition needs weights that come to 100, at least two officers, and keys that are there', async () => {
  await assert.rejects(createCompetition(officer, { ...input(), priceWeight: 70, threshold: 1, officers: ['x'], title: '' }), (error: unknown) =>
    error instanceof InvalidInput && ['/title', '/officers', '/threshold', '/priceWeight'].every((one) => error.fields.some(({ pointer }) => pointer === one)));
});

test('questions and answers are seen by all who were invited, and by nobody else', async () => {
  const competition = await invited();
  await askQuestion(first.ctx, { competition, question: 'Welche Bildschirmgröße?' });
  const [question] = (await getCompetition(officer, { competition })).questions;
  await answerQuestion(officer, { competition, question: question?.id ?? '', answer: '14 Zoll' });
  assert.deepEqual((await getInvitedCompetition(second.ctx, { competition })).questions.map((one) => [one.question, one.answer]), [['Welche Bildschirmgröße?', '14 Zoll']]);
  await assert.rejects(getInvitedCompetition(outsider.ctx, { competition }), NotFound);
  await assert.rejects(submitOffer(outsider.ctx, { competition, envelope: Buffer.from('{}') }), NotFound);
});

test('the database administrator with everything that lies here, and one officer besides, reads no offer before the deadline', async () => {
  const competition = await invited();
  const receipt = await submitOffer(first.ctx, { competition, envelope: await offerOf(first, competition, '23.400,00') });
  await using behind = await administrator();
  // Everything the platform has: all rows of all tables, the files with the platform's own keys taken off, and the keys themselves.
  const tables = await behind.query<{ name: string }>("select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')");
  let everything = '';
  for (const { name } of tables.rows) everything += (await (behind.query<{ row: string }>(`select row_to_json(t)::text as row from ${name} t`))).rows.map((one) => one.row).join('\n');
  const row = (await (behind.query<{ file: string; digest: string }>('select file, digest from dynamic_purchasing.offer where competition = $1 and withdrawn_at is null', [competition]))).rows[0];
  const envelope = await database.inTenant(heilbronn, async (tx) => Buffer.from((await readFile(tx, house, row?.file ?? '')).bytes).toString());
  assert.equal(row?.digest, receipt.digest);
  for (const place of [everything, envelope]) for (const secret of [SECRET, '23.400', '2340000', Buffer.from(SECRET).toString('base64').slice(0, 20), Buffer.from(SECRET).toString('hex')]) assert.ok(!place.includes(secret), `found ${secret}`);
  const read = readEnvelope(envelope);
  const one = await openShare(read, officers[0].key);
  await assert.rejects(openEnvelope(read, [one]), (error: unknown) => error instanceof SealingProblem && error.code === 'too-few-shares');
  for (const threshold of [0, 1]) await assert.rejects(openEnvelope({ ...read, threshold }, [one]), 'one share opens nothing, whatever the envelope is made to say');
  await assert.rejects(openShare({ ...read, shares: read.shares.map((share) => ({ ...share, to: one.to })) }, officers[1].key), SealingProblem);
  assert.ok(everything.length > 10_000, 'the dump is a dump');
  await assert.rejects(getOpeningSet(officers[0].ctx, { competition }), TooEarly);
  await assert.rejects(releaseShares(officers[0].ctx, { competition, shares: [] }), TooEarly);
  assert.deepEqual((await getCompetition(officer, { competition })).offers, [], 'before the deadline not even the number of offers is shown');
  await assert.rejects(behind.query("update dynamic_purchasing.competition set state = 'opened', opened_at = now() - interval '1 year' where id = $1", [competition]), /check constraint/u);
});

test('offers are replaced and withdrawn until the deadline, late ones are refused, and those for others do not fit', async () => {
  const competition = await invited();
  const other = await invited();
  const [mine, forOther] = [await offerOf(first, competition, '100,00'), await offerOf(first, other, '100,00')];
  await assert.rejects(submitOffer(first.ctx, { competition, envelope: forOther }), NotThisEnvelope);
  await assert.rejects(submitOffer(second.ctx, { competition, envelope: mine }), NotThisEnvelope, 'the sealed offer of somebody else');
  for (const text of ['', 'kein JSON', '{}', '[]', JSON.stringify({ ...JSON.parse(mine.toString()) as object, threshold: 3 })]) await assert.rejects(submitOffer(first.ctx, { competition, envelope: Buffer.from(text) }), NotThisEnvelope);
  await submitOffer(first.ctx, { competition, envelope: mine });
  assert.equal((await submitOffer(first.ctx, { competition, envelope: await offerOf(first, competition, '90,00') })).replaced, true);
  await withdrawOffer(first.ctx, { competition });
  await assert.rejects(withdrawOffer(first.ctx, { competition }), NotNow);
  house.clock.set('2026-10-15T21:59:59.999Z');
  await submitOffer(first.ctx, { competition, envelope: mine });
  house.clock.set('2026-10-15T22:00:00.000Z');
  await assert.rejects(submitOffer(first.ctx, { competition, envelope: mine }), TooLate);
  await assert.rejects(withdrawOffer(first.ctx, { competition }), TooLate);
  await assert.rejects(askQuestion(first.ctx, { competition, question: 'Zu spät gefragt?' }), TooLate);
  const acts = (await database.inTenant(heilbronn, (tx) => listEntries(tx))).map(({ entry }) => entry).filter((entry) => entry.subject.id === competition && entry.action.includes('/offer-')).map((entry) => entry.action.split('/')[1]);
  assert.deepEqual(acts.toSorted(), ['offer-received', 'offer-received', 'offer-replaced', 'offer-withdrawn']);
});

test('two officers open, another decides, all are told why, the award waits for the standstill, and the record is written once', async () => {
  const competition = await invited();
  const cheap = await submitOffer(first.ctx, { competition, envelope: await offerOf(first, competition, '20.000,00', 'Zwei Jahre') });
  await submitOffer(second.ctx, { competition, envelope: await offerOf(second, competition, '24.000,00', 'Fünf Jahre') });
  house.clock.set('2026-10-16T08:00:00Z');
  const shares = await sharesOf(officers[0], competition);
  const tampered = shares.map((one, index) => (index === 0 ? { ...one, share: `${one.share.startsWith('A') ? 'B' : 'A'}${one.share.slice(1)}` } : one));
  await assert.rejects(releaseShares(officers[0].ctx, { competition, shares: tampered }), (error: unknown) => error instanceof SharesRefused && error.message.includes('Erika Erfunden') && error.message.includes('Angebot 1 (Musterwerk eG)') && !error.message.includes('Angebot 2'));
  await assert.rejects(releaseShares(officers[1].ctx, { competition, shares }), SharesRefused, 'the share of somebody else');
  assert.deepEqual(await releaseShares(officers[0].ctx, { competition, shares }), { opened: false });
  assert.deepEqual(await releaseShares(officers[0].ctx, { competition, shares }), { opened: false }, 'the same officer twice is one officer');
  assert.deepEqual(await releaseShares(officers[2].ctx, { competition, shares: await sharesOf(officers[2], competition) }), { opened: true });
  const { opened, offers } = await getCompetition(officer, { competition });
  assert.deepEqual(offers.map((offer) => { const said = opened.find((one) => one.offer === offer.id); return [offer.bidderName, said?.price, said?.answers['c1'], said?.files.map((one) => one.name)]; }), [['Musterwerk eG', 2_000_000, 'Zwei Jahre', ['preisblatt.pdf']], ['Nordlicht GmbH', 2_400_000, 'Fünf Jahre', ['preisblatt.pdf']]]);

  const points = (...given: readonly [number, number]) => offers.map((one, index) => ({ offer: one.id, points: { c1: given[index] ?? 0 }, reasons: { c1: 'Dauer der Gewährleistung' }, excludedBecause: null }));
  await assert.rejects(evaluateCompetition(officer, { competition, judgements: points(11, 4) }), InvalidInput);
  const { ranking } = await evaluateCompetition(officer, { competition, judgements: points(4, 10) });
  assert.deepEqual(ranking.map((one) => [offers.find(({ id }) => id === one.offer)?.bidderName, one.total]), [['Nordlicht GmbH', 9_000], ['Musterwerk eG', 7_600]]);
  await assert.rejects(announceAward(officer, { competition }), NotPermitted);
  await assert.rejects(announceAward({ ...officer, actor: { ...officer.actor, grants: [{ tenant: heilbronn, role: 'mayor' }] } as typeof officer.actor }, { competition }), AnotherPersonNeeded);
  await announceAward(approver, { competition });
  await assert.rejects(evaluateCompetition(officer, { competition, judgements: points(10, 0) }), NotNow);
  const told = (await getInvitedCompetition(first.ctx, { competition })).notices[0];
  assert.equal(told?.kind, 'loser');
  for (const part of ['Nordlicht GmbH', '27.', 'Rang 2 von 2', '4 von 10 Punkten', 'Dauer der Gewährleistung']) assert.ok(told?.text.includes(part), `${part} in ${told?.text}`);
  assert.equal((await getInvitedCompetition(second.ctx, { competition })).notices[0]?.kind, 'winner');

  house.clock.set('2026-10-26T12:00:00Z');
  await assert.rejects(awardContract(approver, { competition }), NotNow, 'ten days after the day of sending end on 26 October');
  house.clock.set('2026-10-27T07:00:00Z');
  const { offers: [store] } = await registerOffers({ ...house, actor: systemActor('start') }, {
    appId: 'notebooks', publiccode: aPubliccodeFile({ name: 'Notebooks', repository: 'https://example.org/notebooks.git', category: 'digital-citizenship' }),
    plans: [{ plan: 'standard', name: 'Notebooks', description: 'Zwanzig Notebooks', inHouse: false, prices: [] }],
  });
  const order = { offers: [store?.id ?? ''], centsPerYear: cents(480_000), validUntil: plainDate('2026-12-31') };
  await assert.rejects(awardContract(approver, { competition, order: { ...order, offers: ['nirgends'] } }), InvalidInput);
  await assert.rejects(awardContract(approver, { competition, order: { ...order, centsPerYear: cents(2_400_001) } }), InvalidInput, 'no more a year than was offered in all');
  await awardContract(approver, { competition, order });
  await assert.rejects(awardContract(approver, { competition, order }), NotNow);
  const grounds = (await database.inTenant(heilbronn, (tx) => listEntries(tx))).map(({ entry }) => entry).filter((entry) => entry.action === 'procurement/system-award-recorded');
  assert.deepEqual(grounds.map((entry) => [entry.subject.id, entry.facts['contractor'], entry.facts['centsPerYear']]), [[competition, 'Nordlicht GmbH', 480_000]], 'an order can rest on the award');
  const job = { ...approver, actor: { kind: 'system', name: 'dynamic-purchasing' } as const };
  assert.deepEqual([await storeAwardRecord(job, { competition }), await storeAwardRecord(job, { competition })], [true, false]);
  const pdf = Buffer.from((await readAwardRecord(officer, { competition })).bytes);
  assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
  assert.ok(pdf.toString('latin1').includes('pdfuaid'));
  const [proof] = await database.inTenant(heilbronn, (tx) => awardProofs(tx, house));
  assert.deepEqual([proof?.supplierName, proof?.price, proof?.awardedOn, proof?.competition], ['Nordlicht GmbH', 2_400_000, '2026-10-27', competition]);
  assert.match(proof?.recordSha256 ?? '', /^[0-9a-f]{64}$/u);
  assert.notEqual(proof?.offerDigest, cheap.digest);
  await assert.rejects(getCompetition({ ...officer, tenant: stand.amt }, { competition }), NotFound);
});

test('an offer that cannot be opened, or says no price, is shown as such and must be excluded with a reason', async () => {
  const competition = await invited();
  const { sheet } = await getInvitedCompetition(first.ctx, { competition });
  const free = { ...sheet, fields: sheet.fields.map(({ pattern: _, ...one }) => one) };
  await submitOffer(first.ctx, { competition, envelope: Buffer.from(JSON.stringify(await sealFields(free, { fields: { price: 'nach Absprache', c1: 'x', note: '' }, files: [] }))) });
  const broken = JSON.parse((await offerOf(second, competition, '1,00')).toString()) as { content: string };
  const parts = broken.content.split('.');
  parts[4] = (parts[4] ?? '').startsWith('A') ? `B${parts[4]?.slice(1)}` : `A${parts[4]?.slice(1)}`;
  await submitOffer(second.ctx, { competition, envelope: Buffer.from(JSON.stringify({ ...broken, content: parts.join('.') })) });
  house.clock.set('2026-10-16T08:00:00Z');
  for (const one of officers.slice(0, 2)) await releaseShares(one.ctx, { competition, shares: await sharesOf(one, competition) });
  const { opened } = await getCompetition(officer, { competition });
  assert.deepEqual(opened.map((one) => one.price), [null, null]);
  assert.ok(opened.every((one) => (one.fault ?? '').length > 10));
  await assert.rejects(evaluateCompetition(officer, { competition, judgements: [] }), InvalidInput);
  await evaluateCompetition(officer, { competition, judgements: opened.map((one) => ({ offer: one.offer, points: {}, reasons: {}, excludedBecause: one.fault })) });
  await assert.rejects(announceAward(approver, { competition }), NotNow);
});
