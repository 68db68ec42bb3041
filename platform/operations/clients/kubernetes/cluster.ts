import { generationName, generationSelector, KUBERNETES_LABELS as LABELS, namespaceName, type AppPackage, type ClusterSettings } from '@allmende/app-packages';
import type { Instance } from '../../domain/instance.ts';
import type { ApiServer, LiveObject } from './api-server.ts';
import { readRecord, recordData, type GenerationRecord } from './generation-record.ts';
import { CONFIG_MAP, DEPLOYMENT, POD } from './kinds.ts';
import type { LiveDeployment, LivePod } from './live-objects.ts';

/** A cluster as one installation uses it. */
export type Cluster = {
  readonly api: ApiServer;
  readonly installation: string;
  readonly settings: ClusterSettings;
  /** Image with `sleep` and `tar` for carrying data; the component's own if undefined. */
  readonly helperImage: string | undefined;
  readonly now: () => Date;
};

/** Where a generation lies. */
export type Lot = { readonly installation: string; readonly tenant: string; readonly instance: string; readonly generation: number; readonly namespace: string; readonly name: string; /** Selects its pods and Deployments. */ readonly selector: string };

export function lotOf({ installation }: Pick<Cluster, 'installation'>, instance: Pick<Instance, 'id' | 'tenant' | 'generation'>): Lot {
  const of = { installation, tenant: instance.tenant, instance: instance.id, generation: instance.generation };
  return { ...of, namespace: namespaceName(of), name: generationName(of), selector: selectorOf(generationSelector(of)) };
}

/** Labels as the API selects by them. */
export function selectorOf(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels).map(([name, value]) => `${name}=${value}`).join(',');
}

/** The record of a generation; undefined when it does not exist. One of another installation is none of ours. */
export async function getRecord(cluster: Cluster, lot: Lot): Promise<GenerationRecord | undefined> {
  const found = await cluster.api.get<LiveObject>(CONFIG_MAP, lot.namespace, lot.name);
  return found && found.metadata.labels?.[LABELS.installation] === lot.installation ? readRecord(found) : undefined;
}

/** Writes what has changed of a record that exists. */
export async function changeRecord(cluster: Cluster, lot: Lot, change: Partial<GenerationRecord>): Promise<void> {
  await cluster.api.merge(CONFIG_MAP, lot.namespace, lot.name, { data: recordData(change) });
}

export async function listDeployments(cluster: Cluster, lot: Lot): Promise<readonly LiveDeployment[]> {
  return (await cluster.api.list<LiveDeployment>(DEPLOYMENT, { namespace: lot.namespace, labels: lot.selector })).items;
}

export async function listPods(cluster: Cluster, lot: Lot): Promise<readonly LivePod[]> {
  return (await cluster.api.list<LivePod>(POD, { namespace: lot.namespace, labels: lot.selector })).items;
}

/** How long the package gives all its components to be ready. */
export function startSecondsOf(app: Pick<AppPackage, 'components'>): number {
  return Math.max(...app.components.map(({ probes }) => probes.startSeconds));
}
