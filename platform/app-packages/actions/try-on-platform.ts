import { setTimeout as sleep } from 'node:timers/promises';
import type { AppPackage } from '../domain/app-package.ts';
import { trialChecks, type TrialCheck, type TrialCheckId, type TrialCheckStep } from '../domain/trial-check.ts';
import { NotTryable, type TrialPerson, type TrialStage } from '../domain/trial-stage.ts';

/** After so long a sign-out at the platform must have reached the app. A rule of this project. */
const SIGN_OUT_MS = 2_000;
/** The shortest of so many counts: what is measured is the app and the platform, and not what else the machine does. */
const SIGN_OUTS = 3;
const LOST_MS = 15_000;

type Input = { readonly package: AppPackage; readonly onStep?: (step: TrialCheckStep) => void };

/** Tries on a platform with two authorities whether people sign in to the app through it, are out once they sign out, and whether authorities are apart from each other. Never throws for what the package does; nothing stays behind. */
export async function tryOnPlatform(stage: TrialStage, input: Input): Promise<readonly TrialCheck[]> {
  const app = input.package;
  const steps: TrialCheckStep[] = [];
  const tell = (step: TrialCheckStep) => { steps.push(step); input.onStep?.(step); };
  const attempt = async (check: TrialCheckId, name: string, work: () => Promise<string | undefined>): Promise<boolean> => {
    const start = performance.now();
    const seconds = () => Math.round((performance.now() - start) / 100) / 10;
    try {
      const detail = await work();
      tell({ check, name, outcome: 'passed', seconds: seconds(), ...(detail === undefined ? {} : { detail }) });
      return true;
    } catch (error) {
      tell({ check, name, outcome: error instanceof NotTryable ? 'untried' : 'failed', seconds: seconds(), detail: error instanceof Error ? error.message : String(error) });
      return false;
    }
  };
  const untried = (check: TrialCheckId, name: string, detail: string) => tell({ check, name, outcome: 'untried', seconds: 0, detail });

  try {
    const runs = await attempt('isolation', 'Bei zwei Behörden auf einer eigenen Plattform starten', async () => { await stage.open(app); return undefined; });
    if (!runs) {
      for (const check of ['single-sign-on', 'sign-out'] as const) untried(check, 'Anmelden und abmelden', 'Die Anwendung lief nicht auf der Plattform.');
      return trialChecks(steps);
    }
    const missing = missingForSignOn(app);
    if (missing) {
      tell({ check: 'single-sign-on', name: 'Anmeldung über die Plattform', outcome: missing.outcome, seconds: 0, detail: missing.detail });
      untried('sign-out', 'Abmeldung an der Plattform', 'Ohne geprüfte Anmeldung lässt sich die Abmeldung nicht prüfen.');
    } else {
      await trySignOn();
      await attempt('isolation', 'Wer zu einer anderen Behörde gehört, kommt nicht hinein', () => staysOut({ authority: 'second', access: true }));
    }
    for (const wall of stage.walls()) {
      await attempt('isolation', wall.name, async () => {
        const { reached, attempts } = await wall.try();
        if (reached.length > 0) throw new Error(`Erreicht wurde: ${reached.slice(0, 10).join(', ')}`);
        return attempts === 0 ? 'Es gibt nichts, was zu versuchen wäre.' : `${attempts} Versuche`;
      });
    }
  } finally {
    await stage.close();
  }
  return trialChecks(steps);

  async function trySignOn(): Promise<void> {
    const isPerson = await attempt('single-sign-on', 'Eine Person meldet sich einmal an der Plattform an, und die Anwendung nennt sie', async () => {
      const [person, other] = [await stage.person({ authority: 'first', access: true }), await stage.person({ authority: 'first', access: true })];
      if (await other.isNamed('past') || await other.isNamed('gateway')) throw new Error('Die Anwendung nennt auch, wer sich nicht angemeldet hat.');
      await comesIn(person, 1);
      if (await other.isNamed('past')) throw new Error('Die Anwendung nennt auch, wer sich nicht angemeldet hat.');
      return undefined;
    });
    await attempt('single-sign-on', 'Wer an der Plattform angemeldet ist, kommt ohne weitere Frage hinein', async () => {
      const person = await stage.person({ authority: 'first', access: true });
      await person.signIn();
      await comesIn(person, 0);
      return undefined;
    });
    await attempt('single-sign-on', 'Wer keinen Zugang hat, kommt nicht hinein', () => staysOut({ authority: 'first', access: false }));
    if (isPerson) await attempt('sign-out', 'Wer sich an der Plattform abmeldet, ist nach spätestens 2 s aus der Anwendung', signsOut);
    else untried('sign-out', 'Abmeldung an der Plattform', 'Ohne gelungene Anmeldung lässt sich die Abmeldung nicht prüfen.');
  }

  async function staysOut(of: Parameters<TrialStage['person']>[0]): Promise<undefined> {
    const person = await stage.person(of);
    await person.enter();
    if (await person.isNamed('gateway') || await person.isNamed('past')) throw new Error('Die Person kam hinein.');
    return undefined;
  }

  async function signsOut(): Promise<string> {
    // An app that is not told of a sign-out goes on behind the gateway, which is shut then.
    const way = app.needs?.oidc?.backChannelLogoutPath === undefined ? 'gateway' : 'past';
    const took: number[] = [];
    while (took.length < SIGN_OUTS && !took.some((one) => one <= SIGN_OUT_MS)) {
      const person = await stage.person({ authority: 'first', access: true });
      await comesIn(person, 1);
      await person.signOut();
      const start = performance.now();
      while (await person.isNamed(way)) {
        if (performance.now() - start > LOST_MS) throw new Error(`Nach ${LOST_MS / 1000} s war die Person noch angemeldet.`);
        await sleep(20);
      }
      took.push(Math.round(performance.now() - start));
      if (await person.isNamed('gateway')) throw new Error('Über die Adresse der Anwendung war die Person noch angemeldet.');
    }
    const measured = `${took.map((one) => `${(one / 1000).toFixed(2).replace('.', ',')} s`).join(', ')}; ${way === 'past' ? 'die Anwendung selbst hat es erfahren (Back-Channel Logout)' : 'das Gateway lässt nicht mehr hinein, die Anwendung selbst erfährt es nicht'}`;
    if (!took.some((one) => one <= SIGN_OUT_MS)) throw new Error(`Es dauerte länger als 2 s: ${measured}`);
    return measured;
  }
}

async function comesIn(person: TrialPerson, questions: number): Promise<void> {
  const { asked, endedAt } = await person.enter();
  for (const way of ['gateway', 'past'] as const) {
    if (!(await person.isNamed(way))) throw new Error(`Die Anwendung nennt die angemeldete Person nicht${way === 'past' ? ', wenn sie am Gateway vorbei gefragt wird' : ''}. Der Weg endete bei ${endedAt}`);
  }
  if (asked !== questions) throw new Error(`Nach der Anmeldung wurde ${asked}-mal gefragt statt ${questions}-mal.`);
}

function missingForSignOn(app: AppPackage): { readonly outcome: 'failed' | 'untried'; readonly detail: string } | undefined {
  if (!app.entrance) return { outcome: 'failed', detail: 'Das Paket hat keinen Eingang („entrance“), an dem sich jemand anmelden könnte.' };
  if (!app.needs?.oidc) return { outcome: 'failed', detail: 'Das Paket bittet nicht um die Anmeldung der Plattform („needs.oidc“).' };
  if (!app.signedIn) return { outcome: 'untried', detail: 'Das Paket sagt nicht, woran man sieht, wer angemeldet ist („signedIn“).' };
  return undefined;
}
