/** What every object of Kubernetes has. */
export type ObjectMetadata = {
  readonly name: string;
  /** Says which one is meant: nothing is made when that one is gone. */
  readonly uid?: string;
  /** Missing for what belongs to the whole cluster. */
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
};

/** A plain object as it is sent to the API server: JSON only. */
export type KubernetesObject = { readonly apiVersion: string; readonly kind: string; readonly metadata: ObjectMetadata; readonly [field: string]: unknown };
