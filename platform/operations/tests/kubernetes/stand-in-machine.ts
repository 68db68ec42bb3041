import { setTimeout as sleep } from 'node:timers/promises';
import { callCluster, type ClusterAccount } from './call-cluster.ts';

const NODE = 'stand-in';
const STEP_MS = 100;

type Pod = {
  readonly metadata: { readonly name: string; readonly namespace: string; readonly uid: string; readonly labels?: Readonly<Record<string, string>>; readonly deletionTimestamp?: string };
  readonly spec: { readonly nodeName?: string; readonly containers: readonly { readonly name: string; readonly image: string }[] };
  readonly status: { readonly phase?: string; readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
};

/** What becomes of a pod on the stand-in: it answers, does not answer yet, cannot be started, or was ended by its machine. */
export type Fate = 'ready' | 'unready' | { readonly waiting: string } | 'evicted';

/**
 * Stands in for a machine of a cluster, and for no more than what one says: it registers itself, calls pods that the scheduler gives it running and ready, and lets those go that are deleted. No program runs and no
 * network policy is enforced on it; whatever needs a running container has to be tried on real machines.
 */
export async function startStandInMachine(admin: ClusterAccount) {
  const call = callCluster(admin);
  const stop = new AbortController();
  const machine = {
    /** Decides again and again until a pod has ended. */
    judge: (_pod: Pod): Fate => 'ready',
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      await working;
    },
  };
  const now = () => `${new Date().toISOString().slice(0, 19)}Z`;
  await call('POST', '/api/v1/nodes', { apiVersion: 'v1', kind: 'Node', metadata: { name: NODE, labels: { 'kubernetes.io/hostname': NODE, 'kubernetes.io/os': 'linux' } } });
  const room = { cpu: '64', memory: '128Gi', pods: '500', 'ephemeral-storage': '100Gi' };
  await call('PATCH', `/api/v1/nodes/${NODE}/status`, { status: { capacity: room, allocatable: room, conditions: [{ type: 'Ready', status: 'True', reason: 'StandIn', lastHeartbeatTime: now(), lastTransitionTime: now() }] } });

  const serve = async (pod: Pod) => {
    const path = `/api/v1/namespaces/${pod.metadata.namespace}/pods/${pod.metadata.name}`;
    if (pod.metadata.deletionTimestamp !== undefined) return call('DELETE', path, { apiVersion: 'v1', kind: 'DeleteOptions', gracePeriodSeconds: 0, preconditions: { uid: pod.metadata.uid } });
    if (pod.status.phase === 'Failed') return undefined;
    const fate = machine.judge(pod);
    const ready = fate === 'ready' ? 'True' : 'False';
    const phase = fate === 'evicted' ? 'Failed' : typeof fate === 'object' ? 'Pending' : 'Running';
    if (pod.status.phase === phase && pod.status.conditions?.some(({ type, status }) => type === 'Ready' && status === ready) && typeof fate !== 'object') return undefined;
    return call('PATCH', `${path}/status`, {
      metadata: { uid: pod.metadata.uid },
      status: {
        phase, reason: fate === 'evicted' ? 'Evicted' : null, podIP: '10.0.0.7', podIPs: [{ ip: '10.0.0.7' }],
        conditions: [...(pod.status.conditions ?? []).filter(({ type }) => type === 'PodScheduled'), ...['Ready', 'ContainersReady', 'Initialized'].map((type) => ({ type, status: type === 'Initialized' ? 'True' : ready, lastTransitionTime: now() }))],
        containerStatuses: pod.spec.containers.map(({ name, image }) => ({
          name, image, imageID: '', ready: fate === 'ready', restartCount: 0,
          state: fate === 'evicted' ? { terminated: { exitCode: 137, reason: 'Error' } } : typeof fate === 'object' ? { waiting: { reason: fate.waiting } } : { running: { startedAt: now() } },
        })),
      },
    }, 'application/merge-patch+json');
  };
  const work = async () => {
    for (; !stop.signal.aborted; await sleep(STEP_MS, undefined, { signal: stop.signal }).catch(() => undefined)) {
      // The API server may be away for a while.
      const listed = await call('GET', `/api/v1/pods?fieldSelector=spec.nodeName%3D${NODE}`).catch(() => undefined);
      for (const pod of listed?.status === 200 ? (listed.body['items'] as Pod[]) : []) await serve(pod).catch(() => undefined);
    }
  };
  const working = work();
  return machine;
}
