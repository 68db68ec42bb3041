import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { systemActor } from '@allmende/access';
import { integrate, listEntries, verifyAudit } from '@allmende/audit';
import { NotFound } from '@allmende/errors';
import { contextFor } from '@allmende/house';
import { renderDocument } from '@allmende/documents';
import { enterApplication, findApplicationBySecret, readApplicationDocument, statusOf } from '@allmende/online-services';
import { offerDogTax, sendDogTax } from '@allmende/online-services/testing';
import { KeyDestroyed, openDataKey } from '@allmende/secrets';
import pg from 'pg';
import { casesTarget } from '../actions/cases-target.ts';
import { exportCases, restoreCases } from '../actions/archive-cases.ts';
import { renderNotice } from '../actions/render-notice.ts';
import { noticeDocument } from '../domain/notice-document.ts';
import { aParcelContent } from '../testing/index.ts';
import { assignCase, CasesNotRunning, closeCase, composeNotice, decideCase, decisionOf, deleteCase, getCase, listCases, NotPossibleNow, readFigures, readNoticeFile, recordPosting, removeCases, stateOfCases, suspendCases } from '../index.ts';
import { openStand, placeAndTenant, runCasesFor, staff, startCaseWorker, until } from './stand.ts';

const stand = await openStand();
const { house } = stand;
const heilbronn = await placeAndTenant(stand, 'heilbronn');
const guestrow = await placeAndTenant(stand, 'glasewitz');
await offerDogTax(staff(stand, heilbronn.tenant, 'digital-officer'));
for (const { tenant } of [heilbronn, guestrow]) await runCasesFor(stand, tenant);
await startCaseWorker(stand);

const caseworker = staff(stand, heilbronn.tenant, 'caseworker', 'Tilda Probeamt');

/** Decides a case as the rules propose, with a reason of one's own in the text. */
async function decided(id: string, sentence = 'Das ist so.') {
  const { file, content } = await getCase(caseworker, { case: id });
  const decision = content && decisionOf(content, 'assessment');
  assert.ok(content && decision);
  const figures = { amount: '96,00', firstAmount: '56,00', startsOn: '2026-06-01', dueOn: '2027-01-15', reason: '' };
  const text = composeNotice(content, decision, readFigures(decision, figures).figures, 'Stadt Heilbronn');
  return decideCase(caseworker, { case: id, version: file.version, authority: 'Stadt Heilbronn', decision: 'assessment', figures, text: { ...text, body: `${text.body}\n\n${sentence}` } });
}

/** Every place in which one of these texts stands readable: tables (also as bytes) and files of the house. */
async function readablePlaces(canaries: readonly string[]): Promise<string[]> {
  const client = new pg.Client({ connectionString: stand.ownerUrl });
  await client.connect();
  const found: string[] = [];
  try {
    const { rows: tables } = await client.query<{ name: string }>(`select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`);
    assert.ok(tables.length > 20, 'the scan sees the tables');
    for (const { name } of tables) {
      for (const canary of canaries) {
        const { rows: [row] } = await client.query<{ hits: string }>(`select count(*) as hits from ${name} as scanned where scanned::text like $1 or scanned::text like $2`, [`%${canary}%`, `%${Buffer.from(canary, 'utf8').toString('hex')}%`]);
        if (Number(row?.hits) > 0) found.push(`${name}: ${canary}`);
      }
    }
  } finally {
    await client.end();
  }
  const folder = house.config.filesDir;
  for (const entry of existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : []) {
    if (entry.isFile() && canaries.some((canary) => readFileSync(join(entry.parentPath, entry.name)).includes(canary))) found.push(entry.name);
  }
  return found;
}

test('nothing that a person wrote stands readable in tables or files, and deleting destroys the keys while the proof verifies', async () => {
  const canaries = ['Quendolina', 'Zwitschermann', 'Kanarienpfad', 'Gelbfeder', 'Dottersatz'];
  const answers = { 'applicant.givenName': 'Quendolina', 'applicant.familyName': 'Zwitschermann', 'address.street': 'Kanarienpfad', 'dog.name': 'Gelbfeder' };
  assert.notDeepEqual(await scanOfPlanted(), [], 'the scan finds what is planted');
  const sent = await sendDogTax(house, { ars: heilbronn.ars, answers });
  const found = await until(async () => (await listCases(caseworker, { q: sent.reference })).cases[0]);
  const { version } = await decided(found.id, 'Dottersatz aus der Begründung.');
  const status = await until(async () => statusOf(house, { ...sent, language: 'de' }).then((seen) => (seen.documents.length > 0 ? seen : undefined)));
  assert.deepEqual(await readablePlaces(canaries), []);

  const access = await findApplicationBySecret(house, sent);
  const copy = await readApplicationDocument(house, { ...access, file: status.documents[0]?.file ?? '' });
  assert.deepEqual(copy.bytes, (await readNoticeFile(caseworker, { case: found.id })).bytes, 'the copy is the notice');
  const { rows: [keys] } = await house.database.inTenant(heilbronn.tenant, (tx) => tx.client.query<{ copy: string; notice: string }>({
    text: `select (select data_key_id from files.file where tenant_id = $1 and id = $2) as copy, (select data_key_id from files.file where tenant_id = $1 and id = (select pdf_file_id from cases.notice where tenant_id = $1 and case_id = $3)) as notice`,
    values: [heilbronn.tenant, copy.id, found.id],
  }));
  assert.ok(keys);
  assert.notEqual(keys.copy, keys.notice, 'under a key of its own');

  const posted = await recordPosting(caseworker, { case: found.id, version, postedOn: '2026-11-20' });
  const closed = await closeCase(caseworker, { case: found.id, version: posted.version });
  await integrate(house.database);
  await deleteCase(staff(stand, heilbronn.tenant, 'head-of-office'), { case: found.id, version: closed.version });
  await until(async () => findApplicationBySecret(house, sent).then(() => undefined, () => true));
  for (const key of [keys.copy, keys.notice]) await assert.rejects(house.database.inTenant(heilbronn.tenant, (tx) => openDataKey(tx, house.keys, key)), KeyDestroyed);
  await assert.rejects(readApplicationDocument(house, { ...access, file: copy.id }), NotFound);
  await integrate(house.database);
  const report = await verifyAudit(house.database, mkdtempSync(join(tmpdir(), 'allmende-checkpoints-')));
  assert.ok(report.ok);
  const acts = await house.database.inTenant(heilbronn.tenant, (tx) => listEntries(tx, { subject: { kind: 'case', id: found.id } }));
  assert.deepEqual(acts.map(({ entry }) => entry.action).filter((action) => !action.endsWith('-viewed')).toReversed(), ['cases/case-opened', 'cases/case-decided', 'cases/notice-rendered', 'cases/case-posted', 'cases/case-closed', 'cases/case-deleted']);
});

/** The scan would prove nothing if it could not find. */
async function scanOfPlanted(): Promise<string[]> {
  await casesTarget.deliver(house, heilbronn.tenant, aParcelContent({ clearName: 'Planta Sichtbar' }));
  return readablePlaces(['Planta Sichtbar']);
}

test('the same submission twice is one case with the same receipt, also at the same moment and after it was deleted', async () => {
  const content = aParcelContent();
  const [first, second] = await Promise.allSettled([casesTarget.deliver(house, heilbronn.tenant, content), casesTarget.deliver(house, heilbronn.tenant, content)]);
  const receipts = [first, second].flatMap((one) => (one.status === 'fulfilled' ? [one.value.receipt] : []));
  const again = await casesTarget.deliver(house, heilbronn.tenant, content);
  assert.ok(receipts.length >= 1 && receipts.every((receipt) => receipt === again.receipt));
  const found = (await listCases(caseworker, { q: content.reference })).cases;
  assert.equal(found.length, 1);

  const closed = await closeCase(caseworker, { case: again.receipt, version: 1, reason: 'Doppelt gesendet.' });
  await deleteCase(staff(stand, heilbronn.tenant, 'head-of-office'), { case: again.receipt, version: closed.version });
  assert.deepEqual(await casesTarget.deliver(house, heilbronn.tenant, content), again);
  assert.deepEqual((await listCases(caseworker, { q: content.reference })).cases, []);
});

test('an application that is typed in at the counter becomes a case that says who did and how it came, under the same secrecy', async () => {
  const desk = staff(stand, heilbronn.tenant, 'caseworker', 'Theodora Tresen');
  const begun = await enterApplication(desk, { service: 'hundesteuer-anmelden', ars: heilbronn.ars, channel: 'counter' });
  const sent = await sendDogTax(house, { ars: heilbronn.ars, begun });
  const found = await until(async () => (await listCases(caseworker, { q: sent.reference })).cases[0]);
  const { content } = await getCase(caseworker, { case: found.id });
  assert.deepEqual([content?.entry, found.flags.includes('entered-by-office')], [{ channel: 'counter', by: 'Theodora Tresen' }, true]);
  const acts = await house.database.inTenant(heilbronn.tenant, (tx) => listEntries(tx, { subject: { kind: 'application', id: sent.application } }));
  assert.equal(acts.find(({ entry }) => entry.action === 'online-services/application-submitted')?.entry.facts['channel'], 'counter');
  assert.deepEqual((await readablePlaces(['Theodora Tresen'])).filter((place) => !place.startsWith('audit.')), [], 'the name lies sealed with the application');

  const elsewhere = staff(stand, guestrow.tenant, 'caseworker');
  await assert.rejects(enterApplication(elsewhere, { service: 'hundesteuer-anmelden', ars: heilbronn.ars, channel: 'paper' }), NotFound);
  await assert.rejects(enterApplication({ ...elsewhere, tenant: heilbronn.tenant }, { service: 'hundesteuer-anmelden', ars: heilbronn.ars, channel: 'paper' }), NotFound);
});

test('the notice is rendered once, however often the job runs', async () => {
  const { receipt } = await casesTarget.deliver(house, heilbronn.tenant, aParcelContent());
  const { notice } = await decided(receipt);
  const file = await until(() => readNoticeFile(caseworker, { case: receipt }).catch(() => undefined));
  await Promise.all([1, 2, 3].map(() => renderNotice(house, { tenant: heilbronn.tenant, notice })));
  assert.equal((await readNoticeFile(caseworker, { case: receipt })).id, file.id);
  const acts = await house.database.inTenant(heilbronn.tenant, (tx) => listEntries(tx, { subject: { kind: 'case', id: receipt } }));
  assert.equal(acts.filter(({ entry }) => entry.action === 'cases/notice-rendered').length, 1);
});

test('the cases of one authority are nowhere in another', async () => {
  const { receipt } = await casesTarget.deliver(house, heilbronn.tenant, aParcelContent());
  const neighbour = staff(stand, guestrow.tenant, 'head-of-office');
  assert.deepEqual((await listCases(neighbour, { state: 'new' })).cases, []);
  for (const act of [
    () => getCase(neighbour, { case: receipt }), () => assignCase(neighbour, { case: receipt, version: 1, to: 'me' }), () => closeCase(neighbour, { case: receipt, version: 1, reason: 'x' }), () => deleteCase(neighbour, { case: receipt, version: 1 }), () => readNoticeFile(neighbour, { case: receipt }),
    () => getCase({ ...neighbour, tenant: heilbronn.tenant }, { case: receipt }), () => listCases({ ...neighbour, tenant: heilbronn.tenant }, {}),
  ]) await assert.rejects(act, NotFound);
});

test('a paused app can be read and not changed, and new submissions wait', async () => {
  const { receipt } = await casesTarget.deliver(house, guestrow.tenant, aParcelContent());
  const neighbour = staff(stand, guestrow.tenant, 'caseworker');
  const operations = contextFor(house, systemActor('operations'), guestrow.tenant);
  await suspendCases(operations);
  assert.equal((await getCase(neighbour, { case: receipt })).file.id, receipt);
  await assert.rejects(assignCase(neighbour, { case: receipt, version: 1, to: 'me' }), CasesNotRunning);
  await assert.rejects(casesTarget.deliver(house, guestrow.tenant, aParcelContent()), CasesNotRunning);
  await runCasesFor(stand, guestrow.tenant);
  await assignCase(neighbour, { case: receipt, version: 1, to: 'me' });
});

test('what is given back can be read in by a second installation, case for case and byte for byte', async () => {
  const other = staff(stand, guestrow.tenant, 'caseworker', 'Lore Nachbarin');
  const operations = contextFor(house, systemActor('operations'), guestrow.tenant);
  const { receipt } = await casesTarget.deliver(house, guestrow.tenant, aParcelContent());
  await assignCase(other, { case: receipt, version: 1, to: 'me' });
  const before = await exportCases(operations);
  const seen = await getCase(other, { case: receipt });
  await removeCases(operations);
  assert.equal(await stateOfCases(operations), undefined);
  await assert.rejects(getCase(other, { case: receipt }), NotFound);
  await runCasesFor(stand, guestrow.tenant);
  const plain = JSON.parse(JSON.stringify(before.cases)) as typeof before.cases;
  for (let times = 0; times < 2; times += 1) await restoreCases(operations, plain, async () => new Uint8Array());
  assert.deepEqual(JSON.parse(JSON.stringify((await exportCases(operations)).cases)), plain);
  const { file, content, history } = await getCase(other, { case: receipt });
  assert.deepEqual([content, history, file.version], [JSON.parse(JSON.stringify(seen.content)), seen.history, seen.file.version]);
});

test('only closed cases can be deleted, only posted ones closed, and a decision is taken once', async () => {
  const { receipt } = await casesTarget.deliver(house, heilbronn.tenant, aParcelContent());
  const head = staff(stand, heilbronn.tenant, 'head-of-office');
  await assert.rejects(deleteCase(head, { case: receipt, version: 1 }), NotPossibleNow);
  const { version } = await decided(receipt);
  await assert.rejects(closeCase(caseworker, { case: receipt, version }), /noch nicht zur Post gegeben/u);
  await assert.rejects(decided(receipt), NotPossibleNow);
  await assert.rejects(deleteCase(caseworker, { case: receipt, version }), /Rollen/u);
});

test('the notice names amount, reasons, remedy and how it is served, in the PDF too', async () => {
  const { receipt } = await casesTarget.deliver(house, heilbronn.tenant, aParcelContent());
  await decided(receipt);
  const { notice } = await getCase(caseworker, { case: receipt });
  assert.ok(notice?.written);
  const document = noticeDocument(notice.written);
  const text = JSON.stringify(document);
  for (const part of ['96,00', 'Satzung (Beispiel)', 'Widerspruch', 'Stadt Heilbronn', 'mit der Post bekannt gegeben', 'Tilda Probeamt', 'Beispielwerte', 'Ilvy Musterfrau-Beispiel']) assert.ok(text.includes(part), part);
  assert.equal(document.kind, 'letter');
  const pdf = Buffer.from(await renderDocument(document)).toString('latin1');
  assert.match(pdf, /pdfuaid/u);
});
