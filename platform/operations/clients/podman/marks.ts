import type { Podman } from './podman-command.ts';
import { carries, installationFilter, LABELS, labelFlags, markName, type Mark, type PodOf } from './pod-names.ts';

type Listed = { readonly Name: string; readonly Mountpoint: string; readonly Labels: Readonly<Record<string, string>> | null };

/** The volumes of a generation, and what is marked for it. */
export type Marks = { readonly volumes: ReadonlySet<string>; /** Whether anything of it is here. */ readonly any: boolean; has(mark: Mark): boolean };

/** Volumes of an installation with all these labels. */
export async function listVolumes(podman: Podman, installation: string, labels: Readonly<Record<string, string>> = {}): Promise<readonly Listed[]> {
  const listed = await podman.json<Listed[]>(['volume', 'ls', '--format', 'json', ...installationFilter(installation)]);
  return listed.filter(({ Labels }) => carries(Labels, { [LABELS.installation]: installation, ...labels }));
}

export async function findMarks(podman: Podman, installation: string, of: PodOf): Promise<Marks> {
  const names = new Set((await listVolumes(podman, installation, { [LABELS.instance]: of.id, [LABELS.generation]: String(of.generation) })).map(({ Name }) => Name));
  return { volumes: new Set([...names].filter((name) => !name.includes('.'))), any: names.size > 0, has: (mark) => names.has(markName(of, mark)) };
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
  await removeVolume(podman, markName(of, mark));
}

/** Deletes a volume. Only for names that are no beginning of another one's, or that were just listed: podman takes a beginning for the whole. */
export async function removeVolume(podman: Podman, name: string): Promise<void> {
  await podman.run(['volume', 'rm', '--force', name]).catch(unless('no such volume'));
}

/** Swallows an error of podman that says that it is so already. */
export function unless(...said: readonly string[]): (error: unknown) => void {
  return (error) => {
    if (!(error instanceof Error && said.some((word) => error.message.includes(word)))) throw error;
  };
}
