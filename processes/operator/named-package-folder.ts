import { existsSync, statSync } from 'node:fs';
import { UnusableConfig } from '@allmende/config';

/** The folder of a service package that a command was called with; throws UnusableConfig when none was named or it is not there. */
export function namedPackageFolder(positionals: readonly string[], command: string): string {
  const [folder] = positionals;
  if (folder === undefined) throw new UnusableConfig('Aufruf', `Nennen Sie den Ordner des Leistungspakets: ./allmende service ${command} efa/hundesteuer`);
  if (!isFolder(folder)) throw new UnusableConfig('Aufruf', `Den Ordner ${folder} gibt es nicht.`);
  return folder;
}

/** Whether there is a folder of this name. */
export function isFolder(name: string): boolean {
  return existsSync(name) && statSync(name).isDirectory();
}
