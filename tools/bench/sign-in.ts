import { setTimeout as sleep } from 'node:timers/promises';
import { Authenticator, type AskedOptions } from '@allmende/identity/testing';
import type { Account } from '../../e2e/platform.ts';
import type { Figures } from './bench.ts';
import { atRate, type Pace } from './measure/at-rate.ts';
import { clientAddress, startBenchPlatform } from './measure/bench-platform.ts';
import { cpuBetween, cpuSeconds } from './measure/cpu-seconds.ts';
import { medianOf } from './measure/load.ts';
import { OfficeBrowser } from './measure/office-browser.ts';

export const about = 'people who sign in with passkeys, fifty and a hundred a second: the page with its challenge, the signed answer, the session in the cookie';

const ROUNDS = 3;
const SECONDS = 15;
const PER_SECOND = 100;
/** What it takes when the machine is not full. */
const CALM_PER_SECOND = 50;

type Owner = { readonly account: Account; readonly authenticator: Authenticator };

/**
 * Every demonstration account gets a passkey of an authenticator in software. Sign-ins then come at fixed times whether or not the earlier ones are answered; each is the sign-in page and the answer
 * together, counted from the time at which it was due, and must end with a session and a redirect to the office. Once at half the pace, where nobody waits for others, then at the whole; a machine that is too slow for it shows fewer a second than were due. Authenticators of phones do not count, so one may be used twice at the same time.
 */
export async function run(say: (line: string) => void): Promise<Figures> {
  await using platform = await startBenchPlatform();
  const owners: Owner[] = [];
  for (const [index, account] of platform.accounts.entries()) owners.push({ account, authenticator: await register(platform.address, account, clientAddress(index + 1)) });
  say(`${owners.length} people have a passkey`);
  await signInAtRate(platform.address, owners, { perSecond: CALM_PER_SECOND, seconds: 5, round: 0 });
  await sleep(1000);
  const calm = await signInAtRate(platform.address, owners, { perSecond: CALM_PER_SECOND, seconds: SECONDS, round: ROUNDS + 1 });
  say(`${calm.done} sign-ins at ${CALM_PER_SECOND} per second: half within ${calm.p50Ms.toFixed(1)} ms, 95 of 100 within ${calm.p95Ms.toFixed(1)} ms`);
  const rounds: Pace[] = [];
  const before = await cpuSeconds(platform.status.pid);
  for (let round = 1; round <= ROUNDS; round += 1) {
    const result = await signInAtRate(platform.address, owners, { perSecond: PER_SECOND, seconds: SECONDS, round });
    rounds.push(result);
    say(`${result.done} sign-ins at ${PER_SECOND} per second: half within ${result.p50Ms.toFixed(1)} ms, 95 of 100 within ${result.p95Ms.toFixed(1)} ms, 99 within ${result.p99Ms.toFixed(1)} ms`);
  }
  const used = cpuBetween(before, await cpuSeconds(platform.status.pid));
  const done = rounds.reduce((sum, one) => sum + one.done, 0);
  const each = (seconds: number) => Number(((1000 * seconds) / done).toFixed(2));
  const figure = (pick: (round: (typeof rounds)[number]) => number) => Number(medianOf(rounds.map(pick)).toFixed(1));
  return {
    p95_ms: figure(({ p95Ms }) => p95Ms), p50_ms: figure(({ p50Ms }) => p50Ms), p99_ms: figure(({ p99Ms }) => p99Ms), sign_ins_per_s: Number(medianOf(rounds.map(({ perSecond }) => perSecond)).toFixed(1)),
    calm_p95_ms: Number(calm.p95Ms.toFixed(1)), calm_p50_ms: Number(calm.p50Ms.toFixed(1)), sign_ins: done, web_cpu_ms: each(used.web), database_cpu_ms: each(used.database), passkeys: owners.length,
  };
}

function signInAtRate(address: string, owners: readonly Owner[], { perSecond, seconds, round }: { readonly perSecond: number; readonly seconds: number; readonly round: number }): Promise<Pace> {
  return atRate({ perSecond, seconds }, async (index) => {
    const owner = owners[index % owners.length];
    if (owner) await signIn(address, owner, clientAddress(100_000 * (round + 1) + index));
  });
}

async function signIn(address: string, { authenticator }: Owner, client: string): Promise<void> {
  const browser = new OfficeBrowser(address, client);
  const page = await browser.get('/sign-in');
  const answer = await browser.post('/sign-in/passkey', page, { credential: authenticator.get(optionsOn(page), { counter: 0 }) });
  if (answer.status !== 303 || !browser.isSignedIn) throw new Error(`a sign-in was answered with ${answer.status}`);
}

async function register(address: string, account: Account, client: string): Promise<Authenticator> {
  const browser = new OfficeBrowser(address, client);
  await browser.post('/sign-in', await browser.get('/sign-in'), { email: account.email, password: account.password });
  const page = await browser.get('/account/factors');
  const authenticator = new Authenticator(address);
  const answer = await browser.post('/account/factors', page, { credential: authenticator.create(optionsOn(page)), name: 'Bench' });
  if (answer.status !== 200) throw new Error(`a passkey was answered with ${answer.status}`);
  return authenticator;
}

function optionsOn(page: string): AskedOptions {
  const [, text] = /data-options="([^"]+)"/u.exec(page) ?? [];
  if (text === undefined) throw new Error('the page asks for no passkey');
  return JSON.parse(text.replaceAll('&quot;', '"').replaceAll('&#34;', '"').replaceAll('&amp;', '&')) as AskedOptions;
}
