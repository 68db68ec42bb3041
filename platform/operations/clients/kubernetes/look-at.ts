import { getRecord, listDeployments, listPods, type Cluster, type Lot } from './cluster.ts';
import type { LiveGeneration } from './judge-generation.ts';
import { findAltered, readStanding } from './standing.ts';

/** What of a generation lies in the cluster at this moment. */
export async function lookAt(cluster: Cluster, lot: Lot): Promise<LiveGeneration> {
  const [record, deployments, pods] = await Promise.all([getRecord(cluster, lot), listDeployments(cluster, lot), listPods(cluster, lot)]);
  const altered = !record || record.wanted === 'suspended' ? undefined : findAltered(record.standing, await readStanding(cluster, lot));
  return { record, deployments, pods, altered };
}
