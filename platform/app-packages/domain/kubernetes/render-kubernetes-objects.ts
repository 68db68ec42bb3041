import type { AppPackage } from '../app-package.ts';
import { claimOf } from './claim.ts';
import { secretData } from './component-values.ts';
import type { KubernetesDeployment } from './kubernetes-deployment.ts';
import type { KubernetesObject } from './kubernetes-object.ts';
import { claimName, generationLabels, generationName, generationSelector, namespaceName } from './names.ts';
import { renderComponent } from './render-component.ts';
import { renderEntrance } from './render-entrance.ts';
import { renderNetworkPolicies } from './render-network-policies.ts';
import { renderTenant } from './render-tenant.ts';

/**
 * All objects by which one generation of an app stands in a cluster, in the order in which they are applied: the authority's namespace with its bounds, then walls, account, secrets, disks, names, programs and the way in.
 * The same input gives the same objects, letter by letter. Expects a checked package; throws RangeError for an image without digest and for connection data that are not given.
 */
export function renderKubernetesObjects(app: AppPackage, deployment: KubernetesDeployment): readonly KubernetesObject[] {
  const namespace = namespaceName(deployment);
  const name = generationName(deployment);
  const labels = generationLabels(deployment, app);
  const selector = generationSelector(deployment);
  return [
    ...renderTenant(deployment, [...deployment.beside, claimOf(app, deployment.plan)]),
    ...renderNetworkPolicies(app, deployment),
    renderAccount(app, deployment),
    { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace, labels }, type: 'Opaque', data: secretData(app, deployment) },
    ...renderClaims(app, deployment),
    // Without an address of its own: it gives each component its name, also before it is ready.
    { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace, labels }, spec: { type: 'ClusterIP', clusterIP: 'None', publishNotReadyAddresses: true, selector } },
    ...app.components.map((component) => renderComponent(app, deployment, component)),
    // One component runs once: for it alone a budget would either do nothing or block the upkeep of machines for ever.
    ...(app.components.length > 1 ? [{ apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name, namespace, labels }, spec: { maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow', selector: { matchLabels: selector } } }] : []),
    ...renderEntrance(app, deployment),
  ];
}

/** The disks of a generation, one for each volume. */
export function renderClaims(app: AppPackage, deployment: Pick<KubernetesDeployment, 'installation' | 'tenant' | 'instance' | 'generation' | 'cluster'>): readonly KubernetesObject[] {
  const { storageClass } = deployment.cluster;
  return (app.volumes ?? []).map((volume) => ({
    apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: claimName(deployment, volume.name), namespace: namespaceName(deployment), labels: generationLabels(deployment, app) },
    spec: { accessModes: ['ReadWriteOnce'], ...(storageClass === undefined ? {} : { storageClassName: storageClass }), resources: { requests: { storage: volume.size } } },
  }));
}

/** The account of a generation, which gets no token and may do nothing. */
export function renderAccount(app: AppPackage, deployment: Pick<KubernetesDeployment, 'installation' | 'tenant' | 'instance' | 'generation'>): KubernetesObject {
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: generationName(deployment), namespace: namespaceName(deployment), labels: generationLabels(deployment, app) }, automountServiceAccountToken: false };
}
