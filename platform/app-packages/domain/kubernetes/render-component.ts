import type { AppComponent, AppPackage, AppProbe } from '../app-package.ts';
import { probePort } from '../probe-port.ts';
import { componentLimits, writeBytes, writeCpu } from './claim.ts';
import { componentValues, secretKey } from './component-values.ts';
import type { KubernetesDeployment } from './kubernetes-deployment.ts';
import type { KubernetesObject } from './kubernetes-object.ts';
import { claimName, componentName, generationLabels, generationName, generationSelector, LABELS, namespaceName } from './names.ts';
import { CONTAINER_SECURITY, POD_WALLS, podSecurity } from './pod-security.ts';
import { neighbours, volumeGroup } from './volume-group.ts';

const SCRATCH = '64Mi';
const STOP_SECONDS = 30;
const SECRETS = 'secrets';
const PERIOD_SECONDS = 10;

/** One component as a Deployment that never runs twice at once, as its volumes belong to one. Throws RangeError for an image without digest. */
export function renderComponent(app: AppPackage, deployment: KubernetesDeployment, component: AppComponent): KubernetesObject {
  const labels = { ...generationLabels(deployment, app), [LABELS.component]: component.name };
  const { alive, ready, startSeconds } = component.probes;
  return {
    apiVersion: 'apps/v1', kind: 'Deployment',
    metadata: { name: componentName(deployment, component.name), namespace: namespaceName(deployment), labels, annotations: { 'allmende/version': app.version } },
    spec: {
      replicas: deployment.wanted === 'running' ? 1 : 0, strategy: { type: 'Recreate' }, revisionHistoryLimit: 1, progressDeadlineSeconds: startSeconds + 60,
      selector: { matchLabels: { ...generationSelector(deployment), [LABELS.component]: component.name } },
      template: {
        metadata: { labels },
        spec: {
          ...POD_WALLS, serviceAccountName: generationName(deployment), securityContext: podSecurity(component.user, volumeGroup(app)), terminationGracePeriodSeconds: STOP_SECONDS,
          ...nameResolution(deployment, component), ...placement(app, deployment, component),
          containers: [{
            name: component.name, image: imageOf(component, deployment.cluster.registry), imagePullPolicy: 'IfNotPresent',
            ...(component.command ? { command: [...component.command] } : {}),
            ...(component.ports.length > 0 ? { ports: component.ports.map(({ port }) => ({ containerPort: port, protocol: 'TCP' })) } : {}),
            ...environment(component, deployment),
            resources: resources(app, deployment, component), securityContext: CONTAINER_SECURITY, volumeMounts: mounts(component),
            startupProbe: { ...probe(component, ready), failureThreshold: Math.ceil(startSeconds / (ready.periodSeconds ?? PERIOD_SECONDS)) },
            readinessProbe: probe(component, ready), ...(alive ? { livenessProbe: probe(component, alive) } : {}),
            terminationMessagePolicy: 'FallbackToLogsOnError',
          }],
          volumes: volumes(component, deployment),
        },
      },
    },
  };
}

/** The image of a component by digest, from the cluster's registry when it was built here. Throws RangeError without a digest: a tag could change behind our back. */
export function imageOf({ name, image }: AppComponent, registry: string | undefined): string {
  if (image.digest === undefined) throw new RangeError(`the image of ${name} has no digest`);
  const reference = registry === undefined ? image.reference : image.reference.replace(/^localhost\//u, `${registry}/`);
  return `${reference}@${image.digest}`;
}

// Components find each other by their plain names, as on every runtime: each pod is a host of the generation's own domain.
function nameResolution(deployment: KubernetesDeployment, component: AppComponent): Readonly<Record<string, unknown>> {
  const domain = generationName(deployment);
  return { hostname: component.name, subdomain: domain, dnsConfig: { searches: [`${domain}.${namespaceName(deployment)}.svc.${deployment.cluster.clusterDomain}`] } };
}

function placement(app: AppPackage, deployment: KubernetesDeployment, component: AppComponent): Readonly<Record<string, unknown>> {
  const together = neighbours(app);
  if (!together.includes(component.name)) return {};
  const labelSelector = { matchLabels: generationSelector(deployment), matchExpressions: [{ key: LABELS.component, operator: 'In', values: together }] };
  return { affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector, topologyKey: 'kubernetes.io/hostname' }] } } };
}

function environment(component: AppComponent, deployment: KubernetesDeployment): Readonly<Record<string, unknown>> {
  const values = componentValues(component, deployment);
  if (values.length === 0) return {};
  // A dollar sign in parentheses would be taken for a reference to another variable.
  return { env: values.map((value) => ('key' in value ? { name: value.name, valueFrom: { secretKeyRef: { name: generationName(deployment), key: value.key } } } : { name: value.name, value: value.value.replaceAll('$(', '$$(') })) };
}

function resources(app: AppPackage, deployment: KubernetesDeployment, component: AppComponent): Readonly<Record<string, unknown>> {
  const limits = componentLimits(app, deployment.plan, component);
  return { requests: { cpu: writeCpu(limits.cpu), memory: writeBytes(limits.memory) }, limits: { cpu: writeCpu(limits.cpuLimit), memory: writeBytes(limits.memoryLimit) } };
}

function mounts(component: AppComponent): readonly unknown[] {
  return [
    ...(component.mounts ?? []).map(({ volume, path, readOnly }) => ({ name: `data-${volume}`, mountPath: path, ...(readOnly ? { readOnly: true } : {}) })),
    ...(component.scratch ?? []).map((path, index) => ({ name: `scratch-${index}`, mountPath: path })),
    ...(component.files ?? []).map(({ path, secret }) => ({ name: SECRETS, mountPath: path, subPath: secret, readOnly: true })),
  ];
}

function volumes(component: AppComponent, deployment: KubernetesDeployment): readonly unknown[] {
  const claims = [...new Set((component.mounts ?? []).map(({ volume }) => volume))];
  const files = [...new Set((component.files ?? []).map(({ secret }) => secret))].toSorted();
  return [
    ...claims.map((volume) => ({ name: `data-${volume}`, persistentVolumeClaim: { claimName: claimName(deployment, volume) } })),
    ...(component.scratch ?? []).map((_, index) => ({ name: `scratch-${index}`, emptyDir: { medium: 'Memory', sizeLimit: SCRATCH } })),
    // Readable by the group that the pod gives to its volumes, and nobody else.
    ...(files.length > 0 ? [{ name: SECRETS, secret: { secretName: generationName(deployment), defaultMode: 0o440, items: files.map((secret) => ({ key: secretKey(secret), path: secret })) } }] : []),
  ];
}

function probe(component: AppComponent, one: AppProbe): Readonly<Record<string, unknown>> {
  const { http, periodSeconds, timeoutSeconds, failures } = one;
  const port = component.ports.find(({ name }) => name === probePort(one))?.port;
  if (port === undefined) throw new RangeError(`${component.name} has no port ${probePort(one)}`);
  return { ...(http ? { httpGet: { path: http.path, port, scheme: 'HTTP' } } : { tcpSocket: { port } }), periodSeconds: periodSeconds ?? PERIOD_SECONDS, timeoutSeconds: timeoutSeconds ?? 2, failureThreshold: failures ?? 3 };
}
