import { writeBytes, writeCpu, type Claim } from './claim.ts';
import type { KubernetesObject } from './kubernetes-object.ts';
import { namespaceName, tenantLabels, type GenerationOf } from './names.ts';

/** What a helper that carries data in or out may use, beside each generation. */
export const HELPER = { cpu: 100, cpuLimit: 1000, memory: 32 * 1024 ** 2, memoryLimit: 256 * 1024 ** 2 } as const;

/** The namespace of an authority with its bounds and closed doors. `claims` are those of all generations in it. */
export function renderTenant(of: Pick<GenerationOf, 'installation' | 'tenant'>, claims: readonly Claim[]): readonly KubernetesObject[] {
  const namespace = namespaceName(of);
  const labels = tenantLabels(of);
  const sum = (pick: (claim: Claim) => number) => claims.reduce((total, claim) => total + pick(claim), 0);
  const helpers = claims.length;
  const largest = { cpu: Math.max(HELPER.cpuLimit, ...claims.map(({ largestCpu }) => largestCpu)), memory: Math.max(HELPER.memoryLimit, ...claims.map(({ largestMemory }) => largestMemory)) };
  const security = Object.fromEntries(['enforce', 'audit', 'warn'].flatMap((mode) => [[`pod-security.kubernetes.io/${mode}`, 'restricted'], [`pod-security.kubernetes.io/${mode}-version`, 'latest']]));
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels: { ...labels, ...security } } },
    {
      apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'allmende', namespace, labels },
      spec: {
        hard: {
          'requests.cpu': writeCpu(sum(({ cpu }) => cpu) + helpers * HELPER.cpu), 'requests.memory': writeBytes(sum(({ memory }) => memory) + helpers * HELPER.memory),
          'limits.cpu': writeCpu(sum(({ cpuLimit }) => cpuLimit) + helpers * HELPER.cpuLimit), 'limits.memory': writeBytes(sum(({ memoryLimit }) => memoryLimit) + helpers * HELPER.memoryLimit),
          'requests.storage': writeBytes(sum(({ storage }) => storage)), persistentvolumeclaims: String(sum(({ volumes }) => volumes)), pods: String(sum(({ pods }) => pods) + helpers),
          'services.nodeports': '0', 'services.loadbalancers': '0',
        },
      },
    },
    {
      apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'allmende', namespace, labels },
      spec: {
        limits: [{
          type: 'Container', max: { cpu: writeCpu(largest.cpu), memory: writeBytes(largest.memory) },
          default: { cpu: writeCpu(HELPER.cpuLimit), memory: writeBytes(HELPER.memoryLimit) }, defaultRequest: { cpu: writeCpu(HELPER.cpu), memory: writeBytes(HELPER.memory) },
        }],
      },
    },
    { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'default-deny', namespace, labels }, spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] } },
  ];
}
