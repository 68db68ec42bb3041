import type { AppPackage } from '../app-package.ts';
import { writeBytes, writeCpu } from './claim.ts';
import type { KubernetesDeployment } from './kubernetes-deployment.ts';
import type { KubernetesObject } from './kubernetes-object.ts';
import { claimName, generationName, LABELS, namespaceName, objectName, tenantLabels } from './names.ts';
import { CONTAINER_SECURITY, POD_WALLS, podSecurity } from './pod-security.ts';
import { HELPER } from './render-tenant.ts';
import { volumeGroup, volumeUser } from './volume-group.ts';

const LONGEST_SECONDS = 3600;

/** Where a helper finds the volume. */
export const HELPER_FOLDER = '/volume';

/**
 * A pod that lives for an hour at most and does nothing but hold one volume, so that tar can be run in it: with the user that owns the volume, as restricted as everything else, without any network.
 * It stands beside a running component on the same machine, as most disks are held by one machine at a time.
 */
export function renderHelper(app: AppPackage, deployment: Pick<KubernetesDeployment, 'installation' | 'tenant' | 'instance' | 'generation'>, help: { readonly volume: string; readonly image: string; readonly purpose: 'read' | 'fill' }): KubernetesObject {
  const user = volumeUser(app, help.volume);
  const mounting = app.components.filter(({ mounts }) => mounts?.some(({ volume }) => volume === help.volume)).map(({ name }) => name);
  const readOnly = help.purpose === 'read';
  // Not the labels that find the generation's pods: a helper is reached by nobody and reaches nobody.
  const labels = { ...tenantLabels(deployment), [LABELS.instance]: deployment.instance, [LABELS.helper]: String(deployment.generation) };
  const beside = { [LABELS.instance]: deployment.instance, [LABELS.generation]: String(deployment.generation) };
  const labelSelector = { matchLabels: beside, matchExpressions: [{ key: LABELS.component, operator: 'In', values: mounting }] };
  return {
    apiVersion: 'v1', kind: 'Pod', metadata: { name: objectName(generationName(deployment), help.volume, help.purpose), namespace: namespaceName(deployment), labels },
    spec: {
      ...POD_WALLS, serviceAccountName: generationName(deployment), securityContext: podSecurity(user, volumeGroup(app)), restartPolicy: 'Never', activeDeadlineSeconds: LONGEST_SECONDS, terminationGracePeriodSeconds: 1,
      ...(mounting.length === 0 ? {} : { affinity: { podAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: { labelSelector, topologyKey: 'kubernetes.io/hostname' } }] } } }),
      containers: [{
        name: 'helper', image: help.image, imagePullPolicy: 'IfNotPresent', command: ['sleep', String(LONGEST_SECONDS)], securityContext: CONTAINER_SECURITY,
        resources: { requests: { cpu: writeCpu(HELPER.cpu), memory: writeBytes(HELPER.memory) }, limits: { cpu: writeCpu(HELPER.cpuLimit), memory: writeBytes(HELPER.memoryLimit) } },
        volumeMounts: [{ name: 'volume', mountPath: HELPER_FOLDER, ...(readOnly ? { readOnly } : {}) }],
      }],
      volumes: [{ name: 'volume', persistentVolumeClaim: { claimName: claimName(deployment, help.volume) } }],
    },
  };
}
