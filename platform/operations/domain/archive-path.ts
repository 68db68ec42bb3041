const KIND = /^[a-z][a-z0-9-]{0,60}$/u;
const RECORDS = /^(?:data\/[a-z][a-z0-9-]{0,60}\.json|schema\/[a-z][a-z0-9-]{0,60}\.schema\.json)$/u;
const LONGEST = 400;
// Control characters, and what some file system takes for a separator or refuses.
const FORBIDDEN = /[\u0000-\u001f\u007f\\:*?"<>|]/u;

/** Whether a text names a kind of records: `application`, `case-file`. */
export function isKind(text: string): boolean {
  return KIND.test(text);
}

/** Whether a path may stand in an archive beside its manifest: records, schemas, and files that stay below `files/` on every system. */
export function isArchivePath(path: string): boolean {
  if (RECORDS.test(path)) return true;
  if (!path.startsWith('files/') || path.length > LONGEST || FORBIDDEN.test(path) || !path.isWellFormed() || path !== path.normalize('NFC')) return false;
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..' && !part.endsWith(' ') && !part.endsWith('.'));
}
