import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { readConfig, UnusableConfig, type Config } from '@allmende/config';
import { freePort, migrate, ROLES, type RolePasswords } from '@allmende/database';
import { buildAssets } from '@allmende/html';
import { allMigrations, openOperations, openPlatform } from '@allmende/process-wiring';
import { readAccounts } from '../demo/account-file.ts';
import { seedDemo } from '../demo/seed-demo.ts';
import { prepareData } from '../prepare-data.ts';
import { REPOSITORY, readOptions } from '../options.ts';
import { printSteps } from '../output/steps.ts';
import { keepChild, type KeptChild } from '../supervision/child.ts';
import { openDatabaseServer, type DatabaseServer } from '../supervision/database-server.ts';
import { openInstallation } from '../supervision/installation.ts';
import { readRunFile, removeRunFile, writeRunFile, type RunFile } from '../supervision/run-file.ts';

/** Starts everything, stays until Ctrl-C, stops everything. */
export async function up(args: readonly string[]): Promise<number> {
  const started = performance.now();
  const { dataDir, values } = readOptions(args, { port: 'string', empty: 'boolean', host: 'string' });
  const running = await readRunFile(dataDir);
  if (running) {
    console.log(`Allmende läuft schon: ${running.address} (Prozess ${running.pid}). Eine zweite Plattform braucht einen eigenen Ordner: --data-dir.`);
    return 1;
  }
  const production = process.env['ALLMENDE_ENV'] === 'production';
  if (production && !process.env['ALLMENDE_SECRET']) throw new UnusableConfig('ALLMENDE_SECRET', 'fehlt: setzen Sie mindestens 32 zufällige Zeichen');

  const steps = printSteps();
  const children: KeptChild[] = [];
  let database: DatabaseServer | undefined;
  let config: Config | undefined;
  const stopAll = async () => {
    for (const child of children.toReversed()) await child.stop();
    if (config) await openOperations().stopPrograms({ config });
    await database?.stop();
    await removeRunFile(dataDir);
  };
  const stopRequested = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });

  try {
    console.log('Allmende startet');
    const installation = await openInstallation(dataDir);
    const server = await steps.run('Datenbank', () => openDatabaseServer(dataDir, (reason) => console.log(`  ! Die Datenbank wird neu gestartet (${reason})`)), (opened) => (opened.kind === 'embedded' ? `PostgreSQL ${opened.version}, eingebettet` : `PostgreSQL ${opened.version}, eigene`));
    database = server;
    await steps.run('Tabellen', () => migrate(server.ownerUrl, allMigrations, installation.passwords), (ran) => (ran.length === 0 ? 'auf dem neuesten Stand' : `${ran.length} Schritte`));
    await steps.run('Aussehen', () => buildAssets());

    const port = typeof values['port'] === 'string' ? Number(values['port']) : Number(process.env['ALLMENDE_PORT'] ?? (await firstFreePort(8080)));
    const env = environment({ dataDir, port, host: typeof values['host'] === 'string' ? values['host'] : undefined, ownerUrl: server.ownerUrl, passwords: installation.passwords, secret: installation.secret });
    config = readConfig({ ...process.env, ...env });
    await fill(config, dataDir, { production, empty: values['empty'] === true, steps });

    const run: { -readonly [Key in keyof RunFile]: RunFile[Key] } = {
      pid: process.pid, address: config.publicAddress, version: await version(), database: { kind: server.kind, version: server.version }, env, children: {}, ready: false,
    };
    let written = Promise.resolve();
    const write = () => (written = written.then(() => writeRunFile(dataDir, run)));
    const note = (name: string, pid: number) => { run.children = { ...run.children, [name]: pid }; void write(); };
    const keep = (name: string, file: string) => keepChild({
      name, file: path.join(REPOSITORY, file), env: () => env, onStart: note,
      onRestart: (which, reason) => console.log(`  ! ${which} wird neu gestartet (${reason})`),
    });
    if (server.pid() !== undefined) note('database', server.pid() ?? 0);
    children.push(...(await steps.run('Web und Worker', () => Promise.all([keep('worker', 'processes/worker/main.ts'), keep('web', 'processes/web/main.ts')]))));
    run.ready = true;
    await write();

    console.log(`\nAllmende ist bereit nach ${((performance.now() - started) / 1000).toFixed(1).replace('.', ',')} s\n\n  ${config.publicAddress}\n`);
    await printAccounts(dataDir);
    console.log('Beenden mit Strg-C.');
    await stopRequested;
    console.log('\nAllmende wird beendet …');
    await stopAll();
    console.log('Beendet. Alle Daten bleiben erhalten.');
    return 0;
  } catch (error) {
    await stopAll();
    throw error;
  }
}

async function fill(config: Config, dataDir: string, options: { production: boolean; empty: boolean; steps: ReturnType<typeof printSteps> }): Promise<void> {
  const house = openPlatform(config, 'operator');
  try {
    await prepareData(house, options.steps);
    const wantsDemo = !options.production && !options.empty && !existsSync(path.join(dataDir, 'demo-accounts.json'));
    if (wantsDemo) await options.steps.run('Beispieldaten', () => seedDemo(house, dataDir));
  } finally {
    await house.database.close();
  }
}

function environment(given: { dataDir: string; port: number; host: string | undefined; ownerUrl: string; passwords: RolePasswords; secret: string }): Record<string, string> {
  const as = (key: keyof RolePasswords) => {
    const url = new URL(given.ownerUrl);
    url.username = ROLES[key];
    url.password = given.passwords[key];
    return url.href;
  };
  return {
    ALLMENDE_DATA_DIR: given.dataDir,
    ALLMENDE_PORT: String(given.port),
    ALLMENDE_PUBLIC_ADDRESS: process.env['ALLMENDE_PUBLIC_ADDRESS'] ?? `http://localhost:${given.port}`,
    ALLMENDE_SECRET: process.env['ALLMENDE_SECRET'] ?? given.secret,
    ALLMENDE_DATABASE_APP_URL: as('app'),
    ALLMENDE_DATABASE_PLATFORM_URL: as('platform'),
    ALLMENDE_DATABASE_JOBS_URL: as('jobs'),
    ALLMENDE_LOG_LEVEL: process.env['ALLMENDE_LOG_LEVEL'] ?? (process.stdout.isTTY ? 'warn' : 'info'),
    ...(given.host === undefined ? {} : { ALLMENDE_HOST: given.host }),
  };
}

async function firstFreePort(wanted: number): Promise<number> {
  return (await isFree(wanted)) ? wanted : freePort();
}

async function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

async function version(): Promise<string> {
  return (JSON.parse(await readFile(path.join(REPOSITORY, 'package.json'), 'utf8')) as { version: string }).version;
}

async function printAccounts(dataDir: string): Promise<void> {
  const accounts = await readAccounts(dataDir);
  if (accounts.length === 0) return;
  console.log('Beispielkonten (anmelden unter /sign-in):');
  const width = { role: Math.max(...accounts.map((one) => one.role.length)), authority: Math.max(...accounts.map((one) => one.authority.length)), email: Math.max(...accounts.map((one) => one.email.length)) };
  for (const one of accounts) console.log(`  ${one.role.padEnd(width.role)}  ${one.authority.padEnd(width.authority)}  ${one.email.padEnd(width.email)}  ${one.password}`);
  console.log('');
}
