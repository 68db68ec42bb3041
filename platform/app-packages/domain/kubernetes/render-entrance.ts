import type { AppPackage } from '../app-package.ts';
import type { KubernetesDeployment } from './kubernetes-deployment.ts';
import type { KubernetesObject } from './kubernetes-object.ts';
import { entranceName, generationLabels, generationSelector, LABELS, namespaceName } from './names.ts';

/** The number of the port that the gateway leads to; undefined for an app without an entrance. */
export function entrancePort(app: AppPackage): number | undefined {
  return app.components.find(({ name }) => name === app.entrance?.component)?.ports.find(({ name }) => name === app.entrance?.port)?.port;
}

/** Where the platform's gateway reaches a generation: `http://host:port`; undefined for an app without an entrance. */
export function upstreamOf(app: AppPackage, deployment: Pick<KubernetesDeployment, 'installation' | 'tenant' | 'instance' | 'generation' | 'cluster'>): string | undefined {
  const port = entrancePort(app);
  if (port === undefined) return undefined;
  const { clusterDomain, exposure } = deployment.cluster;
  return exposure.kind === 'service' ? `http://${entranceName(deployment)}.${namespaceName(deployment)}.svc.${clusterDomain}:${port}` : exposure.upstream;
}

/** A service before the entrance, and the way to it as the cluster is set up. The host is the one that people type: our gateway hands it on. */
export function renderEntrance(app: AppPackage, deployment: KubernetesDeployment): readonly KubernetesObject[] {
  const port = entrancePort(app);
  if (!app.entrance || port === undefined) return [];
  const name = entranceName(deployment);
  const namespace = namespaceName(deployment);
  const labels = generationLabels(deployment, app);
  const service: KubernetesObject = {
    apiVersion: 'v1', kind: 'Service', metadata: { name, namespace, labels },
    spec: { type: 'ClusterIP', selector: { ...generationSelector(deployment), [LABELS.component]: app.entrance.component }, ports: [{ name: 'entrance', protocol: 'TCP', port, targetPort: port }] },
  };
  const { exposure } = deployment.cluster;
  const host = URL.canParse(deployment.address) ? new URL(deployment.address).hostname : undefined;
  if (exposure.kind === 'service' || host === undefined) return [service];
  if (exposure.kind === 'http-route') {
    const { gateway } = exposure;
    return [service, {
      apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', metadata: { name, namespace, labels },
      spec: {
        parentRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: gateway.namespace, name: gateway.name, ...(gateway.listener === undefined ? {} : { sectionName: gateway.listener }) }],
        hostnames: [host], rules: [{ matches: [{ path: { type: 'PathPrefix', value: '/' } }], backendRefs: [{ group: '', kind: 'Service', name, port, weight: 1 }] }],
      },
    }];
  }
  return [service, {
    apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name, namespace, labels },
    spec: { ingressClassName: exposure.className, rules: [{ host, http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name, port: { number: port } } } }] } }] },
  }];
}
