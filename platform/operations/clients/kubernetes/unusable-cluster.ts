import { DomainError } from '@allmende/errors';

/** Thrown at start when the kubeconfig cannot be used; says why in German. */
export class UnusableCluster extends DomainError {
  override name = 'UnusableCluster';

  constructor(why: string, options: { cause?: unknown } = {}) {
    super({ kind: 'invalid', code: 'operations/unusable-cluster', message: `Der Kubernetes-Cluster aus ALLMENDE_KUBECONFIG kann nicht benutzt werden: ${why}`, ...options });
  }
}
