import type { KubernetesObject } from '@allmende/app-packages';

/** A kind of objects and where its addresses begin. */
export type Kind = { readonly apiVersion: string; readonly kind: string; readonly plural: string; readonly clusterWide?: true };

export const NAMESPACE: Kind = { apiVersion: 'v1', kind: 'Namespace', plural: 'namespaces', clusterWide: true };
export const CONFIG_MAP: Kind = { apiVersion: 'v1', kind: 'ConfigMap', plural: 'configmaps' };
export const POD: Kind = { apiVersion: 'v1', kind: 'Pod', plural: 'pods' };
export const CLAIM: Kind = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', plural: 'persistentvolumeclaims' };
export const DEPLOYMENT: Kind = { apiVersion: 'apps/v1', kind: 'Deployment', plural: 'deployments' };
export const RESOURCE_QUOTA: Kind = { apiVersion: 'v1', kind: 'ResourceQuota', plural: 'resourcequotas' };
const LIMIT_RANGE: Kind = { apiVersion: 'v1', kind: 'LimitRange', plural: 'limitranges' };
export const NETWORK_POLICY: Kind = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', plural: 'networkpolicies' };
export const INGRESS: Kind = { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', plural: 'ingresses' };
export const HTTP_ROUTE: Kind = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', plural: 'httproutes' };

/** What a generation has beside its record and its disks, in the order in which it is taken away: first what leads to it, then what runs. */
export const REMOVED_KINDS: readonly Kind[] = [
  INGRESS, DEPLOYMENT, { apiVersion: 'v1', kind: 'Service', plural: 'services' },
  { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', plural: 'poddisruptionbudgets' }, { apiVersion: 'v1', kind: 'Secret', plural: 'secrets' },
  { apiVersion: 'v1', kind: 'ServiceAccount', plural: 'serviceaccounts' }, NETWORK_POLICY,
];

const KINDS: readonly Kind[] = [
  NAMESPACE, CONFIG_MAP, POD, CLAIM, HTTP_ROUTE, ...REMOVED_KINDS, RESOURCE_QUOTA, LIMIT_RANGE,
];

/** What is applied once and then stands: walls, bounds, names, secrets and the way in. Programs are looked at by themselves. */
export const STANDING_KINDS: readonly Kind[] = [NAMESPACE, RESOURCE_QUOTA, LIMIT_RANGE, HTTP_ROUTE, ...REMOVED_KINDS.filter((kind) => kind !== DEPLOYMENT)];

/** The kind of a rendered object. Throws for one that is never rendered. */
export function kindOf(object: Pick<KubernetesObject, 'apiVersion' | 'kind'>): Kind {
  const kind = KINDS.find((one) => one.apiVersion === object.apiVersion && one.kind === object.kind);
  if (!kind) throw new RangeError(`an unknown kind of object: ${object.apiVersion} ${object.kind}`);
  return kind;
}

/** Where objects of a kind lie: one of them, those of a namespace, or those of all. */
export function pathOf(kind: Kind, namespace: string | undefined, name?: string): string {
  const start = kind.apiVersion.includes('/') ? `/apis/${kind.apiVersion}` : `/api/${kind.apiVersion}`;
  return `${start}${kind.clusterWide || namespace === undefined ? '' : `/namespaces/${namespace}`}/${kind.plural}${name === undefined ? '' : `/${name}`}`;
}
