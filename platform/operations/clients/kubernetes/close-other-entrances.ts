import type { KubernetesObject } from '@allmende/app-packages';
import { isGone } from './api-failed.ts';
import type { Cluster, Lot } from './cluster.ts';
import { HTTP_ROUTE, INGRESS } from './kinds.ts';

/** Deletes the ways into a generation that are not among those which were applied: the operator has chosen another since, and who knows the old one would still come in by it. */
export async function closeOtherEntrances(cluster: Cluster, lot: Lot, applied: readonly KubernetesObject[]): Promise<void> {
  for (const kind of [INGRESS, HTTP_ROUTE]) {
    if (applied.some((object) => object.kind === kind.kind)) continue;
    const { items } = await cluster.api.list(kind, { namespace: lot.namespace, labels: lot.selector, metadataOnly: true }).catch((error: unknown) => {
      if (kind === HTTP_ROUTE && isGone(error)) return { items: [] };
      throw error;
    });
    for (const { metadata } of items) await cluster.api.remove(kind, lot.namespace, metadata.name);
  }
}
