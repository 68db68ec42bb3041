import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { allmende } from '../../e2e/platform.ts';
import type { Figures } from './bench.ts';
import { DECLARATION, prepareDrafts, type ApplicantDraft } from './measure/applicant.ts';
import { startBenchPlatform } from './measure/bench-platform.ts';
import { openBenchHouse, type BenchHouse } from './measure/open-bench-house.ts';
import { findPart, type Part } from './measure/platform-processes.ts';

export const about = 'web, worker and database killed 20 times while applications are sent: what was acknowledged and is lost or doubled afterwards';

const KILLS = 20;
const APPLICANTS = 12;
/** Filled-in drafts that wait before the first kill, so that the load is submissions and not the way to them. */
const STOCK = 1_500;
const PAUSE_MS = 200;
const PARTS: readonly Part[] = ['web', 'worker', 'database'];
const PATIENCE_MS = 120_000;

/**
 * Applicants send and repeat what was not answered, as browsers and people do, some twice at once, while `kill -9` hits the parts first in turn, then at random. Acknowledged is what
 * got its reference. Afterwards each of these references must be exactly one application and exactly one case, and repeating a submission must give the same reference.
 */
export async function run(say: (line: string) => void): Promise<Figures> {
  await using platform = await startBenchPlatform();
  await using bench = await openBenchHouse(platform);
  const before = await bench.count();
  const acknowledged = new Map<string, { readonly draft: ApplicantDraft; readonly reference: string }>();
  const stock = await prepareDrafts(platform, { count: STOCK });
  say(`${stock.length} drafts are filled in`);
  let repeated = 0;
  let differing = 0;
  let over = false;
  let next = STOCK;

  const apply = async () => {
    while (!over) {
      const from = (next += 1);
      const [draft] = stock.length > 0 ? stock.splice(-1) : await untilAnswered(() => prepareDrafts(platform, { count: 1, atOnce: 1, from }));
      if (!draft) return;
      let tries = 0;
      const send = () => untilAnswered(() => ((tries += 1), submit(platform.address, draft)));
      const times = from % 5 === 0 ? 2 : 1;
      const [reference = '', second = reference] = await Promise.all(Array.from({ length: times }, send));
      if (second !== reference) differing += 1;
      if (tries > times) repeated += 1;
      acknowledged.set(draft.id, { draft, reference });
      await sleep(PAUSE_MS);
    }
  };
  const applicants = Array.from({ length: APPLICANTS }, apply);
  const died = Promise.all(applicants);
  died.catch(() => undefined);

  await sleep(2000);
  for (let kill = 0; kill < KILLS; kill += 1) {
    const part = PARTS[kill < 12 ? kill % PARTS.length : randomInt(PARTS.length)] ?? 'web';
    // It may still be coming back from the kill of another part.
    const pid = await untilAnswered(() => findPart(platform.status.pid, part));
    const already = acknowledged.size;
    process.kill(pid, 'SIGKILL');
    const started = performance.now();
    await untilAnswered(async () => {
      if ((await findPart(platform.status.pid, part)) === pid) throw new Error(`${part} is not gone yet`);
      if (!(await fetch(`${platform.address}/health/ready`)).ok) throw new Error('not ready');
    });
    say(`${kill + 1}. ${part}: back after ${((performance.now() - started) / 1000).toFixed(1)} s; ${already} acknowledged before`);
    await sleep(randomInt(500, 2500));
  }
  over = true;
  await died;
  say(`${acknowledged.size} acknowledged, ${repeated} of them after a repeated submission`);

  const catching = performance.now();
  const waiting = await caughtUp(bench);
  const seconds = (performance.now() - catching) / 1000;
  const { lost, doubled } = await compare(bench, before.applications, [...acknowledged.values()]);
  for (const { draft, reference } of [...acknowledged.values()].slice(-50)) if ((await submit(platform.address, draft)) !== reference) differing += 1;
  const verified = await allmende(platform, 'audit', 'verify');
  say(verified.trim().split('\n').at(-1) ?? '');
  return { kills: KILLS, acknowledged: acknowledged.size, lost, doubled: doubled + differing, repeated, waiting_jobs: waiting, caught_up_s: Number(seconds.toFixed(1)) };
}

async function submit(address: string, draft: ApplicantDraft): Promise<string> {
  const response = await fetch(`${address}/api/v1/drafts/${draft.id}/submission`, {
    method: 'POST', headers: { 'content-type': 'application/json', 'allmende-secret': draft.secret, 'x-forwarded-for': draft.address }, body: JSON.stringify(DECLARATION), signal: AbortSignal.timeout(30_000),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`a submission was answered with ${response.status}: ${text}`);
  return (JSON.parse(text) as { reference: string }).reference;
}

/** Repeats until it is answered; rejects with the last reason when nothing answers for two minutes. */
async function untilAnswered<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await sleep(100);
    }
  }
}

/** Waits until every application is a case and no job waits; gives what still waits after two minutes. */
async function caughtUp(bench: BenchHouse): Promise<number> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const { applications, cases } = await bench.count();
    const [jobs] = await bench.ask<{ waiting: number }>('select jobs.waiting() as waiting');
    const waiting = jobs?.waiting ?? 0;
    if ((applications <= cases && waiting === 0) || performance.now() > deadline) return waiting;
    await sleep(200);
  }
}

async function compare(bench: BenchHouse, before: number, acknowledged: readonly { readonly draft: ApplicantDraft; readonly reference: string }[]): Promise<{ lost: number; doubled: number }> {
  const found = await bench.ask<{ reference: string; application: string | null; cases: number }>(
    `select wanted.reference, draft.application_id as application, (select count(*) from cases.case_file where case_file.application_id = draft.application_id and case_file.reference = wanted.reference) as cases
     from unnest($1::uuid[], $2::text[]) as wanted (draft, reference)
     left join online_services.draft on draft.id = wanted.draft
     left join online_services.application on application.tenant_id = draft.tenant_id and application.id = draft.application_id and application.reference = wanted.reference`,
    [acknowledged.map(({ draft }) => draft.id), acknowledged.map(({ reference }) => reference)],
  );
  const lost = acknowledged.length - found.filter(({ application, cases }) => application !== null && cases >= 1).length;
  const [surplus] = await bench.ask<{ applications: number; cases: number; drafts: number }>(
    `select (select count(*) from online_services.application) as applications, (select coalesce(sum(more), 0)::int from (select count(*) - 1 as more from cases.case_file group by application_id) as groups) as cases,
       (select count(distinct application_id) from online_services.draft where application_id is not null) as drafts`,
  );
  if (!surplus) throw new Error('the database counts nothing');
  // The demonstration's own applications were there before; since then each sent draft stands for one application.
  const { applications } = await bench.count();
  return { lost, doubled: surplus.cases + Math.max(0, applications - before - (surplus.drafts - before)) };
}
