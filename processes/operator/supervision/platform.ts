import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readConfig, UnusableConfig, type Config } from '@allmende/config';
import { freePort, migrate } from '@allmende/database';
import { readAccounts } from '../demo/account-file.ts';
import type { DemoPerson } from '../demo/people.ts';
import { REPOSITORY } from '../options.ts';
import { printAccounts } from '../output/accounts.ts';
import { printSteps, seconds, type Steps } from '../output/steps.ts';
import type { BackupKeeper } from './backup-keeper.ts';
import { buildAssetsAside } from './build-assets-aside.ts';
import { keepChild, type KeptChild } from './child.ts';
import { openDatabaseServer, type DatabaseServer } from './database-server.ts';
import { environmentOf } from './environment.ts';
import { loadAhead, type LoadedAhead } from './load-ahead.ts';
import { gatewayEnvironment, gatewayRights } from './gateway-rights.ts';
import { forgetHalfStart, saveInstallation, type Installation } from './installation.ts';
import { isNewDatabase } from './own-database.ts';
import { writeRunFile, type RunFile } from './run-file.ts';
import type * as PlatformWork from './platform-work.ts';
import { noteMigrations, prepareUpgrade, type Upgrade } from './upgrade.ts';

/** What a start was asked for and has found usable. */
export type StartPlan = { readonly dataDir: string; readonly host: string; readonly port: number; readonly gatewayPort: number; readonly fitConnectPort: number; readonly empty: boolean; readonly installation: Installation; readonly startedAt: number };

const SEED_LATER_MS = 30_000;

/** Everything that one `up` has started. */
export class Platform {
  readonly #plan: StartPlan;
  readonly #run: { -readonly [Key in keyof RunFile]: RunFile[Key] };
  readonly #children: KeptChild[] = [];
  readonly #steps: Steps = printSteps();
  #loading: Promise<typeof PlatformWork> | undefined;
  #webAhead: LoadedAhead | undefined;
  readonly #making = Promise.withResolvers<void>();
  #installation: Installation;
  #opening: Promise<DatabaseServer> | undefined;
  #config: Config | undefined;
  #backups: BackupKeeper | undefined;
  #upgrade: Upgrade | undefined;
  #others: Promise<void> = Promise.resolve();
  #written: Promise<void> = Promise.resolve();
  #stopping = false;
  #officer: DemoPerson | undefined;
  readonly #ending = new AbortController();
  #later: Promise<void> = Promise.resolve();

  constructor(plan: StartPlan, run: RunFile) {
    this.#plan = plan;
    this.#installation = plan.installation;
    this.#run = { ...run };
  }

  /** Brings everything up and says at which address. Rejects when something does not come up; `stop` ends what did. */
  async start(): Promise<void> {
    const { dataDir, host, port, gatewayPort, fitConnectPort, startedAt } = this.#plan;
    const { secret, passwords } = this.#installation;
    if (this.#installation.demo === 'half') await this.#startOver();
    // Built while the rest is loaded; the step says what of it is left.
    const assets = buildAssetsAside();
    assets.catch(() => undefined);
    // A first start has no tables to copy, so its database and the first page need not wait for the programs; loading them here would hold the database up, so they begin when another process makes it.
    const isFirst = !existsSync(path.join(dataDir, 'database')) && !process.env['DATABASE_URL'];
    if (isFirst) this.#webAhead = loadAhead(mainOf('web'));
    const first = isFirst ? this.#openDatabase() : undefined;
    first?.catch(() => undefined);
    if (first) await Promise.race([first, this.#making.promise]);
    const { allMigrations, podmanOf } = await this.#work();
    const upgrade = first || process.env['DATABASE_URL'] ? undefined : await prepareUpgrade(dataDir, allMigrations, this.#steps);
    this.#upgrade = upgrade;
    const server = await (first ?? this.#openDatabase());
    await this.#prepareTables(server);
    await this.#steps.run('Aussehen', () => assets);
    const env = { ...environmentOf({ dataDir, host, port, gatewayPort, fitConnectPort, ownerUrl: server.ownerUrl, passwords, secret }), ...this.#testBundid() };
    const config = readConfig({ ...process.env, ...env });
    this.#config = config;
    Object.assign(this.#run, { address: config.publicAddress, database: { kind: server.kind, version: server.version }, env });
    // They load while the data is prepared. With new tables nobody must be answered before it is sure that they stay.
    if (!upgrade) this.#keepAll(env, config);
    await this.#steps.run('Container', () => podmanOf(config), (use) => (use.usable ? `podman ${use.version}` : `hier nicht möglich, alles andere läuft. ${use.why}`));
    await this.#fill(config);
    if (upgrade) {
      await this.#steps.run('Probe der neuen Fassung', () => this.#probe(env));
      await upgrade.confirm();
      this.#upgrade = undefined;
      this.#keepAll(env, config);
    }
    await this.#steps.run('Web, Worker und Gateway', () => this.#childrenReady());
    if (server.kind === 'embedded') await noteMigrations(dataDir, allMigrations);
    this.#run.ready = true;
    await this.#write();
    const { BackupKeeper } = await this.#work();
    if (server.kind === 'embedded' && !this.#stopping) this.#backups = new BackupKeeper({ dataDir, config, say: (line) => console.log(`  ! ${line}`) });
    console.log(`\nAllmende ist bereit nach ${seconds(startedAt)}\n\n  ${config.publicAddress}\n\n  Zustelldienst für FIT-Connect: ${config.fitConnect.address}\n`);
    await this.#greet();
    if (this.#officer) this.#later = this.#seedLater(config, this.#officer);
  }

  /** Ends what was started, children first; safe at any time and more than once. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#ending.abort();
    await this.#later;
    this.#webAhead?.drop();
    await Promise.all(this.#children.map((child) => child.stop()));
    if (this.#config) await (await this.#work()).stopPrograms(this.#config);
    await this.#backups?.stop();
    await (await this.#opening?.catch(() => undefined))?.stop();
    await this.#written.catch(() => undefined);
  }

  /** After `stop` of a start that failed: when it had changed tables, everything is as it was before. Returns whether it had. */
  async returnToBefore(): Promise<boolean> {
    const upgrade = this.#upgrade;
    this.#upgrade = undefined;
    await upgrade?.undo();
    return upgrade !== undefined;
  }

  // On an address that nobody knows: whatever is acknowledged later must not be taken back.
  async #probe(env: Readonly<Record<string, string>>): Promise<void> {
    const { answers } = await this.#work();
    const port = await freePort();
    const child = keepChild({
      name: 'web', file: mainOf('web'), env: () => ({ ...env, ALLMENDE_HOST: '127.0.0.1', ALLMENDE_PORT: String(port) }), nodeOptions: [],
      onStart: (which, pid) => this.#note(which, pid), onRestart: () => undefined,
    });
    this.#children.push(child);
    try {
      await child.ready;
      for (const page of ['/health/ready', '/']) if (!(await answers(`http://127.0.0.1:${port}${page}`))) throw new Error(`die neue Fassung antwortet nicht auf ${page}`);
    } finally {
      await child.stop();
      this.#children.splice(this.#children.indexOf(child), 1);
    }
  }

  #keepAll(env: Readonly<Record<string, string>>, config: Config): void {
    const web = this.#keep('web', env);
    // The first page first: it should not share the machine with what only comes after it.
    this.#others = web.catch(() => undefined).then(() => {
      this.#keep('worker', env);
      this.#keep('gateway', gatewayEnvironment(env, config), gatewayRights(config));
      this.#keep('fit-connect', env);
      if (this.#hasTestBundid()) this.#keep('test-bundid', env);
    });
  }

  async #startOver(): Promise<void> {
    if (process.env['DATABASE_URL']) throw new UnusableConfig('DATABASE_URL', 'Der erste Start wurde unterbrochen, und in der Datenbank stehen unvollständige Beispieldaten. Leeren Sie die Datenbank und den Datenordner, oder nehmen Sie neue.');
    await this.#steps.run('Der erste Start wurde unterbrochen und beginnt von vorn', () => forgetHalfStart(this.#plan.dataDir));
    await this.#mark('wanted');
  }

  #work(): Promise<typeof PlatformWork> {
    return (this.#loading ??= import('./platform-work.ts'));
  }

  #openDatabase(): Promise<DatabaseServer> {
    this.#opening = this.#steps.run('Datenbank', () => openDatabaseServer(this.#plan.dataDir, {
      onCreate: () => this.#making.resolve(),
      onStart: (pid) => this.#note('database', pid),
      onRestart: (reason) => console.log(`  ! Die Datenbank wird neu gestartet (${reason})`),
    }), (opened) => (opened.kind === 'embedded' ? `PostgreSQL ${opened.version}, eingebettet` : `PostgreSQL ${opened.version}, eigene`));
    return this.#opening;
  }

  async #prepareTables(server: DatabaseServer): Promise<void> {
    const isNew = server.kind === 'embedded' || (await isNewDatabase(server.ownerUrl));
    if (!isNew && this.#installation.demo === 'wanted') await this.#mark('none');
    const { allMigrations } = await this.#work();
    await this.#steps.run('Tabellen', () => migrate(server.ownerUrl, allMigrations, this.#installation.passwords), (ran) => (ran.length === 0 ? 'auf dem neuesten Stand' : `${ran.length} Schritte`));
  }

  async #fill(config: Config): Promise<void> {
    const { openPlatform, prepareData, seedDemo, writeCheckpoints } = await this.#work();
    const house = openPlatform(config, 'operator');
    try {
      await prepareData(house, this.#steps);
      if (this.#installation.demo !== 'wanted') return;
      await this.#mark('half');
      await this.#steps.run('Beispieldaten', async () => {
        await this.#childrenReady();
        this.#officer = (await seedDemo(house, this.#plan.dataDir, { workerRuns: true })).officer;
        await writeCheckpoints(house);
      });
      await this.#mark('there');
    } finally {
      await house.database.close();
    }
  }

  // Invented people belong to invented data: never in operation, never where somebody named the real BundID.
  #hasTestBundid(): boolean {
    return this.#installation.demo !== 'none' && process.env['ALLMENDE_ENV'] !== 'production' && !process.env['ALLMENDE_BUNDID_METADATA'];
  }

  #testBundid(): Readonly<Record<string, string>> {
    return this.#hasTestBundid() ? { ALLMENDE_BUNDID_METADATA: path.join(path.resolve(this.#plan.dataDir), 'test-bundid', 'metadata.xml') } : {};
  }

  #keep(name: ProcessName, env: Readonly<Record<string, string>>, nodeOptions: readonly string[] = []): Promise<void> {
    if (this.#stopping) return Promise.resolve();
    const child = keepChild({
      name, file: mainOf(name), env: () => env, nodeOptions, ahead: name === 'web' ? this.#webAhead : undefined, ...(name === 'gateway' ? { cwd: REPOSITORY } : {}),
      onStart: (which, pid) => this.#note(which, pid),
      onRestart: (which, reason) => console.log(`  ! ${which} wird neu gestartet (${reason})`),
    });
    child.ready.catch(() => undefined);
    this.#children.push(child);
    return child.ready;
  }

  async #childrenReady(): Promise<void> {
    await this.#others;
    await Promise.all(this.#children.map((child) => child.ready));
  }

  async #greet(): Promise<void> {
    const accounts = await readAccounts(this.#plan.dataDir);
    if (accounts.length > 0) printAccounts(accounts);
    else console.log('Das erste Konto legen Sie so an: ./allmende operator create --email … --name …\n');
    if (this.#plan.empty && this.#installation.demo !== 'none') console.log('Hier stehen Beispieldaten vom ersten Start; --empty wirkt nur in einem neuen Ordner.\n');
    console.log('Beenden mit Strg-C.');
  }

  // Making keys takes seconds of the whole machine: whoever has just started looks at pages first.
  async #seedLater(config: Config, officer: DemoPerson): Promise<void> {
    const isOver = await sleep(SEED_LATER_MS, false, { signal: this.#ending.signal }).catch(() => true);
    if (isOver) return;
    const { openPlatform, seedFitConnect } = await this.#work();
    const house = openPlatform(config, 'operator');
    try {
      await seedFitConnect(house, officer);
      console.log('  ✓ FIT-Connect zum Ausprobieren: Heilbronn empfängt und kann senden');
    } catch (error) {
      if (!this.#stopping) console.error(`  ! FIT-Connect ließ sich nicht zum Ausprobieren einrichten: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      await house.database.close();
    }
  }

  async #mark(demo: Installation['demo']): Promise<void> {
    this.#installation = { ...this.#installation, demo };
    await saveInstallation(this.#plan.dataDir, this.#installation);
  }

  #note(name: string, pid: number): void {
    this.#run.children = { ...this.#run.children, [name]: pid };
    this.#write().catch((error: unknown) => console.error(`  ! ${error instanceof Error ? error.message : String(error)}`));
  }

  #write(): Promise<void> {
    this.#written = this.#written.catch(() => undefined).then(() => (this.#stopping ? undefined : writeRunFile(this.#plan.dataDir, this.#run)));
    return this.#written;
  }
}

type ProcessName = 'web' | 'worker' | 'gateway' | 'fit-connect' | 'test-bundid';

function mainOf(name: ProcessName): string {
  return path.join(REPOSITORY, 'processes', name, 'main.ts');
}
