import type { KubernetesObject } from '@allmende/app-packages';
import type { LiveObject } from './api-server.ts';
import type { Cluster } from './cluster.ts';

type Rules = Readonly<Record<string, unknown>>;

/**
 * Applies a network policy so that nothing is let through which it does not say itself. What others add to an object stays when ours is applied; here it would be an open door. It goes when it is said to be
 * empty once, and only then: the API server stores no empty list, and would take each further one for a change.
 */
export async function shutPolicy(cluster: Cluster, policy: KubernetesObject): Promise<LiveObject> {
  const spec = policy['spec'] as Rules;
  const there = await cluster.api.apply(policy);
  const added = ['ingress', 'egress'].filter((direction) => !(direction in spec) && direction in (there['spec'] as Rules));
  if (added.length === 0) return there;
  await cluster.api.apply({ ...policy, spec: { ...spec, ...Object.fromEntries(added.map((direction) => [direction, []])) } });
  return cluster.api.apply(policy);
}
