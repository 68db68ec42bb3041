import { createHash } from 'node:crypto';
import type { Instance } from '../../domain/instance.ts';

/** Which generation of which instance. */
export type PodOf = Pick<Instance, 'id' | 'tenant' | 'generation'>;

export const LABELS = {
  installation: 'allmende.installation', tenant: 'allmende.tenant', instance: 'allmende.instance', generation: 'allmende.generation', app: 'allmende.app', version: 'allmende.version',
  component: 'allmende.component', /** Hash of everything the pod was made from. */ spec: 'allmende.spec', egress: 'allmende.egress', /** On networks: servers that may be reached beside. */ reach: 'allmende.reach',
} as const;

export const podName = (of: Pick<PodOf, 'id' | 'generation'>): string => `allmende-${of.id}-g${of.generation}`;
export const containerName = (of: PodOf, component: string): string => `${podName(of)}-${component}`;
export const volumeName = (of: PodOf, volume: string): string => `${podName(of)}-${volume}`;
/** The secret that holds connection data of a need; a dot parts it from secrets of packages. */
export const needSecret = (need: string): string => `need.${need}`;
/** Podman 4.3 takes 64 characters for a secret; a name that would be longer ends in a hash. */
export function secretName(of: Pick<PodOf, 'id' | 'generation'>, secret: string): string {
  const name = `${podName(of)}-${secret}`;
  return name.length < 64 ? name : `${podName(of)}-${shortHash(secret)}`;
}

/**
 * Something to remember of a generation as long as its data live, kept as an empty volume because podman's labels cannot be changed: `there` it exists, also without volumes of its
 * own; `suspended` it shall rest; `filling` its data are being brought back and are not whole; `restoring` the package's own command has still to read them in. A dot parts it from volumes of packages.
 */
export type Mark = 'there' | 'suspended' | 'filling' | 'restoring';
export const markName = (of: PodOf, mark: Mark): string => `${podName(of)}.${mark}`;

/**
 * The network of an authority: one for apps that may not leave it, one for apps that may reach the internet, and one for each set of single servers (`reach`, `address:port`) that apps may reach beside. Named by the installation too,
 * as two on one machine may know the same authority.
 */
export function networkName(installation: string, tenant: string, egress: 'none' | 'internet', reach: readonly string[] = []): string {
  return `allmende-${tenant}-${installation.slice(0, 8)}${egress === 'none' ? '' : '-internet'}${reach.length === 0 ? '' : `-${shortHash(reach.join())}`}`;
}

/** Short and the same for the same text; for names that must be short. */
export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

/** Flags for everything that belongs to this installation. */
export function labelFlags(labels: Readonly<Record<string, string>>): string[] {
  return Object.entries(labels).flatMap(([name, value]) => ['--label', `${name}=${value}`]);
}

/** The flag that finds what belongs to an installation. One label only: podman 4.3 takes several for volumes as *any of them*, so whoever wants less looks at the labels itself (`carries`). */
export function installationFilter(installation: string): string[] {
  return ['--filter', `label=${LABELS.installation}=${installation}`];
}

/** Whether something carries all these labels. */
export function carries(labels: Readonly<Record<string, string>> | null | undefined, wanted: Readonly<Record<string, string>>): boolean {
  return Object.entries(wanted).every(([name, value]) => labels?.[name] === value);
}
