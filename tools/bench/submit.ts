import { setTimeout as sleep } from 'node:timers/promises';
import type { Figures } from './bench.ts';
import { DECLARATION, prepareDrafts, type ApplicantDraft } from './measure/applicant.ts';
import { startBenchPlatform } from './measure/bench-platform.ts';
import { cpuBetween, cpuSeconds } from './measure/cpu-seconds.ts';
import { medianOf, percentilesOf } from './measure/load.ts';
import { openBenchHouse, type BenchHouse } from './measure/open-bench-house.ts';

export const about = 'applications sent per second through the API while web, worker and database run: each durable, sealed, in the audit log and on its way to the office when answered';

const ROUNDS = 3;
const PER_ROUND = 1_000;
const AT_ONCE = 12;

/**
 * Fills in drafts first, then sends them all from twelve connections, each applicant from an address of its own. Afterwards every reference that was given out must be a sealed
 * application with its audit entry, and the worker must have made one case of each.
 */
export async function run(say: (line: string) => void): Promise<Figures> {
  await using platform = await startBenchPlatform();
  await using house = await openBenchHouse(platform);
  const before = await house.count();
  const rounds: { perSecond: number; p50Ms: number; p99Ms: number }[] = [];
  let sent = 0;
  const cpu = { web: 0, worker: 0, database: 0 };
  for (let round = 0; round < ROUNDS; round += 1) {
    const drafts = await prepareDrafts(platform, { count: PER_ROUND, from: round * PER_ROUND });
    await sleep(1000);
    const used = await cpuSeconds(platform.status.pid);
    const result = await sendAll(platform.address, drafts);
    const { web, worker, database } = cpuBetween(used, await cpuSeconds(platform.status.pid));
    cpu.web += web;
    cpu.worker += worker;
    cpu.database += database;
    sent += drafts.length;
    rounds.push(result);
    say(`${drafts.length} sent, ${result.perSecond.toFixed(0)} per second: half within ${result.p50Ms.toFixed(0)} ms, 99 of 100 within ${result.p99Ms.toFixed(0)} ms`);
  }
  const started = performance.now();
  const all = { applications: before.applications + sent, audited: before.audited + sent, cases: before.cases + sent };
  const after = await house.waitForCases(all.cases);
  if (after.applications !== all.applications || after.audited !== all.audited || after.cases !== all.cases) throw new Error(`${sent} were sent, but there are ${JSON.stringify(after)} instead of ${JSON.stringify(all)}`);
  const caughtUp = (performance.now() - started) / 1000;
  say(`all are cases ${caughtUp.toFixed(1)} s after the last answer`);
  await waitForReceipts(house);
  const receiptsDone = (performance.now() - started) / 1000;
  say(`all receipts are there ${receiptsDone.toFixed(1)} s after the last answer`);
  const perSubmission = (seconds: number) => Number(((1000 * seconds) / sent).toFixed(1));
  return {
    submissions_per_s: Math.round(medianOf(rounds.map(({ perSecond }) => perSecond))), p50_ms: Math.round(medianOf(rounds.map(({ p50Ms }) => p50Ms))), p99_ms: Math.round(medianOf(rounds.map(({ p99Ms }) => p99Ms))),
    submissions: sent, web_cpu_ms: perSubmission(cpu.web), worker_cpu_ms: perSubmission(cpu.worker), database_cpu_ms: perSubmission(cpu.database), caught_up_s: Number(caughtUp.toFixed(1)), receipts_s: Number(receiptsDone.toFixed(1)),
  };
}

/** Waits until every application has its receipt. Rejects when none has come for half a minute. */
async function waitForReceipts(house: BenchHouse): Promise<void> {
  for (let last = -1, changed = performance.now(); ;) {
    const [row] = await house.ask<{ missing: number }>('select count(*)::int as missing from online_services.application where receipt_file_id is null');
    if (row?.missing === 0) return;
    if (row?.missing !== last) changed = performance.now();
    if (performance.now() - changed > 30_000) throw new Error(`${row?.missing ?? 0} receipts are missing`);
    last = row?.missing ?? -1;
    await sleep(200);
  }
}

async function sendAll(address: string, drafts: readonly ApplicantDraft[]): Promise<{ perSecond: number; p50Ms: number; p99Ms: number }> {
  const times: number[] = [];
  const started = performance.now();
  let next = 0;
  const work = async () => {
    for (let draft = drafts[next]; draft !== undefined; draft = drafts[next]) {
      next += 1;
      const begun = performance.now();
      const response = await fetch(`${address}/api/v1/drafts/${draft.id}/submission`, {
        method: 'POST', headers: { 'content-type': 'application/json', 'allmende-secret': draft.secret, 'x-forwarded-for': draft.address }, body: JSON.stringify(DECLARATION),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`a submission was answered with ${response.status}: ${text}`);
      times.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { perSecond: (1000 * drafts.length) / (performance.now() - started), ...percentilesOf(times) };
}
