import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemActor } from '@allmende/access';
import { writeCheckpoints } from '@allmende/audit';
import { closeDocuments } from '@allmende/documents';
import { recordNeed } from '@allmende/needs';
import { addLine, approveOrder, bundleContract, createOrder, storeContractDocuments, submitOrder } from '@allmende/procurement';
import { neverVetted, openStand, STAND_APPS } from '@allmende/procurement/testing';
import type { Figures } from './bench.ts';
import { freshHouse } from './measure/fresh-house.ts';
import { percentilesOf } from './measure/load.ts';

export const about = 'from the second person\'s approval to the verified bundle of the contract, both PDFs included';

const ORDERS = 40;
const WARM_UP = 3;

/** Approves orders one after the other; each time the documents are written, the log is signed, and the bundle is taken away and held against the offline verifier. The verifier's time is not counted. */
export async function run(say: (line: string) => void): Promise<Figures> {
  await using fresh = await freshHouse();
  const { house } = fresh;
  const stand = await openStand(house);
  const [officer, approver] = [stand.as(house, stand.heilbronn, 'digital-officer'), stand.as(house, stand.heilbronn, 'approver')];
  const system = { ...house, tenant: stand.heilbronn, actor: systemActor('procurement') };
  const { verifyBundle } = (await import(new URL('../verify/verify.mjs', import.meta.url).href)) as { verifyBundle: (input: { bundle: string; checkpoints: [] }) => Promise<{ ok: boolean; vouched: string[]; findings: unknown[] }> };
  const folder = await mkdtemp(join(tmpdir(), 'allmende-bench-contract-'));
  const times: number[] = [];
  const documents: number[] = [];
  let bytes = 0;
  try {
    for (let place = 0; place < ORDERS + WARM_UP; place += 1) {
      const need = await recordNeed(officer, { title: 'Erfunden für die Messung', details: '', category: 'digital-citizenship', casesPerYear: null, wantedBy: null });
      const { id: order } = await createOrder(officer, { need: need.id });
      await addLine(officer, STAND_APPS, { order, offer: stand.offers.onlineServices, parameters: { services: ['hundesteuer'] } });
      await addLine(officer, STAND_APPS, { order, offer: stand.offers.cases });
      await submitOrder(officer, { order, ground: 'in-house', commitment: { kind: 'everyday', basis: '', reason: 'Erfunden für die Messung' } }, neverVetted);
      const started = performance.now();
      const contract = (await approveOrder(approver, { order })).contract ?? '';
      const concluded = performance.now();
      if ((await storeContractDocuments(system, { contract })) !== 2) throw new Error('a document of the contract is missing');
      const written = performance.now();
      await writeCheckpoints(house);
      const lines: string[] = [];
      for await (const line of (await bundleContract(officer, { contract, uri: 'https://allmende.example/bundle' })).lines) lines.push(line);
      const over = performance.now();
      const text = lines.join('');
      const file = join(folder, 'bundle.jsonl');
      await writeFile(file, text);
      const report = await verifyBundle({ bundle: file, checkpoints: [] });
      if (!report.ok || report.vouched.length !== 3) throw new Error(`the bundle does not hold: ${JSON.stringify(report.findings)}`);
      bytes = Math.max(bytes, text.length);
      if (place < WARM_UP) continue;
      times.push(over - started);
      documents.push(written - concluded);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
    await closeDocuments();
  }
  say(`${times.length} contracts with their bundles`);
  const seconds = (ms: number) => Number((ms / 1000).toFixed(3));
  return {
    p95_s: seconds(percentilesOf(times).p95Ms), p50_s: seconds(percentilesOf(times).p50Ms), slowest_s: seconds(Math.max(...times)), documents_p50_s: seconds(percentilesOf(documents).p50Ms), contracts: times.length, bundle_bytes: bytes,
  };
}
