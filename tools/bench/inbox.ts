import type { Figures } from './bench.ts';
import { clientAddress, startBenchPlatform } from './measure/bench-platform.ts';
import { percentilesOf } from './measure/load.ts';
import { fillWithCases } from './measure/million-cases.ts';
import { OfficeBrowser } from './measure/office-browser.ts';
import { openBenchHouse } from './measure/open-bench-house.ts';

export const about = 'the inbox of an authority with a million cases: lists, filters, pages and searches over HTTP, one after the other';

const CASES = Number(process.argv.find((argument) => /^\d+$/u.test(argument)) ?? 1_000_000);
const ROUNDS = 25;
const CLOSED = { all: '?state=closed', oldest: '?state=closed&order=oldest' };

/** What a caseworker asks for: each line a kind, each round other values. `n` counts the rounds. */
function asked(n: number, found: { readonly references: readonly string[]; readonly names: readonly string[] }): Record<string, string> {
  const of = (list: readonly string[]) => list[n % list.length] ?? '';
  const [given = '', family = ''] = of(found.names).split(' ');
  return {
    open: '', mine: '?assignee=mine', nobody: '?assignee=nobody', new: '?state=new', decided: '?state=decided', closed: CLOSED.all, 'oldest closed': CLOSED.oldest,
    'a service': `?service=leistung-${1 + (n % 12)}`, 'a rare service, closed': '?service=leistung-12&state=closed', overdue: '?due=overdue&order=due', soon: '?due=soon', 'by deadline': '?order=due', 'by deadline, a service, nobody': `?order=due&service=leistung-${1 + (n % 12)}&assignee=nobody`,
    flag: '?flag=evidence-missing', 'rare flag': '?flag=objection&state=decided', 'flag, service, age': `?flag=deemed-approval&service=leistung-${1 + (n % 12)}&age=90`, age: '?age=90&order=oldest', 'mine by deadline, older than 30 days': '?assignee=mine&order=due&age=30',
    'a reference': `?q=${of(found.references)}`, 'start of a reference': `?q=${of(found.references).slice(0, 4)}`, 'a name': `?q=${family}`, 'start of a name': `?q=${family.slice(0, 3)}`, 'two letters of a name': `?q=${family.slice(0, 2)}`,
    'two words': `?q=${given}+${family}`, 'two starts': `?q=${given.slice(0, 2)}+${family.slice(0, 3)}`, 'a name that nobody has': '?q=xyxyx', 'a name among the open ones of a service': `?q=${family.slice(0, 4)}&state=open&service=leistung-${1 + (n % 12)}`,
  };
}

/** Fills Heilbronn's inbox, then asks for its pages as a caseworker, with what comes behind the first page too. Each kind of question counts alike. */
export async function run(say: (line: string) => void): Promise<Figures> {
  await using platform = await startBenchPlatform();
  await using house = await openBenchHouse(platform);
  const account = platform.accounts.find(({ role, authority }) => role === 'Sachbearbeitung' && /heilbronn/iu.test(authority ?? ''));
  if (!account) throw new Error('the demonstration has no caseworker in Heilbronn');
  const [row] = await house.ask<{ tenant: string; me: string }>(`select grant_.tenant_id as tenant, account.id as me from identity.account join access.role_grant as grant_ on grant_.account_id = account.id where account.email = $1 limit 1`, [account.email]);
  if (!row) throw new Error('the caseworker has no role');
  const started = performance.now();
  await fillWithCases(house, row.tenant, CASES, row.me, say);
  say(`filled in ${((performance.now() - started) / 1000).toFixed(0)} s`);
  const found = await house.ask<{ reference: string; name: string }>(`select reference, applicant_name as name from cases.case_file where tenant_id = $1 and applicant_name is not null order by md5(id::text) limit 200`, [row.tenant]);
  const samples = { references: found.map(({ reference }) => reference), names: found.map(({ name }) => name) };
  const browser = new OfficeBrowser(platform.address, clientAddress(1));
  await browser.signIn(account);
  const times = new Map<string, number[]>();
  for (let round = -2; round < ROUNDS; round += 1) {
    for (const [kind, query] of Object.entries(asked(Math.abs(round), samples))) {
      const page = await time(kind, `/heilbronn/office/cases${query}`);
      const next = /href="([^"]*[?&](?:amp;)?after=[^"]*)"/u.exec(page)?.[1]?.replaceAll('&amp;', '&');
      if (next !== undefined && round % 2 === 0) await time('a later page', new URL(next, platform.address).pathname + new URL(next, platform.address).search);
    }

    async function time(kind: string, path: string): Promise<string> {
      const begun = performance.now();
      const page = await browser.get(path);
      if (round >= 0) times.set(kind, [...(times.get(kind) ?? []), performance.now() - begun]);
      return page;
    }
  }
  const kinds = [...times].map(([kind, all]) => ({ kind, ...percentilesOf(all) })).toSorted((one, other) => other.p95Ms - one.p95Ms);
  for (const { kind, p50Ms, p95Ms } of kinds) say(`${kind.padEnd(42)} half within ${p50Ms.toFixed(0)} ms, 95 of 100 within ${p95Ms.toFixed(0)} ms`);
  const { p50Ms, p95Ms, p99Ms } = percentilesOf([...times.values()].flat());
  const [counted] = await house.ask<{ cases: number }>('select count(*)::int as cases from cases.case_file where tenant_id = $1', [row.tenant]);
  return { cases: counted?.cases ?? 0, questions: [...times.values()].flat().length, p50_ms: Number(p50Ms.toFixed(1)), p95_ms: Number(p95Ms.toFixed(1)), p99_ms: Number(p99Ms.toFixed(1)), slowest_kind: kinds[0]?.kind ?? '', slowest_kind_p95_ms: Number((kinds[0]?.p95Ms ?? 0).toFixed(1)) };
}
