import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Figures } from './bench.ts';
import { prepareDrafts, type ApplicantDraft } from './measure/applicant.ts';
import { atRate, type Pace } from './measure/at-rate.ts';
import { startBenchPlatform } from './measure/bench-platform.ts';
import { cpuBetween, cpuSeconds } from './measure/cpu-seconds.ts';
import { typedWidePage, WIDE_FIELDS, WIDE_PAGE, WIDE_SERVICE, writeWidePackage } from './measure/housing-benefit-page.ts';
import { medianOf } from './measure/load.ts';
import { offerAtHeilbronn } from './measure/offer-at-heilbronn.ts';

export const about = 'pages of forty fields saved a hundred times a second: checked, sealed, durable, with what is missing in the answer';

const DRAFTS = 200;
const ROUNDS = 3;
const SECONDS = 20;
const PER_SECOND = 100;

/**
 * Saves come at fixed times whether or not the earlier ones are answered, and each is counted from the time at which it was due, so that a stall shows in all that wait behind it. Afterwards the drafts
 * must hold what was saved last.
 */
export async function run(say: (line: string) => void): Promise<Figures> {
  await using platform = await startBenchPlatform();
  const folder = await mkdtemp(join(tmpdir(), 'allmende-bench-efa-'));
  try {
    await writeWidePackage(folder);
    await offerAtHeilbronn(platform, { efa: folder, service: WIDE_SERVICE });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const drafts = await prepareDrafts(platform, { count: DRAFTS, pages: 1, service: WIDE_SERVICE, typed: typedWidePage() });
  say(`${drafts.length} drafts are stored`);
  await saveAtRate(platform.address, drafts, 5, 0).catch((error: unknown) => {
    say(platform.printed().slice(-3000));
    throw error;
  });
  await sleep(1000);
  const rounds = [];
  const before = await cpuSeconds(platform.status.pid);
  for (let round = 1; round <= ROUNDS; round += 1) {
    const result = await saveAtRate(platform.address, drafts, SECONDS, round).catch((error: unknown) => {
      say(platform.printed().slice(-3000));
      throw error;
    });
    rounds.push(result);
    say(`${result.done} saves at ${PER_SECOND} per second: half within ${result.p50Ms.toFixed(1)} ms, 95 of 100 within ${result.p95Ms.toFixed(1)} ms, 99 within ${result.p99Ms.toFixed(1)} ms`);
  }
  const used = cpuBetween(before, await cpuSeconds(platform.status.pid));
  const saved = rounds.reduce((sum, one) => sum + one.done, 0);
  const perSave = (seconds: number) => Number(((1000 * seconds) / saved).toFixed(2));
  const wrong = (await Promise.all(drafts.map((draft) => answerOf(platform.address, draft)))).filter((answer) => !answer.startsWith(`Probe-${ROUNDS}-`));
  if (wrong.length > 0) throw new Error(`${wrong.length} drafts do not hold what was saved last`);
  return {
    p95_ms: Number(medianOf(rounds.map(({ p95Ms }) => p95Ms)).toFixed(1)), p50_ms: Number(medianOf(rounds.map(({ p50Ms }) => p50Ms)).toFixed(1)), p99_ms: Number(medianOf(rounds.map(({ p99Ms }) => p99Ms)).toFixed(1)),
    saves_per_s: PER_SECOND, web_cpu_ms: perSave(used.web), database_cpu_ms: perSave(used.database), fields: WIDE_FIELDS.length, saved,
  };
}

function saveAtRate(address: string, drafts: readonly ApplicantDraft[], seconds: number, round: number): Promise<Pace> {
  return atRate({ perSecond: PER_SECOND, seconds }, async (index) => {
    const draft = drafts[index % drafts.length];
    if (draft) await save(address, draft, `Probe-${round}-${index}`);
  });
}

async function save(address: string, draft: ApplicantDraft, note: string): Promise<void> {
  const response = await fetch(`${address}/api/v1/drafts/${draft.id}/pages/${WIDE_PAGE}`, {
    method: 'PUT', headers: { 'content-type': 'application/json', 'allmende-secret': draft.secret, 'x-forwarded-for': draft.address }, body: JSON.stringify({ ...typedWidePage(), 'wg.anmerkung': note }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`a save was answered with ${response.status}: ${text}`);
  const { missing, complete } = JSON.parse(text) as { missing: unknown; complete: unknown };
  if (!Array.isArray(missing) || typeof complete !== 'boolean') throw new Error('the answer does not say what is missing');
}

async function answerOf(address: string, draft: ApplicantDraft): Promise<string> {
  const response = await fetch(`${address}/api/v1/drafts/${draft.id}`, { headers: { 'allmende-secret': draft.secret, 'x-forwarded-for': draft.address } });
  return String(((await response.json()) as { answers: Record<string, unknown> }).answers['wg.anmerkung']);
}
