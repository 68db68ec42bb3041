import type { ActionContext, House } from '@allmende/house';
import type { ArchiveReader, ArchiveWriter } from './archive.ts';
import type { Instance, ObservedState } from './instance.ts';
import type { ParameterSchema } from './parameter-schema.ts';

/** How an instance is. `detail` is one German sentence for staff, without personal data. */
export type Health = { readonly state: Exclude<ObservedState, 'removed'>; readonly detail?: string };

/** What an office does next with an app that runs, and the page for it; `hint` says who does it or what it needs. */
export type AppStep = { readonly label: string; readonly hint?: string; readonly state: 'open' | 'done'; readonly href: string };

/**
 * What an app of our own gives to operations so that it can be ordered, run and left again. Every function may be called twice and must then change nothing more;
 * `ctx` acts in the instance's authority as `systemActor('operations')`. A function that throws is called again later. `parameters` and `nextSteps` only look, for the person who orders.
 */
export type AppModule = {
  /** `online-services`; the same word as in the offer. */
  readonly app: string;
  /** Its data belong to the authority and not to one instance: ordered a second time, the end of one would delete the data of the other. */
  readonly oncePerAuthority?: boolean;
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
  /** The state for all authorities that have the app, by authority, in one query. Without it every instance is looked at by itself once a minute. */
  healthOfAll?(house: Pick<House, 'database'>): Promise<ReadonlyMap<string, Health>>;
  /** What an order of the app states, as it stands now, in the language of `ctx`; without it there is nothing to state. Asked by whoever orders: it shows nothing of any authority. */
  parameters?(ctx: Pick<ActionContext, 'database' | 'locale'>): Promise<ParameterSchema>;
  /** Where the person of `ctx` goes on once the instance runs, in their language; nothing when there is nothing left to do or to see for them. */
  nextSteps?(ctx: ActionContext, instance: Instance): Promise<readonly AppStep[]>;
};
