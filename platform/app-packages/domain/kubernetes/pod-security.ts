/** Security context of every pod, as Pod Security Standard "restricted" asks, with a group that may write its volumes. */
export function podSecurity(user: number, volumeGroup: number): Readonly<Record<string, unknown>> {
  return { runAsNonRoot: true, runAsUser: user, runAsGroup: user, fsGroup: volumeGroup, fsGroupChangePolicy: 'OnRootMismatch', seccompProfile: { type: 'RuntimeDefault' } };
}

/** Security context of every container. */
export const CONTAINER_SECURITY: Readonly<Record<string, unknown>> = { allowPrivilegeEscalation: false, privileged: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } };

/** What every pod has in common: no token, no list of other services in its environment, nothing of its machine. */
export const POD_WALLS: Readonly<Record<string, unknown>> = { automountServiceAccountToken: false, enableServiceLinks: false, hostNetwork: false, hostPID: false, hostIPC: false };
