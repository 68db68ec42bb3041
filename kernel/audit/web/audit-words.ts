import type { ActionContext } from '@allmende/house';

type Word = { readonly de: string; readonly en: string };
type Words = Readonly<Record<string, Word>>;

/** What a fact is called, and how its value is read: an amount in cents, a size in bytes, a time in seconds, or one of (several) known words. */
export type FactWords = Word & { readonly format?: 'euro' | 'bytes' | 'seconds'; readonly values?: Words };

/** What the entries of one room mean in words for people. Actions stand without the name of the room. */
export type RoomWords = { readonly room: Word; readonly subjects: Words; readonly actions: Words; readonly facts: Readonly<Record<string, FactWords>> };

/** What entries mean, by room; the kernel knows no business, so the processes bring it. What is missing is shown as it is recorded. */
export type AuditWords = Readonly<Record<string, RoomWords>>;

/** What the pages of the log ask of rooms that the log itself must not know. */
export type AuditPort = {
  /** Names of accounts; those that nobody knows any more are missing. */
  readonly namesOf: (ctx: Pick<ActionContext, 'database'>, accountIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  readonly words: AuditWords;
};
