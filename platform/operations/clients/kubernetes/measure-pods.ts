import { bytesOf } from '@allmende/app-packages';
import type { Usage } from '../../domain/runtime.ts';
import { ApiFailed } from './api-failed.ts';
import type { Cluster, Lot } from './cluster.ts';

type PodMetrics = { readonly items?: readonly { readonly containers?: readonly { readonly usage?: { readonly memory?: string } }[] }[] };

/** Memory of a generation's pods by the metrics API (`metrics.k8s.io`); nothing where the cluster has none. That API tells no processor time since the start and no use of disks, so they are left out. */
export async function measurePods(cluster: Cluster, lot: Lot): Promise<Usage> {
  try {
    const metrics = await cluster.api.json<PodMetrics>(`/apis/metrics.k8s.io/v1beta1/namespaces/${lot.namespace}/pods`, { labelSelector: lot.selector });
    const amounts = (metrics.items ?? []).flatMap(({ containers }) => (containers ?? []).flatMap(({ usage }) => (usage?.memory === undefined ? [] : [bytesIn(usage.memory)])));
    return amounts.length === 0 ? {} : { memoryBytes: amounts.reduce((total, bytes) => total + bytes, 0) };
  } catch (error) {
    if (error instanceof ApiFailed && (error.status === 404 || error.status === 503)) return {};
    throw error;
  }
}

function bytesIn(amount: string): number {
  return /^[0-9]+$/u.test(amount) ? Number(amount) : amount.endsWith('i') ? bytesOf(amount) : 0;
}
