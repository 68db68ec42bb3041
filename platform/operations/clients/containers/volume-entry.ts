import { createHash } from 'node:crypto';
import { Type, type Static } from 'typebox';
import { isArchivePath } from '../../domain/archive-path.ts';

/** What an archive says of one thing in a volume beside its content, so that it comes back as it was. */
export const VolumeEntry = Type.Object({
  volume: Type.String(),
  /** Below the volume, as the file system has it; not UTF-8 is refused. */
  path: Type.String({ minLength: 1 }),
  kind: Type.Union([Type.Literal('file'), Type.Literal('folder'), Type.Literal('link')]),
  /** Permissions as four octal digits; setuid and setgid are dropped. */
  mode: Type.String({ pattern: '^[0-7]{4}$' }),
  /** Only when it is not the user of the component that the volume belongs to. */
  owner: Type.Optional(Type.Object({ user: Type.Integer({ minimum: 0 }), group: Type.Integer({ minimum: 0 }) })),
  /** Seconds since 1970; only of files. */
  changed: Type.Optional(Type.Integer()),
  /** Where the content of a file lies in the archive. */
  file: Type.Optional(Type.String()),
  /** Target of a link, never followed. */
  target: Type.Optional(Type.String()),
});
export type VolumeEntry = Static<typeof VolumeEntry>;

/** The kind under which an archive keeps them. */
export const VOLUME_ENTRY = 'volume-entry';

/**
 * Where a file of a volume lies in an archive: `files/volumes/<volume>/<path>`, readable for people. A name that some file system could not take is written with a hash in place of what is wrong with it;
 * `taken` are the paths that exist, without regard to case.
 */
export function archivePathOf(volume: string, path: string, taken: ReadonlySet<string>): string {
  const plain = `files/volumes/${volume}/${path}`;
  if (isArchivePath(plain) && !taken.has(plain.toLowerCase())) return plain;
  const name = path.split('/').at(-1) ?? '';
  const readable = name.normalize('NFC').replaceAll(/[^\p{L}\p{N}._-]/gu, '_').slice(0, 80).replaceAll(/^\.+|\.+$/gu, '');
  return `files/volumes/${volume}/~${createHash('sha256').update(path).digest('hex').slice(0, 24)}-${readable || 'datei'}`;
}

/** Whether a path of a volume is one of the excluded or lies below one. */
export function isExcluded(path: string, exclude: readonly string[]): boolean {
  return exclude.some((one) => path === trimmed(one) || path.startsWith(`${trimmed(one)}/`));
}

function trimmed(path: string): string {
  return path.replace(/\/+$/u, '');
}
