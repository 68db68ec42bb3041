import type { ActionContext } from '@allmende/house';
import type { Health } from './app-module.ts';
import type { ArchiveReader, ArchiveWriter } from './archive.ts';
import type { Instance } from './instance.ts';

/** What a runtime sees when it looks. */
export type Observation = Health & { readonly address?: string };

/** What a runtime shall bring about. */
export type RuntimeSpec = {
  readonly wanted: 'running' | 'suspended';
  /** A secret of this instance that stays the same as long as the instance lives: `secret('admin-password')`. */
  secret(purpose: string): string;
  /** To be called when the runtime learns by itself that something has changed; brings the next look forward. */
  changed(): void;
};

/**
 * A place where instances run. Every function is idempotent, returns soon (a start goes on in the background and is seen by `observe`) and throws when it
 * could not do its part; the reconciler then tries again. Two calls for one instance never run at once.
 */
export type Runtime = {
  readonly name: string;
  /** Brings an instance nearer to what is wanted. */
  apply(ctx: ActionContext, instance: Instance, spec: RuntimeSpec): Promise<void>;
  /** Looks, changes nothing. */
  observe(ctx: ActionContext, instance: Instance): Promise<Observation>;
  /** Writes all data of the instance into the archive. */
  backup(ctx: ActionContext, instance: Instance, to: ArchiveWriter): Promise<void>;
  /** Brings the data of an archive into the instance. */
  restore(ctx: ActionContext, instance: Instance, from: ArchiveReader): Promise<void>;
  /** Stops it and deletes its data for good. */
  remove(ctx: ActionContext, instance: Instance): Promise<void>;
  /** Ends whatever runs here for none of these instances, and returns what it ended. */
  endOrphans?(ctx: Pick<ActionContext, 'config' | 'log'>, known: ReadonlySet<string>): Promise<readonly string[]>;
};
