import { createHash } from 'node:crypto';
import type { Instance, ObservedState } from '../domain/instance.ts';
import type { Observation, Runtime } from '../domain/runtime.ts';

/** One generation as the memory runtime keeps it. */
export type MemoryGeneration = { version: string; state: Exclude<ObservedState, 'removed'>; files: Map<string, string> };

type Call = 'apply' | 'observe' | 'backup' | 'restore' | 'remove' | 'dropGeneration' | 'migration' | 'verify';

/** A runtime of packages in memory, for tests: generations with files beside each other, and a hook before and in the middle of every call. */
export type MemoryRuntime = Runtime & {
  readonly generations: Map<string, MemoryGeneration>;
  /** Called before a call acts (`before`), when half of it is done (`amid`) and when it is done (`after`); what it throws, the call throws. */
  hook: ((call: Call, moment: 'before' | 'amid' | 'after', instance: Instance) => void) | undefined;
  /** Versions that never answer after a start. */
  readonly broken: Set<string>;
  /** The data that a generation serves; undefined when there is none. */
  filesOf(instance: Pick<Instance, 'id' | 'generation'>): ReadonlyMap<string, string> | undefined;
};

/** Makes a memory runtime called `memory`. A version that starts appends itself to the file `versions`, so that its data show who had them. */
export function memoryRuntime(name = 'memory'): MemoryRuntime {
  const generations: MemoryRuntime['generations'] = new Map();
  const keyOf = (instance: Pick<Instance, 'id' | 'generation'>) => `${instance.id}/${instance.generation}`;
  const hook = (call: Call, moment: 'before' | 'amid' | 'after', instance: Instance) => runtime.hook?.(call, moment, instance);
  const broken = new Set<string>();
  const runtime: MemoryRuntime = {
    name, generations, hook: undefined, broken, hasGenerations: true,
    filesOf: (instance) => generations.get(keyOf(instance))?.files,
    apply: async (_ctx, instance, spec) => {
      hook('apply', 'before', instance);
      const version = instance.packageVersion ?? '';
      const there = generations.get(keyOf(instance)) ?? { version, state: 'suspended' as const, files: new Map<string, string>() };
      generations.set(keyOf(instance), there);
      hook('apply', 'amid', instance);
      there.version = version;
      if (spec.wanted === 'running' && there.state !== 'running') there.files.set('secret', createHash('sha256').update(spec.secret('package/app')).digest('hex').slice(0, 8));
      there.state = spec.wanted === 'suspended' ? 'suspended' : broken.has(version) ? 'failing' : 'running';
      hook('apply', 'after', instance);
    },
    observe: async (_ctx, instance) => {
      hook('observe', 'before', instance);
      return seenAs(generations.get(keyOf(instance)), instance);
    },
    backup: async (_ctx, instance, to) => {
      hook('backup', 'before', instance);
      for (const [path, text] of [...(generations.get(keyOf(instance))?.files ?? [])].filter(([path]) => path !== 'secret').toSorted()) await to.addFile(`files/data/${path}`, Buffer.from(text));
      hook('backup', 'after', instance);
    },
    restore: async (_ctx, instance, from) => {
      hook('restore', 'before', instance);
      const files = new Map<string, string>();
      generations.set(keyOf(instance), { version: instance.packageVersion ?? '', state: 'suspended', files });
      for (const [index, path] of from.files().entries()) {
        if (index === Math.floor(from.files().length / 2)) hook('restore', 'amid', instance);
        files.set(path.slice('files/data/'.length), Buffer.from(await from.file(path)).toString());
      }
      hook('restore', 'after', instance);
    },
    remove: async (_ctx, instance) => {
      hook('remove', 'before', instance);
      for (const key of [...generations.keys()].filter((one) => one.startsWith(`${instance.id}/`))) {
        generations.delete(key);
        hook('remove', 'amid', instance);
      }
      hook('remove', 'after', instance);
    },
    dropGeneration: async (_ctx, instance) => {
      hook('dropGeneration', 'before', instance);
      generations.get(keyOf(instance))?.files.clear();
      hook('dropGeneration', 'amid', instance);
      generations.delete(keyOf(instance));
      hook('dropGeneration', 'after', instance);
    },
    runCommand: async (_ctx, instance, which) => {
      hook(which, 'before', instance);
      const there = generations.get(keyOf(instance));
      if (!there || there.state !== 'running') throw new Error('the component does not run');
      if (which === 'migration') {
        // Not idempotent on purpose: run twice on the same data it would spoil them.
        there.files.set('schema', `${there.files.get('schema') ?? ''}${there.version};`);
        hook('migration', 'amid', instance);
        there.files.set('migrated', `${there.files.get('migrated') ?? ''}${there.version};`);
      }
      hook(which, 'after', instance);
    },
    observeAll: async () => new Map([...generations].map(([key, one]) => [key, seenAs(one, { id: key.slice(0, key.lastIndexOf('/')), generation: Number(key.slice(key.lastIndexOf('/') + 1)) })])),
    endOrphans: async (_ctx, known) => {
      const orphans = [...generations.keys()].filter((key) => !known.has(key.slice(0, key.lastIndexOf('/'))));
      for (const key of orphans) generations.delete(key);
      return orphans;
    },
  };
  return runtime;
}

function seenAs(one: MemoryGeneration | undefined, instance: Pick<Instance, 'id' | 'generation'>): Observation {
  return !one ? { state: 'absent' } : one.state === 'running' ? { state: 'running', upstream: `http://memory.invalid/${instance.id}/${instance.generation}` } : { state: one.state };
}
