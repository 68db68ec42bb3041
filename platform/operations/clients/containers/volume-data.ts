import { buffer } from 'node:stream/consumers';
import { type Header, type Pack, pack } from 'tar-stream';
import type { AppPackage, RunnablePackage } from '@allmende/app-packages';
import type { ArchiveReader, ArchiveWriter } from '../../domain/archive.ts';
import { RuntimeUnable, UnusableArchive } from '../../domain/errors.ts';
import { tarEntries } from './tar-entries.ts';
import { archivePathOf, isExcluded, VOLUME_ENTRY, VolumeEntry } from './volume-entry.ts';

const VOLUME_HOURS = 6;
const WHOLE_BYTES = 16 * 1024 ** 2;

/** Reads volumes as tar streams, which is what podman speaks as root and without; in any order of its entries only when it is a whole in memory. May be asked twice for one volume. */
export type VolumeDoor = { read(volume: string): Promise<Uint8Array | AsyncIterable<Uint8Array>> };

/** How long reading or filling one volume may take: some hundred gigabytes. */
export const VOLUME_MS = VOLUME_HOURS * 3_600_000;

/**
 * Writes all volumes that the package wants saved into the archive, piece by piece; `asTheyLie` also those of databases, for which else their dumps stand. What is saved twice is the same twice. Refuses devices; sockets
 * and pipes belong to running programs and are left out. In memory is what an archive says of each file, not the files.
 */
export async function saveVolumes(app: RunnablePackage, read: VolumeDoor['read'], to: ArchiveWriter, asTheyLie: boolean): Promise<void> {
  const entries: VolumeEntry[] = [];
  for (const volume of (app.volumes ?? []).filter((one) => one.backup || (asTheyLie && isRaw(app, one.name))).toSorted((one, other) => (one.name < other.name ? -1 : 1))) {
    entries.push(...await saveVolume({ volume: volume.name, user: userOf(app, volume.name), exclude: volume.exclude ?? [] }, () => read(volume.name), to));
  }
  await to.addRecords(VOLUME_ENTRY, VolumeEntry, entries);
}

async function saveVolume({ volume, user, exclude }: { readonly volume: string; readonly user: number; readonly exclude: readonly string[] }, read: () => ReturnType<VolumeDoor['read']>, to: ArchiveWriter): Promise<VolumeEntry[]> {
  const source = await read();
  const entries: VolumeEntry[] = [];
  const taken = new Set<string>();
  // A second name for a file is saved as a file of its own, whose content comes with another look at the volume.
  const names = new Map<string, string[]>();
  for await (const { entry: { owner, ...entry }, hardLinkTo, content } of tarEntries(source, volume)) {
    if (isExcluded(entry.path, exclude)) continue;
    const kept: VolumeEntry = { volume, ...entry, ...(owner.user === user && owner.group === user ? {} : { owner }) };
    if (entry.kind !== 'file') {
      entries.push(kept);
      continue;
    }
    const file = archivePathOf(volume, entry.path, taken);
    taken.add(file.toLowerCase());
    entries.push({ ...kept, file });
    if (hardLinkTo === undefined) await to.addFile(file, content);
    else names.set(hardLinkTo, [...(names.get(hardLinkTo) ?? []), file]);
  }
  while (names.size > 0) await saveNames(names, source instanceof Uint8Array ? source : await read(), volume, to);
  return entries.toSorted((one, other) => (one.path < other.path ? -1 : 1));
}

/** Saves files under their second names: under all of them when the memory can hold the file, else under one more each time. Takes out what is saved. */
async function saveNames(names: Map<string, string[]>, source: Uint8Array | AsyncIterable<Uint8Array>, volume: string, to: ArchiveWriter): Promise<void> {
  const before = [...names.values()].flat().length;
  for await (const { entry: { path }, hardLinkTo, sizeBytes, content } of tarEntries(source, volume)) {
    const [first, ...others] = (hardLinkTo === undefined ? names.get(path) : undefined) ?? [];
    if (first === undefined) continue;
    const whole = sizeBytes <= WHOLE_BYTES ? await buffer(content) : undefined;
    await to.addFile(first, whole ?? content);
    if (whole) for (const other of others) await to.addFile(other, whole);
    if (whole || others.length === 0) names.delete(path);
    else names.set(path, others);
  }
  if ([...names.values()].flat().length === before) throw new RuntimeUnable(`Im Speicher „${volume}“ zeigt ein Verweis ins Leere.`);
}

/**
 * The contents of a package's saved volumes out of an archive, as tar files by volume that come piece by piece; each can be read once. A volume that the package does not know any more is refused: its data would be
 * lost without a word. All paths are checked before anything is handed out.
 */
export async function volumesOf(app: RunnablePackage, from: ArchiveReader): Promise<ReadonlyMap<string, AsyncIterable<Uint8Array>>> {
  const sizes = new Map(from.manifest.files.map(({ path, bytes }) => [path, bytes]));
  const known = new Map((app.volumes ?? []).filter(({ backup, name }) => backup || isRaw(app, name)).map(({ name }) => [name, [] as VolumeEntry[]]));
  for (const entry of await from.records(VOLUME_ENTRY, VolumeEntry)) {
    const entries = known.get(entry.volume);
    if (!entries) throw new UnusableArchive(`Version ${app.version} der Anwendung hat keinen Speicher „${entry.volume}“ mehr.`);
    const { file = entry.volume } = entry;
    if (entry.kind === 'file' && (!file.startsWith('files/') || !sizes.has(file))) throw new UnusableArchive(`Die Datei „${file}“ fehlt.`);
    entries.push(entry);
  }
  const tars = new Map<string, AsyncIterable<Uint8Array>>();
  for (const [volume, entries] of known) {
    checkPaths(entries);
    tars.set(volume, tarOf(userOf(app, volume), entries.toSorted((one, other) => (one.path < other.path ? -1 : 1)), from, sizes));
  }
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

function checkPaths(entries: readonly VolumeEntry[]): void {
  const links = new Set(entries.filter(({ kind }) => kind === 'link').map(({ path }) => path));
  for (const { path } of entries) {
    const parts = path.split('/');
    if (parts.some((part) => part === '' || part === '.' || part === '..') || parts.some((_, index) => index > 0 && links.has(parts.slice(0, index).join('/')))) {
      throw new UnusableArchive('Ein Pfad führt aus dem Speicher hinaus.');
    }
  }
}

async function* tarOf(user: number, entries: readonly VolumeEntry[], from: ArchiveReader, sizes: ReadonlyMap<string, number>): AsyncGenerator<Uint8Array> {
  const tar = pack();
  const write = async () => {
    tar.entry({ name: './', type: 'directory', mode: 0o755, uid: user, gid: user });
    for (const entry of entries) {
      const { user: uid, group: gid } = entry.owner ?? { user, group: user };
      const header = { mode: Number.parseInt(entry.mode, 8), uid, gid, mtime: new Date((entry.changed ?? 0) * 1000) };
      if (entry.kind === 'folder') tar.entry({ ...header, name: `./${entry.path}/`, type: 'directory' });
      else if (entry.kind === 'link') tar.entry({ ...header, name: `./${entry.path}`, type: 'symlink', linkname: entry.target ?? '' });
      else await putFile(tar, { ...header, name: `./${entry.path}`, size: sizes.get(entry.file ?? '') ?? 0 }, from.stream(entry.file ?? ''));
    }
    tar.finalize();
  };
  const writing = write().catch((error: unknown) => tar.destroy(error as Error));
  yield* tar as AsyncIterable<Uint8Array>;
  await writing;
}

async function putFile(tar: Pack, header: Pick<Header, 'name' | 'size' | 'mode' | 'uid' | 'gid' | 'mtime'>, content: AsyncIterable<Uint8Array>): Promise<void> {
  const { promise: written, resolve, reject } = Promise.withResolvers<void>();
  written.catch(() => undefined);
  const entry = tar.entry(header, (error) => { if (error) reject(error); else resolve(); });
  for await (const part of content) if (!entry.write(part)) await Promise.race([new Promise<void>((room) => { entry.once('drain', () => room()); }), written]);
  entry.end(null);
  await written;
}
