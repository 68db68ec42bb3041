import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { aPdf } from '@allmende/uploads/testing';
import type { Figures } from './bench.ts';
import { DECLARATION, prepareDrafts, SERVICE, typedAnswers, type ApplicantDraft } from './measure/applicant.ts';
import { atRate } from './measure/at-rate.ts';
import { startBenchPlatform } from './measure/bench-platform.ts';
import { cpuBetween, cpuSeconds } from './measure/cpu-seconds.ts';
import { percentilesOf } from './measure/load.ts';
import { openBenchHouse, type BenchHouse } from './measure/open-bench-house.ts';
import { openSpecialistSystem } from './measure/specialist-system.ts';

export const about = 'applications through FIT-Connect into the reference specialist system, each with an attachment of 100 kB: from sending to its signed acceptance, and how fast a backlog drains';

const PER_SECOND = 15;
const SECONDS = 60;
/** The bar is 10,000 in 15 minutes; `ALLMENDE_BENCH_BACKLOG` makes it less, for a look. */
const BACKLOG = Number(process.env['ALLMENDE_BENCH_BACKLOG'] ?? 10_000);
const WARM = 4;
const PATIENCE_MS = 120_000;
const ATTACHMENT_LINES = 100;
const LINE = 2_000;

/**
 * Platform, worker, database, delivery service and specialist system are processes of their own on this machine. First 15 applications a second for a minute, each with one attachment of about 100 kB: `p95_ms` is the time from the
 * sending of the application (its row in the database) to the acceptance that the specialist system has signed and the delivery service has in its log. Then the specialist system is stopped, 10,000 applications without attachment
 * are sent, and `drain_s` is the time from its start until all of them are accepted. Afterwards everything must be accepted once, delivered to the sender's eyes, and nothing else be there. `cpu_ms_per_submission` counts all processes
 * of the first part, the specialist system and the applicant's receipt included.
 */
export async function run(say: (line: string) => void): Promise<Figures> {
  const folder = await mkdtemp(path.join(tmpdir(), 'allmende-delivery-'));
  try {
    await using platform = await startBenchPlatform();
    await using bench = await openBenchHouse(platform);
    await using system = await openSpecialistSystem(bench.house, { service: SERVICE, folder });
    await system.start();
    await warmUp(platform, bench);
    const figures = { ...(await steady(say, platform, bench, system)), ...(await drained(say, platform, bench, system)) };
    await countOnce(bench, WARM + PER_SECOND * SECONDS + BACKLOG);
    return figures;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Parts = { readonly platform: { readonly address: string; readonly status: { readonly pid: number } }; readonly system: Awaited<ReturnType<typeof openSpecialistSystem>> };

/** The first application of an authority makes the key for its replies, which takes seconds once in its life. */
async function warmUp(platform: Parts['platform'], bench: BenchHouse): Promise<void> {
  for (const draft of await prepareDrafts(platform, { count: WARM, from: 9_000 })) await submit(platform, draft);
  await accepted(bench, WARM);
}

async function steady(say: (line: string) => void, platform: Parts['platform'], bench: BenchHouse, system: Parts['system']): Promise<Figures> {
  const count = PER_SECOND * SECONDS;
  const drafts = await prepareDrafts(platform, { count, typed: { ...typedAnswers(new Date()), 'tax.reduction': 'other', 'reduction.reason': 'Messung' } });
  const document = await aPdf(Array.from({ length: ATTACHMENT_LINES }, () => Buffer.from(crypto.getRandomValues(new Uint8Array(LINE / 2))).toString('hex')));
  for (let at = 0; at < drafts.length; at += 8) await Promise.all(drafts.slice(at, at + 8).map((draft) => uploadTo(platform, draft, document)));
  // Whoever hands in a document does so minutes before the application: what is checked and read of it is none of the way that is measured.
  const unread = () => one(bench, "select count(*)::int as n from graphile_worker._private_jobs as job join graphile_worker._private_tasks as task on task.id = job.task_id where task.identifier like 'online-services/%-evidence'");
  await until(async () => (await unread()) === 0, unread);
  say(`${count} applications are filled in, each with a document that was checked and read`);
  await sleep(2_000);
  const before = { platform: await cpuSeconds(platform.status.pid), system: await system.cpuSeconds() };
  await atRate({ perSecond: PER_SECOND, seconds: SECONDS }, (index) => submit(platform, drafts[index] as ApplicantDraft));
  await accepted(bench, WARM + count);
  const cpu = cpuBetween(before.platform, await cpuSeconds(platform.status.pid));
  const systemCpu = (await system.cpuSeconds()) - before.system;
  const times = await bench.ask<{ ms: number }>(`select extract(epoch from e.stored_at - a.submitted_at) * 1000 as ms from delivery.outgoing o join online_services.application a on a.id = o.application_id and a.tenant_id = o.tenant_id
    join fit_connect_service.case_event e on e.submission_id = o.submission_id and e.event = 'accept-submission' order by a.submitted_at desc limit ${count}`);
  const { p50Ms, p95Ms, p99Ms } = percentilesOf(times.map(({ ms }) => Number(ms)));
  const size = await one(bench, 'select coalesce(avg(size_bytes), 0)::int as n from fit_connect_service.attachment');
  say(`${count} accepted: half within ${p50Ms.toFixed(0)} ms, 95 of 100 within ${p95Ms.toFixed(0)} ms`);
  const perSubmission = (seconds: number) => Number(((1000 * seconds) / count).toFixed(1));
  return {
    p50_ms: Math.round(p50Ms), p95_ms: Math.round(p95Ms), p99_ms: Math.round(p99Ms), encrypted_attachment_kb: Math.round(size / 1000), cpu_ms_per_submission: perSubmission(cpu.web + cpu.worker + cpu.database + cpu.other + systemCpu),
    web_cpu_ms: perSubmission(cpu.web), worker_cpu_ms: perSubmission(cpu.worker), database_cpu_ms: perSubmission(cpu.database), delivery_service_cpu_ms: perSubmission(cpu.other), specialist_system_cpu_ms: perSubmission(systemCpu),
  };
}

async function drained(say: (line: string) => void, platform: Parts['platform'], bench: BenchHouse, system: Parts['system']): Promise<Figures> {
  await system.stop();
  const there = WARM + PER_SECOND * SECONDS;
  for (let from = 0; from < BACKLOG; from += 500) {
    const drafts = await prepareDrafts(platform, { count: Math.min(500, BACKLOG - from), from: 10_000 + from });
    for (let at = 0; at < drafts.length; at += 16) await Promise.all(drafts.slice(at, at + 16).map((draft) => submit(platform, draft)));
  }
  const waiting = () => one(bench, "select count(*)::int as n from delivery.outgoing where state = 'submitted'");
  await until(async () => (await waiting()) >= BACKLOG, waiting);
  say(`${BACKLOG} wait at the delivery service`);
  const started = performance.now();
  await system.start();
  await accepted(bench, there + BACKLOG);
  const drainS = (performance.now() - started) / 1000;
  say(`all are accepted after ${drainS.toFixed(0)} s`);
  const told = () => one(bench, "select count(*)::int as n from delivery.parcel where state = 'delivered' and target = 'fit-connect'");
  await until(async () => (await told()) >= there + BACKLOG, told);
  const toldS = (performance.now() - started) / 1000;
  return { backlog: BACKLOG, drain_s: Number(drainS.toFixed(1)), drain_and_told_s: Number(toldS.toFixed(1)) };
}

/** Everything that was sent is one submission with one acceptance, and is delivered in the sender's book. */
async function countOnce(bench: BenchHouse, wanted: number): Promise<void> {
  const [found] = await bench.ask<Record<string, number>>(`select
    (select count(*)::int from fit_connect_service.submission where state = 'accepted') as accepted, (select count(*)::int from fit_connect_service.submission where state in ('submitted', 'rejected', 'forwarded')) as others,
    (select count(*)::int from fit_connect_service.case_event where event = 'accept-submission') as acceptances, (select count(distinct application_id)::int from delivery.outgoing where state = 'accepted') as applications,
    (select count(*)::int from delivery.parcel where target = 'fit-connect' and state = 'delivered') as delivered`);
  if (JSON.stringify(found) !== JSON.stringify({ accepted: wanted, others: 0, acceptances: wanted, applications: wanted, delivered: wanted })) throw new Error(`${wanted} were sent, but there are ${JSON.stringify(found)}`);
}

async function accepted(bench: BenchHouse, wanted: number): Promise<void> {
  const there = () => one(bench, "select count(*)::int as n from fit_connect_service.case_event where event = 'accept-submission'");
  await until(async () => (await there()) >= wanted, there);
}

/** Waits until it is so. Rejects when for two minutes the mark has not moved. */
async function until(isSo: () => Promise<boolean>, mark: () => Promise<number>): Promise<void> {
  for (let last = -1, changed = performance.now(); !(await isSo());) {
    const now = await mark();
    if (now !== last) changed = performance.now();
    if (performance.now() - changed > PATIENCE_MS) throw new Error('for two minutes nothing has moved');
    last = now;
    await sleep(200);
  }
}

async function one(bench: BenchHouse, sql: string): Promise<number> {
  return (await bench.ask<{ n: number }>(sql))[0]?.n ?? 0;
}

async function uploadTo(platform: { readonly address: string }, draft: ApplicantDraft, bytes: Uint8Array): Promise<void> {
  const form = new FormData();
  form.set('files', new Blob([new Uint8Array(bytes)], { type: 'application/pdf' }), 'nachweis.pdf');
  const response = await fetch(`${platform.address}/api/v1/drafts/${draft.id}/evidence/reduction/files`, { method: 'POST', headers: { 'allmende-secret': draft.secret, 'x-forwarded-for': draft.address }, body: form });
  if (!response.ok) throw new Error(`an upload was answered with ${response.status}: ${await response.text()}`);
}

async function submit(platform: { readonly address: string }, draft: ApplicantDraft): Promise<void> {
  const response = await fetch(`${platform.address}/api/v1/drafts/${draft.id}/submission`, {
    method: 'POST', headers: { 'content-type': 'application/json', 'allmende-secret': draft.secret, 'x-forwarded-for': draft.address }, body: JSON.stringify(DECLARATION),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`a submission was answered with ${response.status}: ${text}`);
}
