import { DomainError } from '@allmende/errors';

const REMEDIES: Readonly<Record<string, string>> = {
  EACCES: 'Dieser Benutzer darf hier nicht lesen oder schreiben.',
  EPERM: 'Dieser Benutzer darf das nicht.',
  EROFS: 'Dieser Datenträger kann nur gelesen werden.',
  ENOSPC: 'Der Datenträger ist voll.',
  EDQUOT: 'Der zugeteilte Speicherplatz ist aufgebraucht.',
  ENOENT: 'Diese Datei oder diesen Ordner gibt es nicht.',
  ENOTDIR: 'Hier ist eine Datei, wo ein Ordner sein muss.',
  EEXIST: 'Hier ist eine Datei, wo ein Ordner sein muss.',
  EISDIR: 'Hier ist ein Ordner, wo eine Datei sein muss.',
  EMFILE: 'Es sind zu viele Dateien offen (ulimit -n).',
  ECONNREFUSED: 'Dort antwortet niemand. Läuft die Datenbank?',
  '53100': 'Der Datenträger der Datenbank ist voll.',
  '53200': 'Die Datenbank hat keinen Arbeitsspeicher mehr.',
  '53300': 'Die Datenbank nimmt keine weiteren Verbindungen an.',
  '57P01': 'Die Datenbank wurde beendet.',
  '57P03': 'Die Datenbank startet gerade oder wird beendet.',
  '42501': 'Dem Datenbankbenutzer fehlt ein Recht.',
  '28P01': 'Die Datenbank kennt diesen Benutzer oder dieses Kennwort nicht.',
};

/** What went wrong, for the person at the terminal: our refusals and the machine's in words, faults with their trace. */
export function explain(error: unknown): string {
  if (error instanceof DomainError) return [`${error.message} [${error.code}]`, ...error.fields.map((field) => `  ${field.pointer}: ${field.message}`)].join('\n');
  const { code, path } = (error ?? {}) as { code?: unknown; path?: unknown };
  const remedy = typeof code === 'string' ? REMEDIES[code] : undefined;
  if (remedy !== undefined && error instanceof Error) return `${typeof path === 'string' ? `${path}: ` : ''}${remedy} (${error.message || String(code)})`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
