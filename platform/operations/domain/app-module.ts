import type { ActionContext } from '@allmende/house';
import type { ArchiveReader, ArchiveWriter } from './archive.ts';
import type { Instance, ObservedState } from './instance.ts';

/** How an instance is. `detail` is one German sentence for staff, without personal data. */
export type Health = { readonly state: Exclude<ObservedState, 'removed'>; readonly detail?: string };

/**
 * What an app of our own gives to operations so that it can be ordered, run and left again. Every function may be called twice and must then change nothing more;
 * `ctx` acts in the instance's authority as `systemActor('operations')`. A function that throws is called again later.
 */
export type AppModule = {
  /** `online-services`; the same word as in the offer. */
  readonly app: string;
  /** Makes the app usable for this authority, from nothing or after `suspend` when there is no `resume`. */
  activate(ctx: ActionContext, instance: Instance): Promise<void>;
  /** Stops use and keeps all data. */
  suspend(ctx: ActionContext, instance: Instance): Promise<void>;
  /** Takes up again after `suspend`; default: `activate`. */
  resume?(ctx: ActionContext, instance: Instance): Promise<void>;
  /** Writes everything the authority owns into the archive: records with their schema, documents, files. Reads only. */
  export(ctx: ActionContext, instance: Instance, archive: ArchiveWriter): Promise<void>;
  /** Reads in what `export` of this or an earlier version wrote. Records that are there already stay as they are. */
  restore(ctx: ActionContext, instance: Instance, archive: ArchiveReader): Promise<void>;
  /** Deletes all data of the instance; keys of cases are destroyed. */
  remove(ctx: ActionContext, instance: Instance): Promise<void>;
  /** How it is, by looking: `absent` before `activate` and after `remove`. */
  health(ctx: ActionContext, instance: Instance): Promise<Health>;
};
