import type { Podman } from './podman-command.ts';
import { filterFlags, LABELS, labelFlags, markName, type Mark, type PodOf } from './pod-names.ts';

type Listed = { readonly Name: string; readonly Mountpoint: string; readonly Labels: Readonly<Record<string, string>> | null };

/** The volumes of a generation, and what is marked for it. */
export type Marks = { readonly volumes: ReadonlySet<string>; has(mark: Mark): boolean };

/** Volumes of this installation with these labels. */
export function listVolumes(podman: Podman, labels: Readonly<Record<string, string>>): Promise<readonly Listed[]> {
  return podman.json<Listed[]>(['volume', 'ls', '--format', 'json', ...filterFlags(labels)]);
}

export async function findMarks(podman: Podman, installation: string, of: PodOf): Promise<Marks> {
  const names = new Set((await listVolumes(podman, { [LABELS.installation]: installation, [LABELS.instance]: of.id, [LABELS.generation]: String(of.generation) })).map(({ Name }) => Name));
  return { volumes: new Set([...names].filter((name) => !name.includes('.'))), has: (mark) => names.has(markName(of, mark)) };
}

/** Makes a volume that belongs to a generation, if it is missing. */
export async function makeVolume(podman: Podman, installation: string, of: PodOf, name: string, user?: number): Promise<void> {
  const labels = { [LABELS.installation]: installation, [LABELS.tenant]: of.tenant, [LABELS.instance]: of.id, [LABELS.generation]: String(of.generation) };
  await podman.run(['volume', 'create', ...labelFlags(labels), ...(user === undefined ? [] : ['--opt', `o=uid=${user},gid=${user}`]), name]).catch(unless('already exists'));
}

export async function setMark(podman: Podman, installation: string, of: PodOf, mark: Mark): Promise<void> {
  await makeVolume(podman, installation, of, markName(of, mark));
}

export async function clearMark(podman: Podman, of: PodOf, mark: Mark): Promise<void> {
  await podman.run(['volume', 'rm', '--force', markName(of, mark)]).catch(unless('no such volume'));
}

/** Swallows an error of podman that says that it is so already. */
export function unless(...said: readonly string[]): (error: unknown) => void {
  return (error) => {
    if (!(error instanceof Error && said.some((word) => error.message.includes(word)))) throw error;
  };
}
