/** The runtime for clusters, apart from the room's module: its client library is large, and a machine without a cluster must not load it. */
export { createKubernetesRuntime } from './clients/kubernetes-runtime.ts';
export { readClusterFile } from './clients/kubernetes/read-cluster-file.ts';
