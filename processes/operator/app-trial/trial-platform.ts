import { spawn } from 'node:child_process';
import { chmod, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { NotTryable } from '@allmende/app-packages';
import { readConfig } from '@allmende/config';
import { freePort } from '@allmende/database';
import type { House } from '@allmende/house';
import { openPlatform } from '@allmende/process-wiring';
import { forgetHalfStart } from '../supervision/installation.ts';
import { readRunFile } from '../supervision/run-file.ts';
import { foreignEnvironment } from './app-folder.ts';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));
const START_MS = 240_000;
const STOP_MS = 30_000;

/** A whole platform of its own, without demo data, for the time of a trial. */
export type TrialPlatform = { readonly house: House; readonly address: string; stop(): Promise<void>; /** After `stop`: closes the house and deletes what the platform kept outside its folder. */ forget(): Promise<void> };

/** Starts `./allmende up` in a folder that it may fill, on free ports. Throws NotTryable when it does not come up. */
export async function startTrialPlatform(folder: string): Promise<TrialPlatform> {
  const dataDir = path.join(folder, 'platform');
  await mkdir(dataDir, { recursive: true });
  // PostgreSQL may run as another user, who has to pass through.
  for (const one of [folder, dataDir]) await chmod(one, 0o755);
  // What the operator has set for a platform must not reach this one.
  const env = { ...foreignEnvironment(), ALLMENDE_LOG_LEVEL: 'silent', ALLMENDE_APPS_SIGN_IN_PORT: String(await freePort()) };
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN, 'up', '--empty', '--port', '0', '--data-dir', dataDir], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [output, ended] = ['', false];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => { output = `${output}${part.toString()}`.slice(-4_000); });
  const exited = new Promise<void>((resolve) => { for (const event of ['exit', 'error'] as const) child.once(event, () => { ended = true; resolve(); }); });
  const lastResort = () => child.kill('SIGTERM');
  process.once('exit', lastResort);
  const stop = async () => {
    if (!ended) child.kill('SIGINT');
    await Promise.race([exited, sleep(STOP_MS, undefined, { ref: false })]);
    if (!ended) child.kill('SIGKILL');
    process.off('exit', lastResort);
  };
  for (const deadline = performance.now() + START_MS; ; await sleep(200)) {
    const run = await readRunFile(dataDir);
    if (run?.ready) {
      const house = openPlatform(readConfig({ ...env, ...run.env }), 'operator');
      return { house, address: run.address, stop, forget: async () => { await house.database.close(); await forgetHalfStart(dataDir); } };
    }
    if (!ended && performance.now() < deadline) continue;
    await stop();
    await forgetHalfStart(dataDir);
    throw new NotTryable(`Eine Plattform zum Erproben kam hier nicht hoch:\n${output.trim()}`);
  }
}
