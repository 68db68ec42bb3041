import type { Claim } from './claim.ts';
import type { ClusterSettings } from './cluster-settings.ts';

/** One generation of an instance, as it shall stand in a cluster. */
export type KubernetesDeployment = {
  /** Id of this installation of the platform: 16 hex digits. */
  readonly installation: string;
  /** Id of the authority. */
  readonly tenant: string;
  /** Id of the instance. */
  readonly instance: string;
  readonly generation: number;
  /** Its name for people. */
  readonly title: string;
  /** Its address behind the gateway. */
  readonly address: string;
  readonly language: 'de' | 'en';
  readonly plan: string | undefined;
  /** What was ordered, by the names of the package's `configuration`. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly wanted: 'running' | 'suspended';
  /** Values of the package's `secrets`. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Connection data of needs: `smtp.host`. */
  readonly needs: Readonly<Record<string, string>>;
  /** Single servers that the app may reach whatever else is shut. */
  readonly reach?: readonly { readonly cidr: string; readonly port: number }[];
  /** What the other generations in the authority's namespace may use; they share its quota. */
  readonly beside: readonly Claim[];
  readonly cluster: ClusterSettings;
};
