import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { UnusableConfig } from '@allmende/config';

/** The folder of the repository. */
export const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));

/** The options that commands share. */
export type CommonOptions = { readonly dataDir: string; readonly json: boolean; readonly values: Readonly<Record<string, string | boolean | undefined>>; readonly positionals: readonly string[] };

/** Reads a command's arguments; unknown options and more than `words` words beside them are refused with the way to help. */
export function readOptions(args: readonly string[], extra: Readonly<Record<string, 'string' | 'boolean'>> = {}, words = 0): CommonOptions {
  const { values, positionals } = parse(args, extra);
  const tooMuch = positionals[words];
  if (tooMuch !== undefined) throw new UnusableConfig('Aufruf', `„${tooMuch}“ ist hier zu viel. ${HELP}`);
  const dataDir = path.resolve(typeof values['data-dir'] === 'string' ? values['data-dir'] : path.join(REPOSITORY, '.local'));
  return { dataDir, json: values['json'] === true, values, positionals };
}

const HELP = 'Hilfe: ./allmende <Befehl> --help';

function parse(args: readonly string[], extra: Readonly<Record<string, 'string' | 'boolean'>>): { values: Readonly<Record<string, string | boolean | undefined>>; positionals: readonly string[] } {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { 'data-dir': { type: 'string' }, json: { type: 'boolean' }, ...Object.fromEntries(Object.entries(extra).map(([name, type]) => [name, { type }])) },
    });
  } catch (error) {
    throw new UnusableConfig('Aufruf', `${refusal(error)} ${HELP}`);
  }
}

function refusal(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const option = /'(-[^\s',]+)/u.exec(message)?.[1] ?? '';
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return `Die Option ${option} gibt es hier nicht.`;
  if (code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') return message.includes('does not take') ? `Die Option ${option} nimmt keinen Wert.` : `Zur Option ${option} fehlt der Wert.`;
  return message;
}
