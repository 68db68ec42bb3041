import type { AppPackage } from '../app-package.ts';
import type { KubernetesDeployment } from './kubernetes-deployment.ts';
import type { KubernetesObject } from './kubernetes-object.ts';
import { entranceName, generationLabels, generationName, generationSelector, LABELS, namespaceName } from './names.ts';

/**
 * Addresses that nobody on the internet has. Source: IANA Special-Purpose Address Registries (RFC 6890), RFC 1918, RFC 6598, RFC 3927, RFC 5771; for IPv6 RFC 4193, RFC 4291, and the ways to IPv4 addresses
 * (RFC 6052, RFC 8215, RFC 3056, RFC 4380).
 */
export const PRIVATE_IPV4 = [
  '0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/3',
] as const;
/** Beside what lies outside 2000::/3, which alone is open. */
export const PRIVATE_IPV6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'] as const;

/** What may be reached beside the closed doors of the namespace: the entrance from the gateway, components of one generation among each other, names, single servers that the operator has named, and the internet if the package says so. */
export function renderNetworkPolicies(app: AppPackage, deployment: KubernetesDeployment): readonly KubernetesObject[] {
  const { cluster } = deployment;
  const namespace = namespaceName(deployment);
  const labels = generationLabels(deployment, app);
  const ports = app.components.flatMap((component) => component.ports.map(({ port }) => port));
  const siblings = { podSelector: { matchLabels: generationSelector(deployment) } };
  const among = ports.length === 0 || app.components.length === 1 ? [] : [[...new Set(ports)].toSorted((one, other) => one - other).map((port) => ({ protocol: 'TCP', port }))];
  const dnsPeers = [
    { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': cluster.dns.namespace } }, podSelector: { matchLabels: cluster.dns.podLabels } },
    ...(cluster.dns.ranges ?? []).map((cidr) => ({ ipBlock: { cidr } })),
  ];
  const reached = (deployment.reach ?? []).map(({ cidr, port }) => ({ to: [{ ipBlock: { cidr } }], ports: [{ protocol: 'TCP', port }] }));
  const internet = app.egress === 'internet' ? [{ to: internetBlocks(cluster.closedRanges ?? []) }] : [];
  const inside: KubernetesObject = {
    apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: generationName(deployment), namespace, labels },
    spec: {
      podSelector: { matchLabels: generationSelector(deployment) }, policyTypes: ['Ingress', 'Egress'],
      // An empty list lets nothing in either, but the API server would take it for a change each time it is applied.
      ...(among.length === 0 ? {} : { ingress: among.map((reached) => ({ from: [siblings], ports: reached })) }),
      egress: [...among.map((reached) => ({ to: [siblings], ports: reached })), { to: dnsPeers, ports: [{ protocol: 'UDP', port: 53 }, { protocol: 'TCP', port: 53 }] }, ...reached, ...internet],
    },
  };
  const { entrance } = app;
  const port = app.components.find(({ name }) => name === entrance?.component)?.ports.find(({ name }) => name === entrance?.port)?.port;
  if (!entrance || port === undefined) return [inside];
  const peers = entrancePeers(deployment);
  return [inside, {
    apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: entranceName(deployment), namespace, labels },
    spec: {
      podSelector: { matchLabels: { ...generationSelector(deployment), [LABELS.component]: entrance.component } }, policyTypes: ['Ingress'],
      // A rule without peers would let in everybody.
      ...(peers.length === 0 ? {} : { ingress: [{ from: peers, ports: [{ protocol: 'TCP', port }] }] }),
    },
  }];
}

function entrancePeers({ cluster: { entranceFrom } }: KubernetesDeployment): readonly unknown[] {
  if ('ranges' in entranceFrom) return entranceFrom.ranges.map((cidr) => ({ ipBlock: { cidr } }));
  return [{
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': entranceFrom.namespace } }, ...(entranceFrom.podLabels ? { podSelector: { matchLabels: entranceFrom.podLabels } } : {}),
  }];
}

// An exception outside its block is refused by the API server, so closed ranges go to the block of their own kind.
function internetBlocks(closed: readonly string[]): readonly unknown[] {
  return [
    { ipBlock: { cidr: '0.0.0.0/0', except: [...PRIVATE_IPV4, ...closed.filter((range) => !range.includes(':'))] } },
    { ipBlock: { cidr: '2000::/3', except: [...PRIVATE_IPV6, ...closed.filter((range) => range.includes(':') && /^[23]/u.test(range))] } },
  ];
}
