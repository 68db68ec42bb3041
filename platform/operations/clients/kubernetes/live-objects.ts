import type { LiveObject } from './api-server.ts';

export type Condition = { readonly type: string; readonly status: string; readonly reason?: string; readonly message?: string; readonly lastTransitionTime?: string };

/** A Deployment as far as it is looked at. */
export type LiveDeployment = LiveObject & { readonly spec: { readonly replicas?: number }; readonly status?: { readonly observedGeneration?: number; readonly readyReplicas?: number; readonly updatedReplicas?: number; readonly conditions?: readonly Condition[] } };

export type ContainerStatus = {
  readonly name: string; readonly ready: boolean; readonly restartCount: number;
  readonly state?: { readonly waiting?: { readonly reason?: string; readonly message?: string }; readonly running?: { readonly startedAt?: string }; readonly terminated?: { readonly exitCode: number; readonly reason?: string } };
  readonly lastState?: { readonly terminated?: { readonly exitCode: number; readonly reason?: string } };
};

/** A Pod as far as it is looked at. */
export type LivePod = LiveObject & { readonly spec: { readonly nodeName?: string }; readonly status?: { readonly phase?: string; readonly reason?: string; readonly conditions?: readonly Condition[]; readonly containerStatuses?: readonly ContainerStatus[] } };
