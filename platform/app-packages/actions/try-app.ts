import type { AppPackage } from '../domain/app-package.ts';
import { otherSettings } from '../domain/other-settings.ts';
import { packageDigest } from '../domain/package-digest.ts';
import type { SavedTrial, TrialBench, TrialPlace } from '../domain/trial-bench.ts';
import { trialLevel, type TrialLevel, type TrialReport, type TrialStep } from '../domain/trial-report.ts';

type Input = {
  readonly package: AppPackage;
  /** An older version from which is updated; without it the same version takes the place of itself. */
  readonly previous?: AppPackage;
  /** What the check of the package's folder still says. */
  readonly complaints: readonly string[];
  readonly at: Date;
  readonly onStep?: (step: TrialStep) => void;
};

/** Tries a package on a bench: start, other settings, update, backup and restore, move, return of data, removal. Never throws for what the package does; nothing stays behind. */
export async function tryApp(bench: TrialBench, input: Input): Promise<TrialReport> {
  const app = input.package;
  const steps: TrialStep[] = [];
  let recoverySeconds: number | undefined;
  const tell = (step: TrialStep) => { steps.push(step); input.onStep?.(step); };
  // What follows from a failed step cannot be tried; that is one failure and not ten.
  const attempt = async <Result>(level: TrialLevel, name: string, work: () => Promise<Result>, place?: TrialPlace): Promise<Result | undefined> => {
    const start = performance.now();
    const seconds = () => Math.round((performance.now() - start) / 100) / 10;
    try {
      const result = await work();
      tell({ level, name, outcome: 'passed', seconds: seconds() });
      return result;
    } catch (error) {
      const lines = place ? await bench.logs(place).catch(() => []) : [];
      tell({ level, name, outcome: 'failed', seconds: seconds(), detail: [error instanceof Error ? error.message : String(error), ...lines].join('\n') });
      return undefined;
    }
  };
  const skip = (level: TrialLevel, name: string, detail: string) => tell({ level, name, outcome: 'skipped', seconds: 0, detail });
  const done = async <Result>(result: Promise<Result | undefined>): Promise<boolean> => (await result) !== undefined;
  const first = (generation: number): TrialPlace => ({ instance: 'first', generation, app, parameters: {} });

  try {
    const saved = await attempt(1, 'Starten und prüfen', () => begin(bench, first(1)), first(1)) && await attempt(4, 'Sichern, danach läuft es weiter', () => save(bench, first(1)), first(1));
    if (saved) {
      await trySettings();
      const start = performance.now();
      const isBack = await done(attempt(4, 'In leere Speicher zurückspielen, Prüfsummen vergleichen, starten, Daten prüfen', async () => { await takeOver(bench, first(2), saved); return true; }, first(2)));
      if (isBack) recoverySeconds = Math.round((performance.now() - start) / 100) / 10;
      await tryUpdate(isBack);
      if (input.complaints.length === 0) tell({ level: 5, name: 'Paket prüfen', outcome: 'passed', seconds: 0 });
      else tell({ level: 5, name: 'Paket prüfen', outcome: 'failed', seconds: 0, detail: input.complaints.join('\n') });
      await attempt(6, 'Daten in eine andere Instanz bringen, starten, Daten prüfen', async () => { await takeOver(bench, second(9, app), saved); return true; }, second(9, app));
      await attempt(7, 'Datenrückgabe lesen', async () => readable(app, saved));
    }
  } finally {
    await attempt(7, 'Entfernen, nichts bleibt', async () => {
      await bench.removeAll();
      const left = await bench.leftovers();
      if (left.length > 0) throw new Error(`Übrig blieb: ${left.join(', ')}`);
      return true;
    });
  }
  return { app: app.app, version: app.version, digest: packageDigest(app), updatedFrom: input.previous?.version, level: trialLevel(steps), steps, recoverySeconds, testedAt: input.at.toISOString() };

  function second(generation: number, version: AppPackage): TrialPlace {
    return { instance: 'second', generation, app: version, parameters: {} };
  }

  async function trySettings(): Promise<void> {
    const place: TrialPlace = { ...second(1, app), parameters: otherSettings(app) };
    if (Object.keys(place.parameters).length === 0) return skip(2, 'Mit anderen Einstellungen starten', 'Es gibt nichts einzustellen.');
    await attempt(2, 'Mit anderen Einstellungen starten', async () => { await begin(bench, place); await bench.drop(place); return true; }, place);
  }

  async function tryUpdate(isBack: boolean): Promise<void> {
    const { previous } = input;
    if (!previous) return isBack
      ? tell({ level: 3, name: 'Durch eine neue Generation derselben Version ersetzen', outcome: 'passed', seconds: 0, detail: 'Beim Zurückspielen gezeigt; eine ältere Version nennt --from.' })
      : tell({ level: 3, name: 'Durch eine neue Generation derselben Version ersetzen', outcome: 'failed', seconds: 0, detail: 'Das Zurückspielen gelang nicht.' });
    const [old, renewed] = [second(2, previous), second(3, app)];
    await attempt(3, `Von ${previous.version} auf ${app.version} aktualisieren, Daten prüfen`, async () => {
      await begin(bench, old);
      const before = await bench.save(old);
      await takeOver(bench, renewed, before, app.migration);
      await bench.drop(old);
      await check(bench, renewed);
      await bench.drop(renewed);
      return true;
    }, renewed);
  }
}

/** Starts an empty instance, writes the sample and checks all. */
async function begin(bench: TrialBench, place: TrialPlace): Promise<true> {
  const { sample } = place.app;
  await bench.start(place);
  if (sample) await bench.run(place, { component: sample.component, command: sample.write });
  await check(bench, place);
  return true;
}

async function save(bench: TrialBench, place: TrialPlace): Promise<SavedTrial> {
  const saved = await bench.save(place);
  await bench.start(place);
  await check(bench, place);
  return saved;
}

/** Makes a generation out of saved data; compares what lies there with what was saved before anything starts on it. */
async function takeOver(bench: TrialBench, place: TrialPlace, saved: SavedTrial, migration?: AppPackage['migration']): Promise<void> {
  await bench.fill(place, saved);
  const there = new Map((await bench.saveAsTheyLie(place)).files.map((file) => [file.path, file.sha256]));
  const different = saved.files.filter(({ path, sha256 }) => there.get(path) !== sha256).map(({ path }) => path);
  if (different.length > 0 || there.size !== saved.files.length) throw new Error(`Die zurückgespielten Daten sind andere als die gesicherten: ${different.slice(0, 5).join(', ') || `${there.size} statt ${saved.files.length} Dateien`}`);
  await bench.start(place);
  if (migration) await bench.run(place, migration);
  await check(bench, place);
}

async function check(bench: TrialBench, place: TrialPlace): Promise<void> {
  const { verify, sample } = place.app;
  if (verify) await bench.run(place, verify);
  if (sample) await bench.run(place, { component: sample.component, command: sample.read });
}

async function readable(app: AppPackage, saved: SavedTrial): Promise<true> {
  const keeps = (app.volumes ?? []).some(({ backup }) => backup);
  if (keeps && !saved.files.some(({ path }) => path.startsWith('files/'))) throw new Error('Die Datenrückgabe enthält keine einzige Datei.');
  return true;
}
