import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { UnusableConfig } from '@allmende/config';

/** The folder of the repository. */
export const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));

/** The options that commands share. */
export type CommonOptions = { readonly dataDir: string; readonly json: boolean; readonly values: Readonly<Record<string, string | boolean | undefined>>; readonly positionals: readonly string[] };

/** Reads a command's arguments; unknown options are refused with the way to help. */
export function readOptions(args: readonly string[], extra: Readonly<Record<string, 'string' | 'boolean'>> = {}): CommonOptions {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { 'data-dir': { type: 'string' }, json: { type: 'boolean' }, ...Object.fromEntries(Object.entries(extra).map(([name, type]) => [name, { type }])) },
    });
    const given = values as Record<string, string | boolean | undefined>;
    const dataDir = path.resolve(typeof given['data-dir'] === 'string' ? given['data-dir'] : path.join(REPOSITORY, '.local'));
    return { dataDir, json: given['json'] === true, values: given, positionals };
  } catch (error) {
    throw new UnusableConfig('Aufruf', `${error instanceof Error ? error.message : String(error)} Hilfe: ./allmende <Befehl> --help`);
  }
}
