import type { RunnablePackage } from '@allmende/app-packages';
import type { Observation } from '../../domain/runtime.ts';
import { findMarks, type Marks } from './marks.ts';
import { openPodman, type Podman } from './podman-command.ts';
import { LABELS, type PodOf } from './pod-names.ts';
import { listPods, type PodAddress, type SeenPod } from './pod-state.ts';
import { tenantNetworks, type TenantNetworks } from './tenant-network.ts';
import { openWall } from './wall.ts';

/** What is known of one life of a pod, from its start to its end; forgotten when the worker ends. */
export type PodLife = {
  /** Id and start of the container that holds the network. */
  readonly key: string;
  readonly address: PodAddress;
  /** Its components are started one after the other, or its data are read in. */
  starting: Promise<void> | undefined;
  /** Why the start could not be brought to its end. */
  problem: string | undefined;
  everReady: boolean;
  failures: number;
  countedAt: number;
  probedAt: number;
  good: boolean;
  failing: boolean;
};

/** The podman of one installation with what this process knows about its pods. */
export type Machine = {
  readonly podman: Podman;
  readonly installation: string;
  readonly networks: TenantNetworks;
  readonly lives: Map<string, PodLife>;
  /** The last look at everything: what asks again within moments gets the same answer. */
  lastLook: { readonly at: number; readonly seen: Promise<ReadonlyMap<string, Observation>> } | undefined;
  readonly releases: { get(app: string, version: string): Promise<RunnablePackage> };
  /** Pods of this installation, narrowed by labels. */
  pods(labels?: Readonly<Record<string, string>>): Promise<readonly SeenPod[]>;
  /** The pod of a generation. */
  pod(of: PodOf): Promise<SeenPod | undefined>;
  /** Volumes and marks of an instance, or of one generation. */
  marks(of: PodOf): Promise<Marks>;
};

/** Opens podman for an installation; throws RuntimeUnable when no wall can be built. */
export async function openMachine(given: { readonly folder: string; readonly installation: string; readonly releases: Machine['releases'] }): Promise<Machine> {
  const podman = await openPodman(given.folder);
  return {
    podman, installation: given.installation, releases: given.releases, lives: new Map(), lastLook: undefined,
    networks: tenantNetworks(podman, await openWall(podman), given.installation),
    pods: (labels = {}) => listPods(podman, given.installation, labels),
    pod: async (of) => (await listPods(podman, given.installation, { [LABELS.instance]: of.id, [LABELS.generation]: String(of.generation) }))[0],
    marks: (of) => findMarks(podman, given.installation, of),
  };
}
