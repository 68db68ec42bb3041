/** How instances are reached from the platform's gateway. */
export type Exposure =
  /** By the address of a service; the gateway runs in the cluster or is joined to its network. */
  | { readonly kind: 'service' }
  /** By a Gateway (Gateway API) that exists in the cluster; `upstream` is where our own gateway reaches it, plain `http://host:port`. */
  | { readonly kind: 'http-route'; readonly gateway: { readonly namespace: string; readonly name: string; readonly listener?: string }; readonly upstream: string }
  /** By an ingress controller that exists in the cluster. */
  | { readonly kind: 'ingress'; readonly className: string; readonly upstream: string };

/** What the operator of a cluster says about it. */
export type ClusterSettings = {
  /** `cluster.local` in most. */
  readonly clusterDomain: string;
  /** From where the entrance is reached: the pods of a namespace (of the platform's gateway, or of the Gateway or ingress controller in front), or addresses outside. */
  readonly entranceFrom: { readonly namespace: string; readonly podLabels?: Readonly<Record<string, string>> } | { readonly ranges: readonly string[] };
  /** Where names are resolved; `ranges` for a name server on the node (`169.254.20.10/32`). */
  readonly dns: { readonly namespace: string; readonly podLabels: Readonly<Record<string, string>>; readonly ranges?: readonly string[] };
  /** Ranges that apps with `egress: internet` must not reach either: pods, services and machines of the cluster if they have public addresses. */
  readonly closedRanges?: readonly string[];
  /** Kind of disk; the cluster's default if missing. */
  readonly storageClass?: string;
  /** Takes the place of `localhost` in references of images: `registry.example/apps`. */
  readonly registry?: string;
  readonly exposure: Exposure;
};

/** What holds in most clusters: names from CoreDNS in `kube-system`, the gateway in the namespace `allmende`. */
export const USUAL_CLUSTER: ClusterSettings = {
  clusterDomain: 'cluster.local', entranceFrom: { namespace: 'allmende' }, dns: { namespace: 'kube-system', podLabels: { 'k8s-app': 'kube-dns' } }, exposure: { kind: 'service' },
};
