import { execFile } from 'node:child_process';
import { access, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const house = join(import.meta.dirname, '..');

/** A browser's program and the variables it needs. */
export type Chromium = { readonly program: string; readonly environment: Readonly<Record<string, string>> };

/**
 * Finds the browser of the journeys.
 * That is the Chromium of the package `@sparticuz/chromium`, unpacked once into `node_modules/.cache`, so that every machine sees the same pages.
 * `ALLMENDE_CHROMIUM` names another one, for example `/usr/bin/chromium`.
 */
export async function findChromium(): Promise<Chromium> {
  const chosen = process.env['ALLMENDE_CHROMIUM'];
  if (chosen !== undefined && chosen !== '') return { program: chosen, environment: {} };
  const manifest = JSON.parse(await readFile(join(import.meta.dirname, 'node_modules/@sparticuz/chromium/package.json'), 'utf8')) as { version: string };
  const cache = join(house, 'node_modules/.cache');
  const folder = join(cache, `chromium-${manifest.version}`);
  if (!(await exists(join(folder, 'chromium')))) await unpackInto(cache, folder);
  return { program: join(folder, 'chromium'), environment: { FONTCONFIG_FILE: await writeFontConfiguration(folder) } };
}

// This Chromium ends itself at the first form field when no font is to be found; the package brings one along,
// but looks for it where it is never unpacked.
async function writeFontConfiguration(folder: string): Promise<string> {
  const path = join(folder, 'fonts.conf');
  const directories = [join(folder, 'fonts'), '/usr/share/fonts'].map((directory) => `<dir>${directory}</dir>`).join('');
  const text = `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${directories}<cachedir>${join(folder, 'font-cache')}</cachedir></fontconfig>\n`;
  const unfinished = `${path}.${process.pid}`;
  await writeFile(unfinished, text);
  await rename(unfinished, path);
  return path;
}

// Another process may unpack at the same time: the finished folder appears at once or not at all.
async function unpackInto(cache: string, folder: string): Promise<void> {
  await mkdir(cache, { recursive: true });
  const unfinished = await mkdtemp(join(cache, 'chromium-unfinished-'));
  try {
    await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'unpack-chromium.ts')], { env: { ...process.env, TMPDIR: unfinished } });
    await rename(unfinished, folder);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (!(await exists(join(folder, 'chromium')))) throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
