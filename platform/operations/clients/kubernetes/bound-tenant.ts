import { KUBERNETES_LABELS as LABELS, renderTenant, type Claim, type KubernetesObject } from '@allmende/app-packages';
import type { LiveObject } from './api-server.ts';
import type { Cluster, Lot } from './cluster.ts';
import { readRecord, RECORD_LABEL } from './generation-record.ts';
import { shutPolicy } from './shut-policy.ts';
import { CLAIM, CONFIG_MAP, NAMESPACE, NETWORK_POLICY, RESOURCE_QUOTA } from './kinds.ts';
import { markOf } from './own-fields.ts';
import { standingKey } from './standing.ts';
import { waitUntil } from './wait-until.ts';

const QUOTA_MS = 60_000;

/**
 * Bounds an authority by what its generations may use, and returns the marks of what was applied. Looks again afterwards: another worker may have added one meanwhile, and have been overwritten.
 * With the `uid` of a namespace only that one is bounded: one that has gone meanwhile is not made anew (ApiFailed, 404 or 409).
 */
export async function boundTenant(cluster: Cluster, lot: Pick<Lot, 'installation' | 'tenant' | 'namespace'>, uid?: string): Promise<Map<string, string>> {
  const standing = new Map<string, string>();
  for (let applied = ''; ;) {
    const claims = await claimsIn(cluster, lot);
    const seen = JSON.stringify(claims);
    if (seen === applied) return standing;
    for (const object of renderTenant(lot, claims)) await applyMarked(cluster, standing, object.kind === NAMESPACE.kind && uid !== undefined ? { ...object, metadata: { ...object.metadata, uid } } : object);
    applied = seen;
  }
}

/** Waits until the cluster goes by the quota that was written last: until its controller has counted, everything new is refused. */
export async function awaitQuota(cluster: Cluster, lot: Lot): Promise<void> {
  type Quota = LiveObject & { readonly spec?: { readonly hard?: unknown }; readonly status?: { readonly hard?: unknown } };
  await waitUntil(async () => {
    const quota = await cluster.api.get<Quota>(RESOURCE_QUOTA, lot.namespace, 'allmende');
    return sorted(quota?.spec?.hard) === sorted(quota?.status?.hard) ? true : undefined;
  }, QUOTA_MS, 'Der Cluster hat das Kontingent der Behörde noch nicht übernommen. Es wird weiter versucht.');
}

/** Applies an object and puts down its mark; disks have none, as only people delete data. */
export async function applyMarked(cluster: Cluster, standing: Map<string, string>, object: KubernetesObject): Promise<void> {
  const mark = markOf(object, object.kind === NETWORK_POLICY.kind ? await shutPolicy(cluster, object) : await cluster.api.apply(object));
  if (mark !== undefined && object.kind !== CLAIM.kind) standing.set(standingKey(object, object.metadata.name), mark);
}

/** What the generations of an authority may use, as their records say. */
export async function claimsIn(cluster: Cluster, lot: Pick<Lot, 'installation' | 'namespace'>): Promise<readonly Claim[]> {
  const { items } = await cluster.api.list<LiveObject>(CONFIG_MAP, { namespace: lot.namespace, labels: `${LABELS.installation}=${lot.installation},${RECORD_LABEL}=1` });
  return items.toSorted((one, other) => (one.metadata.name < other.metadata.name ? -1 : 1)).map((item) => readRecord(item).claim);
}

const sorted = (amounts: unknown): string => JSON.stringify(Object.entries(amounts ?? {}).toSorted(([one], [other]) => (one < other ? -1 : 1)));
