import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { NotPermitted, systemActor } from '@allmende/access';
import { writeCheckpoints } from '@allmende/audit';
import { testDatabase } from '@allmende/database/testing';
import { closeDocuments } from '@allmende/documents';
import { NotFound } from '@allmende/errors';
import { testHouse } from '@allmende/house/testing';
import { recordNeed } from '@allmende/needs';
import { aNeed } from '@allmende/needs/testing';
import { bundleContract } from '../actions/bundle-contract.ts';
import { addLine, approveOrder, createOrder, storeContractDocuments, submitOrder } from '../index.ts';
import { neverVetted, openStand, STAND_APPS, STAND_MIGRATIONS } from '../testing/index.ts';

const { database } = await testDatabase(STAND_MIGRATIONS);
const house = testHouse(database);
const { heilbronn, amt, offers, as } = await openStand(house);
const folder = await mkdtemp(path.join(tmpdir(), 'allmende-bundle-'));
after(async () => {
  await rm(folder, { recursive: true });
  await closeDocuments();
});

type Report = { ok: boolean; entries: number; files: string[]; vouched: string[]; waiting: number; kept: number; findings: { code: string; name?: string; index?: number }[] };
const { verifyBundle } = (await import(new URL('../../../tools/verify/verify.mjs', import.meta.url).href)) as { verifyBundle: (input: { bundle: string; checkpoints?: { file: string; text: string }[] }) => Promise<Report> };
async function judged(text: string, checkpoints: { file: string; text: string }[] = []): Promise<Report> {
  const file = path.join(folder, 'bundle.jsonl');
  await writeFile(file, text);
  return verifyBundle({ bundle: file, checkpoints });
}

const officer = as(house, heilbronn, 'digital-officer');
const need = await recordNeed(officer, aNeed());
const { id: order } = await createOrder(officer, { need: need.id });
await addLine(officer, STAND_APPS, { order, offer: offers.onlineServices, parameters: { services: ['hundesteuer'] } });
await submitOrder(officer, { order, ground: 'in-house', commitment: { kind: 'everyday', basis: '', reason: 'Regelmäßig und von geringem Betrag' } }, neverVetted);
const contract = (await approveOrder(as(house, heilbronn, 'approver'), { order })).contract ?? '';
await storeContractDocuments({ ...house, tenant: heilbronn, actor: systemActor('procurement') }, { contract });
const bundled = async () => {
  const lines: string[] = [];
  for await (const line of (await bundleContract(officer, { contract, uri: 'https://allmende.example/bundle' })).lines) lines.push(line);
  return lines.join('');
};

test('before the first checkpoint the verifier says that nothing is signed yet', async () => {
  const report = await judged(await bundled());
  assert.equal(report.ok, false);
  assert.ok(report.findings.some(({ code }) => code === 'no-checkpoint'));
});

test('everything for a contract holds: both documents and the frozen choice are vouched for by the signed log', async () => {
  await writeCheckpoints(house);
  const text = await bundled();
  const names = await readdir(path.join(house.config.checkpointsDir, heilbronn));
  const kept = { file: 'kept', text: await readFile(path.join(house.config.checkpointsDir, heilbronn, names.find((name) => name.endsWith('.checkpoint')) ?? ''), 'utf8') };
  const report = await judged(text, [kept]);
  assert.deepEqual([report.ok, report.findings, report.kept], [true, [], 1]);
  assert.deepEqual([report.files, report.vouched], [['contract.pdf', 'processing-agreement.pdf', 'order.json', 'contract.json', 'choice.json', `ocds-record-${order}.json`], ['contract.pdf', 'processing-agreement.pdf', 'choice.json']]);
  // The submission, its choice, line, creation, approval; the contract, its two documents and the first bundle.
  assert.deepEqual([report.entries, report.waiting], [9, 0]);
  const readable = text.split('\n').map((line) => (line.startsWith('{"file"') ? Buffer.from((JSON.parse(line) as { file: { bytes: string } }).file.bytes, 'base64').toString('latin1') : line)).join('\n');
  for (const person of [officer.actor.accountId, officer.actor.name]) assert.ok(!readable.includes(person), person);
});

test('a changed document, a document taken away, a changed entry and a foreign one are named, also when the sums are made to fit', async () => {
  const text = await bundled();
  const forged = (change: (lines: Record<string, unknown>[]) => Record<string, unknown>[]) => {
    const lines = change(text.trimEnd().split('\n').slice(0, -1).map((line) => JSON.parse(line) as Record<string, unknown>)).map((line) => `${JSON.stringify(line)}\n`).join('');
    return `${lines}${JSON.stringify({ end: { sha256: createHash('sha256').update(lines).digest('hex') } })}\n`;
  };
  type Head = { files: { name: string; sha256: string }[] };
  type File = { file?: { name: string; sha256: string; bytes: string } };
  const other = Buffer.from('%PDF-1.7 another contract');
  const sha256 = createHash('sha256').update(other).digest('hex');
  const changed = await judged(forged((lines) => lines.map((line, place) => {
    if (place === 0) return { ...line, files: (line as unknown as Head).files.map((one) => (one.name === 'contract.pdf' ? { ...one, sha256 } : one)) };
    return (line as File).file?.name === 'contract.pdf' ? { file: { name: 'contract.pdf', sha256, bytes: other.toString('base64') } } : line;
  })));
  assert.deepEqual(changed.findings.map(({ code }) => code), ['file-missing']);
  const gone = await judged(forged((lines) => lines.filter((line) => (line as File).file?.name !== 'processing-agreement.pdf')));
  assert.ok(gone.findings.some(({ code, name }) => code === 'file-missing' && name === 'processing-agreement.pdf'));
  const choice = Buffer.from('{"format":"allmende-order-choice/1"}');
  const digest = createHash('sha256').update(choice).digest('hex');
  const otherChoice = await judged(forged((lines) => lines.map((line, place) => {
    if (place === 0) return { ...line, files: (line as unknown as Head).files.map((one) => (one.name === 'choice.json' ? { ...one, sha256: digest } : one)) };
    return (line as File).file?.name === 'choice.json' ? { file: { name: 'choice.json', sha256: digest, bytes: choice.toString('base64') } } : line;
  })));
  assert.deepEqual(otherChoice.findings.map(({ code, name }) => [code, name?.split(' ')[0]]), [['file-missing', 'procurement/choice-frozen']], 'another choice in its place');
  const bent = await judged(text.replace('%', '&').replace('procurement/order-approved', 'procurement/order-refused!'));
  assert.ok(bent.findings.some(({ code }) => code === 'inclusion') && bent.findings.some(({ code }) => code === 'digest'));
  const foreign = await judged(forged((lines) => lines.map((line, place) => (place === 0 ? { ...line, contract: { id: 'another', order: 'another' } } : line))));
  assert.ok(foreign.findings.some(({ code }) => code === 'foreign'));
});

test('nobody without the right takes it away, and a foreign contract is not there', async () => {
  await assert.rejects(bundleContract(as(house, heilbronn, 'caseworker'), { contract, uri: 'https://allmende.example/' }), NotPermitted);
  await assert.rejects(bundleContract(as(house, amt, 'auditor'), { contract, uri: 'https://allmende.example/' }), NotFound);
});
