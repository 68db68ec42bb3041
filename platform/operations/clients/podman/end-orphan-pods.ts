import { removePod } from './apply-pod.ts';
import type { Machine } from './machine.ts';
import { removeSecrets } from './remove-pods.ts';

/** A pod so young may belong to an instance that was ordered after the list of known ones was made. */
const YOUNG_MS = 15_000;

/** Removes pods and secrets of this installation that belong to no known instance, and returns whose. Their volumes stay: data are deleted by a person's decision only. */
export async function endOrphanPods(machine: Machine, known: ReadonlySet<string>): Promise<readonly string[]> {
  const now = performance.timeOrigin + performance.now();
  const orphans = (await machine.pods()).filter((pod) => pod.instance !== '' && !known.has(pod.instance) && now - pod.createdAtMs > YOUNG_MS);
  for (const pod of orphans) {
    await removePod(machine, pod.name);
    await removeSecrets(machine, `${pod.name}-`);
  }
  for (const tenant of new Set(orphans.map((pod) => pod.tenant))) await machine.networks.drop(tenant);
  return [...new Set(orphans.map((pod) => pod.instance))];
}
