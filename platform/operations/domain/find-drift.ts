import type { Health } from './app-module.ts';
import type { Observation } from './runtime.ts';

/** One living instance as the sweep needs it. */
export type SweptInstance = {
  readonly tenant: string;
  readonly id: string;
  readonly app: string;
  readonly runtime: string;
  readonly generation: number;
  /** `<id>/<generation>`, as runtimes name it. */
  readonly key: string;
  /** Generations that a passage names beside the serving one. */
  readonly beside: readonly number[];
  readonly observed: string;
  readonly upstream: string | undefined;
  /** Something is to be done by itself and its time has come. */
  readonly hasWork: boolean;
  /** Its next look by itself is due, or due for a day. */
  readonly due: 'no' | 'now' | 'for-a-day';
  /** It says more than its state. */
  readonly hasDetail: boolean;
};

/** What was seen as a whole: runtimes by `<instance>/<generation>`, apps of our own by authority. */
export type Sight = { readonly runtimes: ReadonlyMap<string, ReadonlyMap<string, Observation>>; readonly apps: ReadonlyMap<string, ReadonlyMap<string, Health>> };

/**
 * The instances that the reconciler has to look at: those that are not as they were last seen, and those with something to do. What was not seen as a whole is looked at when it is due;
 * of apps of our own those that say more than their state too, and all the others once a day.
 */
export function findDrift(instances: readonly SweptInstance[], sight: Sight): SweptInstance[] {
  return instances.filter((one) => {
    if (one.hasWork) return true;
    const runtime = sight.runtimes.get(one.runtime);
    if (runtime) {
      const seen = runtime.get(one.key);
      return (seen?.state ?? 'absent') !== one.observed || seen?.upstream !== one.upstream;
    }
    const app = one.runtime === 'built-in' ? sight.apps.get(one.app) : undefined;
    if (!app) return one.due !== 'no';
    return (app.get(one.tenant)?.state ?? 'absent') !== one.observed || one.due === 'for-a-day' || (one.hasDetail && one.due === 'now');
  });
}

/** What a runtime runs and nothing names: `tenant` is undefined for what belongs to no living instance at all. `kept` are scratch instances of drills. */
export function findStrays(instances: readonly SweptInstance[], seen: ReadonlyMap<string, Observation>, kept: ReadonlySet<string>): { readonly id: string; readonly generation: number; readonly tenant: string | undefined }[] {
  const serving = new Set(instances.map((one) => one.key));
  const others = [...seen.keys()].filter((key) => !serving.has(key));
  if (others.length === 0) return [];
  const known = new Map(instances.map((one) => [one.id, one]));
  return others.flatMap((key): { readonly id: string; readonly generation: number; readonly tenant: string | undefined }[] => {
    const slash = key.lastIndexOf('/');
    const id = key.slice(0, slash);
    const generation = Number(key.slice(slash + 1));
    const one = known.get(id);
    if (!one) return kept.has(id) ? [] : [{ id, generation, tenant: undefined }];
    return one.beside.includes(generation) ? [] : [{ id, generation, tenant: one.tenant }];
  });
}
