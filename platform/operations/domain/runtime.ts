import type { ActionContext } from '@allmende/house';
import type { Health } from './app-module.ts';
import type { ArchiveReader, ArchiveWriter } from './archive.ts';
import type { Instance } from './instance.ts';

/** What a runtime sees when it looks. `upstream` is where the gateway reaches it: `http://10.89.3.2:1880`, never an address for people. */
export type Observation = Health & { readonly upstream?: string };

/** What an instance uses at this moment; what a runtime cannot measure is left out. */
export type Usage = { readonly cpuSeconds?: number; readonly memoryBytes?: number; readonly storageBytes?: number };

/** One line that an instance wrote. */
export type LogLine = { readonly at: Date; readonly component: string; readonly text: string };

/** What a runtime needs to know of this installation to look at everything at once. */
export type RuntimePlace = Pick<ActionContext, 'config' | 'log'>;

/** What a runtime shall bring about. */
export type RuntimeSpec = {
  readonly wanted: 'running' | 'suspended';
  /** A secret of this instance that stays the same as long as the instance lives: `secret('admin-password')`. */
  secret(purpose: string): string;
  /** To be called when the runtime learns by itself that something has changed; brings the next look forward. */
  changed(): void;
};

/**
 * `asTheyLie`: all volumes as they are at rest, under the same paths, without any command of the package and without starting anything. So the way on is open when the backup command of
 * an old version is broken, and a new generation is compared with the backup that it was filled from. The archive says it (`manifest.asTheyLie`), and `restore` of such an archive runs no command either.
 */
export type BackupOptions = { readonly asTheyLie?: boolean };

/**
 * A place where instances run. An instance has *generations*: one version of its package with volumes of its own. The functions act on the generation that `instance` names
 * (`generation`, `packageVersion`); an update or a return of data is made in a new one beside the old, and the old one is dropped only when the new one serves. Every function is idempotent, returns soon (a start goes on in the background and is seen by `observe`) and throws when it
 * could not do its part; the reconciler then tries again. Two calls for one instance never run at once.
 */
export type Runtime = {
  readonly name: string;
  /** Apps that run here without a released package. */
  readonly programs?: ReadonlySet<string>;
  /** Brings an instance nearer to what is wanted. */
  apply(ctx: ActionContext, instance: Instance, spec: RuntimeSpec): Promise<void>;
  /** Looks, changes nothing. */
  observe(ctx: ActionContext, instance: Instance): Promise<Observation>;
  /** Writes all data of the generation into the archive: consistent, as its package's `backup` says. What it stopped for that runs again afterwards; what rests goes on resting. */
  backup(ctx: ActionContext, instance: Instance, to: ArchiveWriter, options?: BackupOptions): Promise<void>;
  /** Brings the data of an archive into the generation, in place of what is there. */
  restore(ctx: ActionContext, instance: Instance, from: ArchiveReader): Promise<void>;
  /** Stops it and deletes all generations with their data for good. */
  remove(ctx: ActionContext, instance: Instance): Promise<void>;
  /** Whether versions are updated by new generations here; apps of our own come with the platform's version. */
  readonly hasGenerations?: boolean;
  /** Deletes this one generation with its volumes. */
  dropGeneration?(ctx: ActionContext, instance: Instance): Promise<void>;
  /** The command of the package's `verify` or `migration` in the generation once its component runs (it is waited for); returns at once when the package has none, throws with the end of its output when it fails. */
  runCommand?(ctx: ActionContext, instance: Instance, which: 'verify' | 'migration'): Promise<void>;
  /** All generations that exist here with their state, in one cheap look: `<instance>/<generation>`. */
  observeAll?(ctx: RuntimePlace): Promise<ReadonlyMap<string, Observation>>;
  /** Tells of instances that have changed by themselves, until disposed; the reconciler then looks at them. */
  watch?(ctx: RuntimePlace, changed: (instance: string) => void): AsyncDisposable;
  usage?(ctx: ActionContext, instance: Instance): Promise<Usage>;
  /** The newest lines, oldest first. */
  logs?(ctx: ActionContext, instance: Instance, options: { readonly lines: number; readonly since?: Date }): Promise<readonly LogLine[]>;
  /** Ends whatever runs here for none of these instances, and returns what it ended. */
  endOrphans?(ctx: RuntimePlace, known: ReadonlySet<string>): Promise<readonly string[]>;
};
