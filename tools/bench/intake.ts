import { setTimeout as sleep } from 'node:timers/promises';
import type { Figures } from './bench.ts';
import { DECLARATION, prepareDrafts, type ApplicantDraft } from './measure/applicant.ts';
import { atRate } from './measure/at-rate.ts';
import { startBenchPlatform } from './measure/bench-platform.ts';
import { percentilesOf } from './measure/load.ts';
import { openBenchHouse, type BenchHouse } from './measure/open-bench-house.ts';

export const about = 'applications sent a hundred a second at fixed times: from the moment at which each was sent to its case in the inbox, while web, worker and database run';

const PER_SECOND = 100;
const SECONDS = Number(process.argv.find((argument) => /^\d+$/u.test(argument)) ?? 20);
const WARM_UP = 100;
/** So often somebody looks into the inbox. */
const LOOK_EVERY_MS = 50;

/**
 * Fills in drafts first, then sends them at fixed times whether or not the earlier ones are answered. A watcher reads every 50 ms which applications have become cases that anybody can read: a case counts as there when the watcher
 * sees it, so that what is measured is at most those 50 ms too long. Ends with an error when one never arrives.
 */
export async function run(say: (line: string) => void): Promise<Figures> {
  await using platform = await startBenchPlatform();
  await using house = await openBenchHouse(platform);
  const drafts = await prepareDrafts(platform, { count: WARM_UP + PER_SECOND * SECONDS, from: 0 });
  say(`${drafts.length} drafts are filled in`);
  await send(platform.address, drafts.slice(0, WARM_UP), { perSecond: 20, seconds: WARM_UP / 20 });
  await house.waitForCases(WARM_UP);
  await sleep(2000);
  const measured = drafts.slice(WARM_UP);
  await using watcher = await watchInbox(house);
  const { sent, answered } = await send(platform.address, measured, { perSecond: PER_SECOND, seconds: SECONDS });
  say(`${answered.done} sent, ${answered.perSecond.toFixed(0)} per second: 95 of 100 answered within ${answered.p95Ms.toFixed(0)} ms`);
  const seen = await watcher.waitFor([...sent.keys()]);
  const times = [...sent].map(([reference, at]) => (seen.get(reference) ?? Number.NaN) - at);
  if (times.some((time) => Number.isNaN(time))) throw new Error('an application never became a case');
  const { p50Ms, p95Ms, p99Ms } = percentilesOf(times);
  say(`in the inbox: half within ${p50Ms.toFixed(0)} ms, 95 of 100 within ${p95Ms.toFixed(0)} ms, 99 within ${p99Ms.toFixed(0)} ms`);
  return { p95_ms: Math.round(p95Ms), p50_ms: Math.round(p50Ms), p99_ms: Math.round(p99Ms), cases: times.length, per_s: Math.round(answered.perSecond), answered_p95_ms: Math.round(answered.p95Ms) };
}

/** Sends drafts at a rate; gives the moment at which each was due by its reference. */
async function send(address: string, drafts: readonly ApplicantDraft[], rate: { readonly perSecond: number; readonly seconds: number }) {
  const sent = new Map<string, number>();
  const started = performance.now();
  const answered = await atRate(rate, async (index) => {
    const draft = drafts[index];
    if (!draft) return;
    const due = started + (index * 1000) / rate.perSecond;
    const response = await fetch(`${address}/api/v1/drafts/${draft.id}/submission`, {
      method: 'POST', headers: { 'content-type': 'application/json', 'allmende-secret': draft.secret, 'x-forwarded-for': draft.address }, body: JSON.stringify(DECLARATION),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`a submission was answered with ${response.status}: ${text}`);
    sent.set((JSON.parse(text) as { reference: string }).reference, due);
  });
  return { sent, answered };
}

/** Looks for new cases again and again and notes when each was first seen, by its reference. */
async function watchInbox(house: BenchHouse) {
  const seen = new Map<string, number>();
  const state = { ends: false };
  for (const { reference } of await house.ask<{ reference: string }>('select reference from cases.case_file')) seen.set(reference, Number.NaN);
  const running = (async () => {
    for (let look = 1; !state.ends; look += 1) {
      // The ids carry the time: every look reads the cases of the last two seconds, and some all, so that a late one is seen too.
      const recent = `id >= (lpad(to_hex((extract(epoch from clock_timestamp() - interval '2 seconds') * 1000)::bigint), 12, '0') || '70008000000000000000')::uuid`;
      const found = await house.ask<{ reference: string }>(`select reference from cases.case_file where ${look % 50 === 0 ? 'true' : recent}`);
      const at = performance.now();
      for (const { reference } of found) if (!seen.has(reference)) seen.set(reference, at);
      await sleep(LOOK_EVERY_MS);
    }
  })();
  return {
    waitFor: async (references: readonly string[]) => {
      for (let last = -1, changed = performance.now(); ;) {
        const missing = references.filter((reference) => !seen.has(reference)).length;
        if (missing === 0 || (missing === last && performance.now() - changed > 30_000)) return seen;
        if (missing !== last) changed = performance.now();
        last = missing;
        await sleep(50);
      }
    },
    [Symbol.asyncDispose]: async () => { state.ends = true; await running; },
  };
}
