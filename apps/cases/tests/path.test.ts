import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NotFound } from '@allmende/errors';
import { listEarnedCredentials, offerCredential, statusOf } from '@allmende/online-services';
import { offerDogTax, sendDogTax } from '@allmende/online-services/testing';
import { composeNotice, decideCase, decisionOf, deleteCase, closeCase, getCase, listCases, readNoticeFile, recordPosting } from '../index.ts';
import { openStand, placeAndTenant, runCasesFor, staff, startCaseWorker, until } from './stand.ts';

const stand = await openStand();
const { house } = stand;
const heilbronn = await placeAndTenant(stand, 'heilbronn');
const glasewitz = await placeAndTenant(stand, 'glasewitz');
for (const { tenant } of [heilbronn, glasewitz]) {
  await offerDogTax(staff(stand, tenant, 'digital-officer'));
  await runCasesFor(stand, tenant);
}
await startCaseWorker(stand);

test('an application becomes a case within a second, is decided, and its applicant fetches a copy of the notice', async () => {
  const caseworker = staff(stand, heilbronn.tenant, 'caseworker', 'Tilda Probeamt');
  const began = performance.now();
  const sent = await sendDogTax(house, { ars: heilbronn.ars });
  const found = await until(async () => (await listCases(caseworker, { q: sent.reference })).cases[0]);
  assert.ok(performance.now() - began < 15_000, 'with filling in and sending');

  const opened = await getCase(caseworker, { case: found.id });
  assert.equal(opened.next, 'take-on');
  const { content } = opened;
  assert.ok(content);
  assert.deepEqual(content.recipient, ['Ilvy Musterfrau-Beispiel', 'Beispielweg 7b', '00000 Musterstadt']);
  const decision = decisionOf(content, 'assessment');
  assert.ok(decision);
  assert.deepEqual([decision.amountCents, decision.firstAmountCents, decision.startsOn], [9600, 5600, '2026-06-01']);

  const figures = { amount: '96,00', firstAmount: '56,00', startsOn: '2026-06-01', dueOn: '2027-01-15', reason: '' };
  const text = composeNotice(content, decision, { amountCents: 9600 as never, firstAmountCents: 5600 as never, startsOn: '2026-06-01' as never, dueOn: '2027-01-15' as never, reason: undefined }, 'Stadt Heilbronn');
  assert.match(text.body, /Für Ihren Hund „Krümel“ setzen wir ab dem 1. Juni 2026 eine Hundesteuer von 96,00\s€ im Jahr fest/u);
  assert.doesNotMatch(`${text.subject} ${text.body} ${text.remedy}`, /\[|…/u);
  const decided = await decideCase(caseworker, { case: found.id, version: opened.file.version, authority: 'Stadt Heilbronn', decision: 'assessment', figures, text });

  const status = await until(async () => {
    const seen = await statusOf(house, { reference: sent.reference, secret: sent.secret, language: 'de' });
    return seen.documents.length > 0 ? seen : undefined;
  });
  assert.equal(status.state, 'decided');
  const [badge, certificate, ...others] = await listEarnedCredentials(house, sent);
  assert.deepEqual([badge?.type, badge?.number, badge?.claims['dog_name'], certificate?.type, certificate?.claims['family_name'], others], ['dog-tax-badge', sent.reference, 'Krümel', 'completion-certificate', 'Musterfrau-Beispiel', []]);
  const offer = await offerCredential(house, { ...sent, type: 'dog-tax-badge' });
  assert.match(offer.pin, /^\d{6}$/u);
  await assert.rejects(offerCredential(house, { ...sent, secret: 'AAAA-AAAA', type: 'dog-tax-badge' }), NotFound);
  const pdf = await readNoticeFile(caseworker, { case: found.id });
  assert.equal(Buffer.from(pdf.bytes.subarray(0, 5)).toString(), '%PDF-');

  const posted = await recordPosting(caseworker, { case: found.id, version: decided.version, postedOn: '2026-11-20' });
  const closed = await closeCase(caseworker, { case: found.id, version: posted.version });
  await deleteCase(staff(stand, heilbronn.tenant, 'head-of-office'), { case: found.id, version: closed.version });
  await assert.rejects(getCase(caseworker, { case: found.id }), NotFound);
  await until(async () => statusOf(house, { reference: sent.reference, secret: sent.secret, language: 'de' }).then(() => undefined, () => true));
});
