import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { readConfig, UnusableConfig, type Config } from '@allmende/config';
import { migrate } from '@allmende/database';
import { buildAssets } from '@allmende/html';
import { allMigrations, openOperations, openPlatform } from '@allmende/process-wiring';
import { readAccounts } from '../demo/account-file.ts';
import { seedDemo } from '../demo/seed-demo.ts';
import { prepareData } from '../prepare-data.ts';
import { REPOSITORY, readOptions } from '../options.ts';
import { printAccounts } from '../output/accounts.ts';
import { printSteps, seconds, type Steps } from '../output/steps.ts';
import { keepChild, type KeptChild } from '../supervision/child.ts';
import { choosePort } from '../supervision/choose-port.ts';
import { openDatabaseServer, type DatabaseServer } from '../supervision/database-server.ts';
import { endLeftProcesses } from '../supervision/end-left-processes.ts';
import { environmentOf } from '../supervision/environment.ts';
import { forgetHalfStart, openInstallation, saveInstallation, type Installation } from '../supervision/installation.ts';
import { claimDataDir, readLeftRunFile, removeRunFile, writeRunFile, type RunFile } from '../supervision/run-file.ts';
import { isNewDatabase } from '../supervision/own-database.ts';

type Options = { readonly dataDir: string; readonly port: string | undefined; readonly host: string; readonly empty: boolean; readonly production: boolean };

/** Starts everything, stays until Ctrl-C, stops everything. */
export async function up(args: readonly string[]): Promise<number> {
  const options = readUpOptions(args);
  const run: { -readonly [Key in keyof RunFile]: RunFile[Key] } = { pid: process.pid, address: '', version: await version(), database: { kind: 'embedded', version: '' }, env: {}, children: {}, ready: false };
  await mkdir(options.dataDir, { recursive: true });
  const left = await readLeftRunFile(options.dataDir);
  const other = await claimDataDir(options.dataDir, run);
  if (other) {
    console.error(other.ready ? `Allmende läuft schon: ${other.address} (Prozess ${other.pid}).` : `Allmende startet hier gerade (Prozess ${other.pid}).`);
    console.error('Eine zweite Plattform braucht einen eigenen Ordner: --data-dir.');
    return 1;
  }

  const platform = new Platform(options, run);
  const stopRequested = new Promise<'stop'>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => {
        resolve('stop');
        process.on(signal, () => undefined);
      });
    }
  });
  const starting = platform.start(left);
  try {
    if ((await Promise.race([starting, stopRequested])) === 'stop') {
      starting.catch(() => undefined);
      console.log('\nDer Start wird abgebrochen …');
      await platform.stop();
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

/** Everything that one `up` has started. */
class Platform {
  readonly #options: Options;
  readonly #run: { -readonly [Key in keyof RunFile]: RunFile[Key] };
  readonly #children: KeptChild[] = [];
  readonly #steps: Steps = printSteps();
  #installation: Installation | undefined;
  #opening: Promise<DatabaseServer> | undefined;
  #config: Config | undefined;
  #written: Promise<void> = Promise.resolve();
  #stopping = false;

  constructor(options: Options, run: RunFile) {
    this.#options = options;
    this.#run = { ...run };
  }

  async start(left: RunFile | undefined): Promise<void> {
    const started = performance.now();
    const { dataDir, host, empty, production } = this.#options;
    const installation = await openInstallation(dataDir, empty || production ? 'none' : 'wanted');
    this.#installation = installation;
    // Refuse what cannot work before anything else is started or written.
    if (production) checkForProduction(installation);
    const known = { dataDir, host, secret: installation.secret, passwords: installation.passwords };
    readConfig({ ...process.env, ...environmentOf({ ...known, port: 0, ownerUrl: 'postgres://owner@localhost/allmende' }) });
    console.log('Allmende startet');
    if (left) await endLeftProcesses(left);
    const port = await choosePort(this.#options.port, host);
    if (installation.demo === 'half') await this.#startOver();

    const server = await this.#openDatabase();
    await this.#prepareTables(server, installation);
    await this.#steps.run('Aussehen', () => buildAssets());
    const env = environmentOf({ ...known, port, ownerUrl: server.ownerUrl });
    const config = readConfig({ ...process.env, ...env });
    this.#config = config;
    Object.assign(this.#run, { address: config.publicAddress, database: { kind: server.kind, version: server.version }, env });
    // They load while the data is prepared; nobody knows the address yet.
    for (const name of ['worker', 'web'] as const) this.#keep(name, env);
    await this.#fill(config);
    await this.#steps.run('Web und Worker', () => this.#childrenReady());
    this.#run.ready = true;
    await this.#write();
    console.log(`\nAllmende ist bereit nach ${seconds(started)}\n\n  ${config.publicAddress}\n`);
    await this.#greet();
  }

  /** Ends what was started, children first; safe at any time and more than once. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.all(this.#children.map((child) => child.stop()));
    if (this.#config) await openOperations().stopPrograms({ config: this.#config });
    await (await this.#opening?.catch(() => undefined))?.stop();
    await this.#written.catch(() => undefined);
    await removeRunFile(this.#options.dataDir);
  }

  async #startOver(): Promise<void> {
    if (process.env['DATABASE_URL']) throw new UnusableConfig('DATABASE_URL', 'Der erste Start wurde unterbrochen, und in der Datenbank stehen unvollständige Beispieldaten. Leeren Sie die Datenbank und den Datenordner, oder nehmen Sie neue.');
    await this.#steps.run('Der erste Start wurde unterbrochen und beginnt von vorn', () => forgetHalfStart(this.#options.dataDir));
    await this.#mark('wanted');
  }

  #openDatabase(): Promise<DatabaseServer> {
    this.#opening = this.#steps.run('Datenbank', () => openDatabaseServer(this.#options.dataDir, {
      onStart: (pid) => this.#note('database', pid),
      onRestart: (reason) => console.log(`  ! Die Datenbank wird neu gestartet (${reason})`),
    }), (opened) => (opened.kind === 'embedded' ? `PostgreSQL ${opened.version}, eingebettet` : `PostgreSQL ${opened.version}, eigene`));
    return this.#opening;
  }

  async #prepareTables(server: DatabaseServer, installation: Installation): Promise<void> {
    const isNew = server.kind === 'embedded' || (await isNewDatabase(server.ownerUrl));
    if (!isNew && this.#installation?.demo === 'wanted') await this.#mark('none');
    await this.#steps.run('Tabellen', () => migrate(server.ownerUrl, allMigrations, installation.passwords), (ran) => (ran.length === 0 ? 'auf dem neuesten Stand' : `${ran.length} Schritte`));
  }

  async #fill(config: Config): Promise<void> {
    const house = openPlatform(config, 'operator');
    try {
      await prepareData(house, this.#steps);
      if (this.#installation?.demo !== 'wanted') return;
      await this.#mark('half');
      await this.#steps.run('Beispieldaten', async () => {
        await this.#childrenReady();
        await seedDemo(house, this.#options.dataDir, { workerRuns: true });
      });
      await this.#mark('there');
    } finally {
      await house.database.close();
    }
  }

  #keep(name: 'web' | 'worker', env: Readonly<Record<string, string>>): void {
    if (this.#stopping) return;
    const child = keepChild({
      name, file: path.join(REPOSITORY, 'processes', name, 'main.ts'), env: () => env,
      onStart: (which, pid) => this.#note(which, pid),
      onRestart: (which, reason) => console.log(`  ! ${which} wird neu gestartet (${reason})`),
    });
    child.ready.catch(() => undefined);
    this.#children.push(child);
  }

  async #childrenReady(): Promise<void> {
    await Promise.all(this.#children.map((child) => child.ready));
  }

  async #greet(): Promise<void> {
    const accounts = await readAccounts(this.#options.dataDir);
    if (accounts.length > 0) printAccounts(accounts);
    else console.log('Das erste Konto legen Sie so an: ./allmende operator create --email … --name …\n');
    if (this.#options.empty && this.#installation?.demo !== 'none') console.log('Hier stehen Beispieldaten vom ersten Start; --empty wirkt nur in einem neuen Ordner.\n');
    console.log('Beenden mit Strg-C.');
  }

  async #mark(demo: Installation['demo']): Promise<void> {
    if (!this.#installation) return;
    this.#installation = { ...this.#installation, demo };
    await saveInstallation(this.#options.dataDir, this.#installation);
  }

  #note(name: string, pid: number): void {
    this.#run.children = { ...this.#run.children, [name]: pid };
    this.#write().catch((error: unknown) => console.error(`  ! ${error instanceof Error ? error.message : String(error)}`));
  }

  #write(): Promise<void> {
    this.#written = this.#written.catch(() => undefined).then(() => (this.#stopping ? undefined : writeRunFile(this.#options.dataDir, this.#run)));
    return this.#written;
  }
}

function checkForProduction(installation: Installation): void {
  if (!process.env['ALLMENDE_SECRET']) throw new UnusableConfig('ALLMENDE_SECRET', 'fehlt: setzen Sie mindestens 32 zufällige Zeichen');
  if (installation.demo !== 'none') throw new UnusableConfig('--data-dir', 'enthält Beispieldaten mit Konten, deren Kennwort jeder lesen kann. In Betrieb braucht die Plattform einen eigenen Ordner.');
}

async function version(): Promise<string> {
  return (JSON.parse(await readFile(path.join(REPOSITORY, 'package.json'), 'utf8')) as { version: string }).version;
}
