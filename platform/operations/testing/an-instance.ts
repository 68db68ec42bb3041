import type { Instance } from '../domain/instance.ts';

/** An instance as it is right after the order, for tests of apps. */
export function anInstance(changes: Partial<Instance> & Pick<Instance, 'tenant' | 'app'>): Instance {
  const at = new Date('2026-11-21T09:00:00Z');
  return {
    id: '0199aaaa-0000-7000-8000-00000000a001', title: changes.app, contractId: '0199aaaa-0000-7000-8000-00000000c001', agreementId: '0199aaaa-0000-7000-8000-00000000d001', runtime: 'built-in', parameters: {},
    wanted: 'running', observed: 'absent', observedSince: at, lastObservedAt: undefined, detail: undefined, upstream: undefined, packageVersion: undefined, generation: 1, candidate: undefined, plan: undefined, channel: 'stable', copyOf: undefined, endsAt: undefined, approvedAt: at, requestedAt: at, runningAt: undefined, endedAt: undefined,
    endReason: undefined, deleteAfter: undefined, dataReturnedAt: undefined, archiveWantedAt: undefined, removingSince: undefined, deletedAt: undefined, failures: 0, nextLookAt: at, ...changes,
  };
}
