import { KUBERNETES_LABELS as LABELS } from '@allmende/app-packages';
import { isGone } from './api-failed.ts';
import type { Cluster } from './cluster.ts';
import { DEPLOYMENT, HTTP_ROUTE, POD, REMOVED_KINDS } from './kinds.ts';

/** What is so young may belong to an instance that was ordered after the list of known ones was made. */
const YOUNG_MS = 120_000;

/** Ends programs of this installation that belong to no known instance, and returns whose. Their disks and records stay: data are deleted by a person's decision only. */
export async function endOrphanGenerations(cluster: Cluster, known: ReadonlySet<string>): Promise<readonly string[]> {
  const own = `${LABELS.installation}=${cluster.installation}`;
  const young = cluster.now().getTime() - YOUNG_MS;
  const { items } = await cluster.api.list(DEPLOYMENT, { labels: own });
  const orphans = items.filter(({ metadata }) => !known.has(metadata.labels?.[LABELS.instance] ?? '') && Date.parse(metadata.creationTimestamp ?? '') < young);
  const ended = new Map(orphans.map(({ metadata }) => [`${metadata.namespace}/${metadata.labels?.[LABELS.instance]}`, metadata]));
  for (const { namespace, labels } of ended.values()) {
    const instance = labels?.[LABELS.instance];
    if (namespace === undefined || instance === undefined) continue;
    for (const kind of [HTTP_ROUTE, ...REMOVED_KINDS, POD]) {
      const found = await cluster.api.list(kind, { namespace, labels: `${own},${LABELS.instance}=${instance}` }).catch((error: unknown) => { if (kind === HTTP_ROUTE && isGone(error)) return { items: [] }; throw error; });
      for (const { metadata } of found.items) await cluster.api.remove(kind, namespace, metadata.name);
    }
  }
  return [...new Set(orphans.flatMap(({ metadata }) => metadata.labels?.[LABELS.instance] ?? []))];
}
