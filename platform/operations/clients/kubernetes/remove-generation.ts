import { KUBERNETES_LABELS as LABELS, namespaceName } from '@allmende/app-packages';
import { RuntimeUnable } from '../../domain/errors.ts';
import type { Instance } from '../../domain/instance.ts';
import { ApiFailed, isGone } from './api-failed.ts';
import type { LiveObject } from './api-server.ts';
import { boundTenant } from './bound-tenant.ts';
import { lotOf, selectorOf, type Cluster } from './cluster.ts';
import { RECORD_LABEL } from './generation-record.ts';
import { CLAIM, CONFIG_MAP, HTTP_ROUTE, NAMESPACE, POD, REMOVED_KINDS, type Kind } from './kinds.ts';
import { waitUntil } from './wait-until.ts';

const GONE_MS = 120_000;

/** Deletes all generations of an instance with their data, or one of them; with the last of an authority its namespace. Its record goes last: as long as data are there, it says so. */
export async function removeGenerations(cluster: Cluster, instance: Pick<Instance, 'id' | 'tenant'>, generation?: number): Promise<void> {
  const { api } = cluster;
  const namespace = namespaceName({ installation: cluster.installation, tenant: instance.tenant });
  const there = await api.get<LiveObject>(NAMESPACE, undefined, namespace);
  if (!there) return;
  const own = { [LABELS.installation]: cluster.installation, [LABELS.instance]: instance.id };
  const labels = selectorOf({ ...own, ...(generation === undefined ? {} : { [LABELS.generation]: String(generation) }) });
  const helpers = generation === undefined ? `${selectorOf(own)},${LABELS.helper}` : selectorOf({ ...own, [LABELS.helper]: String(generation) });
  await removeAll(cluster, HTTP_ROUTE, namespace, labels).catch((error: unknown) => { if (!isGone(error)) throw error; });
  for (const kind of REMOVED_KINDS) await removeAll(cluster, kind, namespace, labels);
  await removeAll(cluster, POD, namespace, helpers);
  await removeAll(cluster, CLAIM, namespace, labels);
  const rest = async (kind: Kind, found: string) => (await api.list(kind, { namespace, labels: found })).items.length;
  await waitUntil(async () => ((await rest(POD, labels)) + (await rest(POD, helpers)) + (await rest(CLAIM, labels)) === 0 ? true : undefined), GONE_MS, 'Der Cluster hat die Daten der Anwendung noch nicht gelöscht. Es wird weiter versucht.');
  await removeAll(cluster, CONFIG_MAP, namespace, labels);
  await closeTenant(cluster, instance, namespace);
}

async function closeTenant(cluster: Cluster, instance: Pick<Instance, 'id' | 'tenant'>, name: string): Promise<void> {
  const { api } = cluster;
  const namespace = await api.get<LiveObject>(NAMESPACE, undefined, name);
  if (!namespace || namespace.metadata.labels?.[LABELS.installation] !== cluster.installation || namespace.metadata.deletionTimestamp !== undefined) return;
  const records = await api.list(CONFIG_MAP, { namespace: name, labels: `${RECORD_LABEL}=1` });
  if (records.items.length > 0) {
    // The others may be removed at this moment, too, and the namespace with the last of them.
    await boundTenant(cluster, lotOf(cluster, { ...instance, generation: 0 }), namespace.metadata.uid).catch((error: unknown) => { if (!(error instanceof ApiFailed && [403, 404, 409].includes(error.status))) throw error; });
    return;
  }
  const disks = await api.list(CLAIM, { namespace: name, labels: '' });
  if (disks.items.length > 0) throw new RuntimeUnable('Im Bereich der Behörde liegen noch Daten, die zu keiner Anwendung gehören. Er wird nicht gelöscht.');
  // The version that was read before the records: whoever adds one writes the namespace too.
  await api.remove(NAMESPACE, undefined, name, namespace.metadata.resourceVersion === undefined ? {} : { onlyVersion: namespace.metadata.resourceVersion }).catch((error: unknown) => {
    if (!(error instanceof ApiFailed && error.status === 409)) throw error;
  });
}

async function removeAll(cluster: Cluster, kind: Kind, namespace: string, labels: string): Promise<void> {
  const { items } = await cluster.api.list(kind, { namespace, labels });
  for (const { metadata } of items) await cluster.api.remove(kind, namespace, metadata.name);
}
