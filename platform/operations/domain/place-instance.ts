import type { Instance } from './instance.ts';
import type { Runtime } from './runtime.ts';

/** What `runtime` says of an instance for which nobody has chosen a place yet: the reconciler does, as it knows what this installation has. */
export const UNPLACED = 'unplaced';

/** Where an instance runs from now on. */
export type Place = Pick<Instance, 'runtime' | 'packageVersion'>;

/**
 * Chooses where an app runs: in the platform if it is ours, else where released packages run, many machines before one, else as a program of this machine, which is for demonstration. `release`: the newest
 * released version of its package. Undefined when this installation can run it nowhere.
 */
export function placeInstance(app: string, runtimes: ReadonlyMap<string, Pick<Runtime, 'programs'>>, release: string | undefined): Place | undefined {
  const runs = (runtime: string) => runtimes.get(runtime)?.programs?.has(app) === true;
  if (runs('built-in')) return { runtime: 'built-in', packageVersion: undefined };
  const forPackages = ['kubernetes', 'podman'].find((runtime) => runtimes.has(runtime));
  if (forPackages !== undefined && release !== undefined) return { runtime: forPackages, packageVersion: release };
  return runs('process') ? { runtime: 'process', packageVersion: undefined } : undefined;
}
