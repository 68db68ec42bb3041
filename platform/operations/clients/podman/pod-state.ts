import type { Podman } from './podman-command.ts';
import { carries, installationFilter, LABELS } from './pod-names.ts';

type Listed = {
  readonly Id: string; readonly Names: readonly string[]; readonly PodName: string; readonly State: string; readonly StartedAt: number; readonly Created: number; readonly ExitCode: number;
  readonly IsInfra: boolean; readonly Labels: Readonly<Record<string, string>> | null;
};

/** One container of a pod as podman lists it. */
export type SeenContainer = { readonly id: string; readonly name: string; readonly component: string; readonly state: string; readonly exitCode: number; readonly startedAtMs: number };

/** A pod as it is, by one listing. */
export type SeenPod = {
  readonly name: string; readonly instance: string; readonly tenant: string; readonly generation: number; readonly app: string; readonly version: string; readonly spec: string; readonly createdAtMs: number;
  /** The container that holds the network; its id and start name one life of the pod. */
  readonly infra: { readonly id: string; readonly startedAtMs: number; readonly running: boolean } | undefined;
  readonly containers: readonly SeenContainer[];
};

/** The pods of an installation that carry all these labels. */
export async function listPods(podman: Podman, installation: string, labels: Readonly<Record<string, string>>): Promise<readonly SeenPod[]> {
  const all = await podman.json<Listed[]>(['ps', '--all', '--pod', '--format', 'json', ...installationFilter(installation)]);
  const listed = all.filter(({ Labels }) => carries(Labels, { [LABELS.installation]: installation, ...labels }));
  const pods = Map.groupBy(listed, (one) => one.PodName);
  return [...pods].filter(([name]) => name !== '').map(([name, containers]) => podOf(name, containers));
}

function podOf(name: string, containers: readonly Listed[]): SeenPod {
  const infra = containers.find((one) => one.IsInfra);
  const label = (key: string) => containers.map((one) => one.Labels?.[key]).find((value) => value !== undefined) ?? '';
  return {
    name, instance: label(LABELS.instance), tenant: label(LABELS.tenant), generation: Number(label(LABELS.generation)), app: label(LABELS.app), version: label(LABELS.version), spec: label(LABELS.spec),
    createdAtMs: Math.min(...containers.map((one) => one.Created * 1000)),
    infra: infra && { id: infra.Id, startedAtMs: infra.StartedAt * 1000, running: infra.State === 'running' },
    containers: containers.filter((one) => !one.IsInfra).map((one) => ({
      id: one.Id, name: one.Names[0] ?? one.Id, component: one.Labels?.[LABELS.component] ?? '', state: one.State, exitCode: one.ExitCode, startedAtMs: one.StartedAt * 1000,
    })),
  };
}

export const isRunning = (container: SeenContainer): boolean => container.state === 'running';

type Inspected = { readonly Id: string; readonly NetworkSettings: { readonly Networks: Readonly<Record<string, { readonly IPAddress: string }>> | null; readonly Ports: Readonly<Record<string, readonly { readonly HostPort: string }[] | null>> | null } };

/** Where a pod's ports are reached from this machine. */
export type PodAddress = { readonly of: (port: number) => string };

/** Looks up where running pods are reached, by the id of their infra container. */
export async function findAddresses(podman: Podman, infraIds: readonly string[]): Promise<ReadonlyMap<string, PodAddress>> {
  if (infraIds.length === 0) return new Map();
  const found = await podman.json<Inspected[]>(['container', 'inspect', ...infraIds]);
  return new Map(found.map(({ Id, NetworkSettings }) => {
    const address = Object.values(NetworkSettings.Networks ?? {})[0]?.IPAddress ?? '';
    return [Id, { of: (port: number) => (podman.rootless ? `127.0.0.1:${NetworkSettings.Ports?.[`${port}/tcp`]?.[0]?.HostPort ?? '0'}` : `${address}:${port}`) }];
  }));
}
