import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { RESTORING } from '@allmende/backup';
import { readConfig, UnusableConfig, type Config } from '@allmende/config';
import { REPOSITORY, readOptions } from '../options.ts';
import { choosePortBeside, choosePort } from '../supervision/choose-port.ts';
import { UpgradeFailed } from '../supervision/upgrade.ts';
import { explain } from '../output/explain.ts';
import { endLeftProcesses } from '../supervision/end-left-processes.ts';
import { environmentOf } from '../supervision/environment.ts';
import { openInstallation, type Installation } from '../supervision/installation.ts';
import type { StartPlan } from '../supervision/platform.ts';
import { claimDataDir, readLeftRunFile, removeRunFile, type RunFile } from '../supervision/run-file.ts';

type Options = { readonly dataDir: string; readonly port: string | undefined; readonly host: string; readonly empty: boolean; readonly production: boolean };

/** Starts everything, stays until Ctrl-C, stops everything. */
export async function up(args: readonly string[]): Promise<number> {
  const startedAt = performance.now();
  const options = readUpOptions(args);
  await mkdir(options.dataDir, { recursive: true });
  const left = await readLeftRunFile(options.dataDir);
  const run: RunFile = { pid: process.pid, address: '', version: await version(), database: { kind: 'embedded', version: '' }, env: {}, children: {}, ready: false };
  const other = await claimDataDir(options.dataDir, run);
  if (other) {
    console.error(other.ready ? `Allmende läuft schon: ${other.address} (Prozess ${other.pid}).` : `Allmende startet hier gerade (Prozess ${other.pid}).`);
    console.error('Eine zweite Plattform braucht einen eigenen Ordner: --data-dir.');
    return 1;
  }
  const stopRequested = nextStop();
  try {
    console.log('Allmende startet');
    return await runUntilStopped(await planStart(options, startedAt, left), run, stopRequested);
  } finally {
    await removeRunFile(options.dataDir);
  }
}

async function runUntilStopped(plan: StartPlan, run: RunFile, stopRequested: Promise<'stop'>): Promise<number> {
  const { Platform } = await import('../supervision/platform.ts');
  const platform = new Platform(plan, run);
  try {
    const starting = platform.start();
    if ((await Promise.race([starting, stopRequested])) === 'stop') {
      starting.catch(() => undefined);
      console.log('\nDer Start wird abgebrochen …');
      await platform.stop();
      await removeRunFile(plan.dataDir);
      console.log('Abgebrochen. Der nächste Start macht hier weiter.');
      // What the start was doing still waits for the database that is gone.
      process.exit(130);
    }
    await stopRequested;
    console.log('\nAllmende wird beendet …');
    await platform.stop();
    console.log('Beendet. Alle Daten bleiben erhalten.');
    return 0;
  } catch (error) {
    await platform.stop();
    if (await platform.returnToBefore()) {
      console.error(explain(error));
      throw new UpgradeFailed();
    }
    throw error;
  }
}

function readUpOptions(args: readonly string[]): Options {
  const { dataDir, values } = readOptions(args, { port: 'string', empty: 'boolean', host: 'string' });
  const given = (name: string) => (typeof values[name] === 'string' ? values[name] : undefined);
  return {
    dataDir, port: given('port') ?? process.env['ALLMENDE_PORT'], host: given('host') ?? process.env['ALLMENDE_HOST'] ?? '127.0.0.1',
    empty: values['empty'] === true, production: process.env['ALLMENDE_ENV'] === 'production',
  };
}

/** Refuses what cannot work before anything is started. */
async function planStart({ dataDir, host, empty, production, port }: Options, startedAt: number, left: RunFile | undefined): Promise<StartPlan> {
  if (existsSync(path.join(dataDir, RESTORING))) throw new UnusableConfig('--data-dir', `In ${dataDir} wurde eine Wiederherstellung abgebrochen. Löschen Sie den Ordner, und beginnen Sie sie noch einmal.`);
  const installation = await openInstallation(dataDir, empty || production ? 'none' : 'wanted');
  if (production) checkForProduction(installation);
  const config = readConfig({ ...process.env, ...environmentOf({ dataDir, host, port: 0, gatewayPort: 0, ownerUrl: 'postgres://owner@localhost/allmende', passwords: installation.passwords, secret: installation.secret }) });
  if (production) await checkSites(config);
  if (left) await endLeftProcesses(left);
  const own = await choosePort(port, host);
  const gatewayPort = await choosePortBeside(process.env['ALLMENDE_GATEWAY_PORT'], host, own + 1);
  const fitConnectPort = await choosePortBeside(process.env['ALLMENDE_FIT_CONNECT_PORT'], host, gatewayPort === own + 2 ? own + 3 : own + 2);
  return { dataDir, host, port: own, gatewayPort, fitConnectPort, empty, installation, startedAt };
}

// A second Ctrl-C must not cut the ending short: the database would be left running.
function nextStop(): Promise<'stop'> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve('stop'));
  });
}

// Loaded only when it counts: the list of public suffixes is large.
async function checkSites(config: Config): Promise<void> {
  (await import('@allmende/gateway')).checkAppsDomain(config);
}

function checkForProduction(installation: Installation): void {
  if (!process.env['ALLMENDE_SECRET']) throw new UnusableConfig('ALLMENDE_SECRET', 'fehlt: setzen Sie mindestens 32 zufällige Zeichen');
  if (installation.demo !== 'none') throw new UnusableConfig('--data-dir', 'enthält Beispieldaten mit Konten, deren Kennwort jeder lesen kann. In Betrieb braucht die Plattform einen eigenen Ordner.');
}

async function version(): Promise<string> {
  return (JSON.parse(await readFile(path.join(REPOSITORY, 'package.json'), 'utf8')) as { version: string }).version;
}
