import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** A small house in a temporary folder, for planting what the walls must refuse. */
export type PlantedHouse = { readonly root: string; [Symbol.asyncDispose](): Promise<void> };

const rooms = ['kernel/database', 'kernel/errors', 'kernel/identity', 'platform/register', 'apps/cases', 'apps/mailbox', 'processes/web', 'tools/bench', 'e2e'];
const npmPackages = ['kysely', 'pg', 'typebox', 'undici', 'fastify'];

/** Builds a house of empty rooms that obeys every rule, then writes the given files over it (path → text). */
export async function plantHouse(files: Readonly<Record<string, string>>): Promise<PlantedHouse> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'allmende-walls-')));
  await mkdir(join(root, 'node_modules/@allmende'), { recursive: true });
  for (const room of rooms) {
    const name = `@allmende/${basename(room)}`;
    const exports = { '.': './index.ts', './module': './module.ts', './testing': './testing/index.ts' };
    await write(root, `${room}/package.json`, JSON.stringify({ name, type: 'module', exports }));
    await write(root, `${room}/index.ts`, "export const here = 'index';\n");
    await write(root, `${room}/module.ts`, "export const here = 'module';\n");
    await write(root, `${room}/testing/index.ts`, "export const here = 'testing';\n");
    await symlink(join(root, room), join(root, 'node_modules', name));
  }
  for (const name of npmPackages) {
    await write(root, `node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', type: 'module', exports: './index.js' }));
    await write(root, `node_modules/${name}/index.js`, 'export const here = 1;\n');
  }
  for (const [path, text] of Object.entries(files)) await write(root, path, text);
  return { root, [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }) };
}

async function write(root: string, path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}
