import { readFile } from 'node:fs/promises';
import { findPackageJSON, stripTypeScriptTypes } from 'node:module';
import { dirname, join, parse } from 'node:path';
import { pathToFileURL } from 'node:url';

/** One module of a page's script with everything it imports. */
export type ModuleFile = { readonly name: string; readonly text: string; readonly imports: readonly { readonly specifier: string; readonly file: string }[]; readonly file: string };

type PackageFile = { readonly name: string; readonly version: string; readonly license?: string; readonly exports?: unknown };

const IMPORT = /^((?:import|export)\b[^'";]*?from\s*)(["'])([^"']+)\2/gmu;
const LICENCES = ['LICENSE', 'LICENSE.md', 'LICENSE-MIT'];

/**
 * Reads a module and all that it imports, those without imports first, so that each can be stored under a name that holds its hash before others name it. TypeScript is stripped. The licence of a
 * package stands before the first of its files. Throws on modules that need each other.
 */
export async function moduleGraph(entry: string): Promise<readonly ModuleFile[]> {
  const done = new Map<string, ModuleFile>();
  const open = new Set<string>();
  const licensed = new Set<string>();
  const visit = async (file: string): Promise<void> => {
    if (done.has(file)) return;
    if (open.has(file)) throw new Error(`modules need each other: ${file}`);
    open.add(file);
    const source = await readFile(file, 'utf8');
    const text = file.endsWith('.ts') ? stripTypeScriptTypes(source) : source.replace(/\n?\/\/# sourceMappingURL=.*\s*$/u, '\n');
    const imports = await Promise.all([...text.matchAll(IMPORT)].map(async ([, , , specifier = '']) => ({ specifier, file: await resolve(specifier, file) })));
    for (const one of imports) await visit(one.file);
    done.set(file, { name: parse(file).name, file, text: `${await licenceOf(file, licensed)}${text}`, imports });
  };
  await visit(entry);
  return [...done.values()];
}

/** The text of a module with its imports replaced. */
export function withImports({ text }: ModuleFile, addressOf: (specifier: string) => string): string {
  return text.replaceAll(IMPORT, (_whole, before: string, quote: string, specifier: string) => `${before}${quote}${addressOf(specifier)}${quote}`);
}

async function resolve(specifier: string, from: string): Promise<string> {
  if (specifier.startsWith('.')) return join(dirname(from), specifier);
  const manifest = findPackageJSON(specifier, pathToFileURL(from));
  if (manifest === undefined) throw new Error(`${specifier} is not installed`);
  const { name, exports } = JSON.parse(await readFile(manifest, 'utf8')) as PackageFile;
  const target = exported(exports, `.${specifier.slice(name.length)}`);
  if (target === undefined) throw new Error(`${name} exports no ${specifier} for browsers`);
  return join(dirname(manifest), target);
}

// What a browser would get: Node's own conditions are left out.
function exported(exports: unknown, path: string): string | undefined {
  if (typeof exports !== 'object' || exports === null) return undefined;
  for (const [key, value] of Object.entries(exports)) {
    if (key === path) return chosen(value);
    const [before = '', after] = key.split('*');
    if (after !== undefined && path.startsWith(before) && path.endsWith(after)) return chosen(value)?.replace('*', path.slice(before.length, path.length - after.length));
  }
  return undefined;
}

function chosen(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [condition, inner] of Object.entries(value)) if (['browser', 'import', 'default'].includes(condition)) return chosen(inner);
  return undefined;
}

async function licenceOf(file: string, licensed: Set<string>): Promise<string> {
  // Packages hold further manifests inside, so the nearest one is not always the package's.
  const folder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/u.exec(file)?.[0];
  if (folder === undefined || file.endsWith('.ts') || licensed.has(folder)) return '';
  licensed.add(folder);
  const { name, version, license = '' } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as PackageFile;
  for (const one of LICENCES) {
    const text = await readFile(join(folder, one), 'utf8').catch(() => undefined);
    if (text !== undefined) return `/*\n${name} ${version}, ${license}\n\n${text.trim().replaceAll('*/', '* /')}\n*/\n`;
  }
  throw new Error(`${name} has no licence text`);
}
