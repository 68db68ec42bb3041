import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { extract, pack } from 'tar-stream';
import type { AppPackage, RunnablePackage } from '@allmende/app-packages';
import type { ArchiveReader, ArchiveWriter } from '../../domain/archive.ts';
import { RuntimeUnable, UnusableArchive } from '../../domain/errors.ts';
import { archivePathOf, isExcluded, VOLUME_ENTRY, VolumeEntry } from './volume-entry.ts';

const MINUTES_MS = 10 * 60_000;

/** Reads and fills volumes as tar streams, which is what podman speaks as root and without. */
export type VolumeDoor = { read(volume: string): Promise<Buffer>; fill(volume: string, tar: Buffer): Promise<void> };

/** How long reading or filling one volume may take. */
export const VOLUME_MS = MINUTES_MS;

/**
 * Writes all volumes that the package wants saved into the archive, in an order that is always the same; `asTheyLie` also those of databases, for which else their dumps stand. Refuses devices; sockets and pipes belong to
 * running programs and are left out.
 */
export async function saveVolumes(app: RunnablePackage, read: VolumeDoor['read'], to: ArchiveWriter, asTheyLie: boolean): Promise<void> {
  const entries: VolumeEntry[] = [];
  const taken = new Set<string>();
  for (const volume of (app.volumes ?? []).filter((one) => one.backup || (asTheyLie && isRaw(app, one.name))).toSorted((one, other) => (one.name < other.name ? -1 : 1))) {
    const found = await readTar(await read(volume.name), volume.name);
    for (const { content, ...entry } of found.filter(({ path }) => !isExcluded(path, volume.exclude ?? []))) {
      const user = userOf(app, volume.name);
      const { owner, ...rest } = entry;
      const kept: VolumeEntry = { volume: volume.name, ...rest, ...(owner.user === user && owner.group === user ? {} : { owner }) };
      if (entry.kind !== 'file') {
        entries.push(kept);
        continue;
      }
      const file = archivePathOf(volume.name, entry.path, taken);
      taken.add(file.toLowerCase());
      to.addFile(file, content);
      entries.push({ ...kept, file });
    }
  }
  to.addRecords(VOLUME_ENTRY, VolumeEntry, entries);
}

/** The contents of a package's saved volumes out of an archive, as tar files by volume. A volume that the package does not know any more is refused: its data would be lost without a word. */
export async function volumesOf(app: RunnablePackage, from: ArchiveReader): Promise<ReadonlyMap<string, Buffer>> {
  const entries = from.records(VOLUME_ENTRY, VolumeEntry);
  const known = new Set((app.volumes ?? []).filter(({ backup, name }) => backup || isRaw(app, name)).map(({ name }) => name));
  const unknown = entries.find(({ volume }) => !known.has(volume));
  if (unknown) throw new UnusableArchive(`Version ${app.version} der Anwendung hat keinen Speicher „${unknown.volume}“ mehr.`);
  const tars = new Map<string, Buffer>();
  for (const volume of known) tars.set(volume, await tarOf(app, volume, entries.filter((entry) => entry.volume === volume), from));
  return tars;
}

function isRaw({ managed }: RunnablePackage, volume: string): boolean {
  return managed?.raw.includes(volume) ?? false;
}

/** The user whose component mounts a volume first: it owns it. */
export function userOf(app: AppPackage, volume: string): number {
  const mounting = app.components.filter((component) => component.mounts?.some((mount) => mount.volume === volume));
  const writing = mounting.find((component) => component.mounts?.some((mount) => mount.volume === volume && !mount.readOnly));
  return (writing ?? mounting[0] ?? app.components[0])?.user ?? 1000;
}

type Read = Omit<VolumeEntry, 'volume' | 'owner' | 'file'> & { readonly owner: { readonly user: number; readonly group: number }; readonly content: Buffer };

async function readTar(tar: Buffer, volume: string): Promise<Read[]> {
  const found = new Map<string, Read>();
  const reading = extract();
  Readable.from([tar]).pipe(reading);
  for await (const entry of reading) {
    const { header } = entry;
    const path = header.name.replace(/^\.?\//u, '').replace(/\/$/u, '');
    const content = await buffer(entry);
    if (path === '' || path === '.') continue;
    if (path.includes('\uFFFD')) throw new RuntimeUnable(`Im Speicher „${volume}“ liegt eine Datei, deren Name nicht in UTF-8 geschrieben ist. Sie kann nicht gesichert werden.`);
    const base = { path, mode: ((header.mode ?? 0) & 0o1777).toString(8).padStart(4, '0'), owner: { user: header.uid ?? 0, group: header.gid ?? 0 } };
    switch (header.type) {
      case 'directory': found.set(path, { ...base, kind: 'folder', content: Buffer.alloc(0) }); break;
      case 'symlink': found.set(path, { ...base, kind: 'link', mode: '0777', target: header.linkname ?? '', content: Buffer.alloc(0) }); break;
      case 'file': case 'contiguous-file': found.set(path, { ...base, kind: 'file', changed: Math.floor((header.mtime?.getTime() ?? 0) / 1000), content }); break;
      // A second name for a file is saved as a file of its own.
      case 'link': {
        const first = found.get((header.linkname ?? '').replace(/^\.?\//u, ''));
        if (!first) throw new RuntimeUnable(`Im Speicher „${volume}“ zeigt ein Verweis ins Leere.`);
        found.set(path, { ...first, path });
        break;
      }
      case 'fifo': break;
      default: throw new RuntimeUnable(`Im Speicher „${volume}“ liegt etwas anderes als Dateien, Ordner und Verknüpfungen. Das kann nicht gesichert werden.`);
    }
  }
  return [...found.values()].toSorted((one, other) => (one.path < other.path ? -1 : 1));
}

async function tarOf(app: AppPackage, volume: string, entries: readonly VolumeEntry[], from: ArchiveReader): Promise<Buffer> {
  const user = userOf(app, volume);
  const links = new Set(entries.filter(({ kind }) => kind === 'link').map(({ path }) => path));
  const tar = pack();
  const written = buffer(tar);
  tar.entry({ name: './', type: 'directory', mode: 0o755, uid: user, gid: user });
  for (const entry of entries.toSorted((one, other) => (one.path < other.path ? -1 : 1))) {
    const parts = entry.path.split('/');
    if (parts.some((part) => part === '' || part === '.' || part === '..') || parts.some((_, index) => index > 0 && links.has(parts.slice(0, index).join('/')))) {
      throw new UnusableArchive('Ein Pfad führt aus dem Speicher hinaus.');
    }
    const { user: uid, group: gid } = entry.owner ?? { user, group: user };
    const header = { mode: Number.parseInt(entry.mode, 8), uid, gid, mtime: new Date((entry.changed ?? 0) * 1000) };
    if (entry.kind === 'folder') tar.entry({ ...header, name: `./${entry.path}/`, type: 'directory' });
    else if (entry.kind === 'link') tar.entry({ ...header, name: `./${entry.path}`, type: 'symlink', linkname: entry.target ?? '' });
    else tar.entry({ ...header, name: `./${entry.path}` }, Buffer.from(from.file(entry.file ?? '')));
  }
  tar.finalize();
  return written;
}
