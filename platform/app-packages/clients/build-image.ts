import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ImageNotBuilt } from '../domain/errors.ts';
import { runProgram } from './run-program.ts';

const BUILD_MS = 20 * 60_000;
const PODMAN_MS = 5 * 60_000;
const SHORT_MS = 30_000;

/** What is to be built. */
export type ImageOrder = {
  /** Repository without tag. */
  readonly reference: string;
  /** Folder with `build.sh` or `Containerfile`. */
  readonly folder: string;
  /** Hash of the folder: an image made of it before is taken as it is. */
  readonly inputs: string;
  /** Build also when there is one already. */
  readonly fresh: boolean;
  /** Environment of the build, without secrets of the platform. */
  readonly environment: Readonly<Record<string, string | undefined>>;
};

/** An image in podman's store. */
export type Image = { readonly digest: string; readonly sizeBytes: number; readonly isNew: boolean };

/**
 * Makes an image on this machine, or finds the one that was made of the same folder before. `build.sh` fills the folder `$ROOT` with everything (`$WORK` is for what is in between) and becomes an image
 * of one layer with nothing beneath; a `Containerfile` is built as it is. Times are set to zero, so that the same content has the same digest. Throws ImageNotBuilt with the end of the output.
 */
export async function buildImage(order: ImageOrder): Promise<Image> {
  const name = `${order.reference}:inputs-${order.inputs.slice('sha256:'.length, 'sha256:'.length + 16)}`;
  const before = order.fresh ? undefined : await findImage(name, order);
  if (before) return { ...before, isNew: false };
  const place = await mkdtemp(path.join(tmpdir(), 'allmende-image-'));
  try {
    const context = existsSync(path.join(order.folder, 'build.sh')) ? await fillRoot(order, place) : order.folder;
    const settings = ['--timestamp', '0', '--pull=never', '--isolation', 'chroot', '--network', 'host', '--label', `allmende.inputs=${order.inputs}`];
    await podman(order, ['build', '--quiet', ...settings, '--file', path.join(context, 'Containerfile'), '--tag', name, context], PODMAN_MS);
    const made = await findImage(name, order);
    if (!made) throw new ImageNotBuilt(order.reference, 'podman kennt das Abbild nach dem Bauen nicht.');
    // A later build takes the first name away; by this one the image stays known to instances that run it.
    await podman(order, ['tag', name, `${order.reference}:${made.digest.slice('sha256:'.length, 'sha256:'.length + 16)}`], SHORT_MS);
    return { ...made, isNew: true };
  } finally {
    await rm(place, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function fillRoot(order: ImageOrder, place: string): Promise<string> {
  const [root, work, context] = [path.join(place, 'context', 'root'), path.join(place, 'work'), path.join(place, 'context')];
  await mkdir(root, { recursive: true, mode: 0o755 });
  await mkdir(work);
  const ended = await runProgram('/bin/sh', [path.join(order.folder, 'build.sh')], { environment: { ...order.environment, ROOT: root, WORK: work }, timeoutMs: BUILD_MS, folder: order.folder });
  if (ended.code !== 0) throw new ImageNotBuilt(order.reference, ended.code === 124 ? 'build.sh wurde nach 20 Minuten beendet.' : endOf(ended.lines));
  await rm(work, { recursive: true, force: true });
  await writeFile(path.join(context, 'Containerfile'), 'FROM scratch\nCOPY root/ /\n');
  return context;
}

async function findImage(name: string, order: ImageOrder): Promise<Omit<Image, 'isNew'> | undefined> {
  const ended = await runProgram('podman', ['image', 'inspect', '--format', '{{.Digest}} {{.Size}}', name], { environment: order.environment, timeoutMs: SHORT_MS });
  if (ended.code === 127) throw new ImageNotBuilt(order.reference, 'Es fehlt podman. Unter Debian: apt-get install podman.');
  const [, digest, size] = /^(sha256:[0-9a-f]{64}) ([0-9]+)$/mu.exec(ended.output) ?? [];
  return ended.code === 0 && digest !== undefined ? { digest, sizeBytes: Number(size) } : undefined;
}

async function podman(order: ImageOrder, args: readonly string[], timeoutMs: number): Promise<void> {
  const ended = await runProgram('podman', args, { environment: order.environment, timeoutMs });
  if (ended.code === 127) throw new ImageNotBuilt(order.reference, 'Es fehlt podman. Unter Debian: apt-get install podman.');
  if (ended.code !== 0) throw new ImageNotBuilt(order.reference, `podman ${args[0] ?? ''}: ${endOf(ended.lines)}`);
}

function endOf(lines: string): string {
  return lines.trim().split('\n').slice(-12).join('\n');
}
