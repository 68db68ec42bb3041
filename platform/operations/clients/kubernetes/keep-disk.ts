import type { KubernetesObject } from '@allmende/app-packages';
import type { LiveObject } from './api-server.ts';
import type { Cluster } from './cluster.ts';
import { CLAIM } from './kinds.ts';
import { ownFields } from './own-fields.ts';

/** A claim as it can be applied: a disk that exists keeps its kind and size, as the cluster lets nobody change them. So an operator may choose another kind for new disks. */
export async function keepDisk(cluster: Cluster, claim: KubernetesObject): Promise<KubernetesObject> {
  type Disk = LiveObject & { readonly spec?: { readonly accessModes?: unknown; readonly storageClassName?: string; readonly resources?: { readonly requests?: unknown } } };
  const there = await cluster.api.get<Disk>(CLAIM, claim.metadata.namespace, claim.metadata.name);
  if (!there?.spec || there.metadata.deletionTimestamp !== undefined) return claim;
  const { accessModes, storageClassName, resources } = there.spec;
  // A kind that the cluster chose by itself stays its own matter.
  const isOurs = (claim['spec'] as { readonly storageClassName?: string }).storageClassName !== undefined || JSON.stringify(ownFields(there) ?? {}).includes('"f:storageClassName"');
  return { ...claim, spec: { accessModes, ...(storageClassName === undefined || !isOurs ? {} : { storageClassName }), resources: { requests: resources?.requests } } };
}
