import type { ActionContext } from '@allmende/house';

type Words = Readonly<Record<string, { readonly de: string; readonly en: string }>>;

/** What entries mean in words for people; the kernel knows no business, so the processes bring them. What is missing is shown as it is recorded. */
export type AuditWords = {
  /** Sentences by action: `Eine Bestellung wurde freigegeben.` */
  readonly actions: Words;
  /** Names of the parts of the platform, by the first part of the action. */
  readonly rooms: Words;
  /** Names of what entries are about, by kind. */
  readonly subjects: Words;
};

/** What the pages of the log ask of rooms that the log itself must not know. */
export type AuditPort = {
  /** Names of accounts; those that nobody knows any more are missing. */
  readonly namesOf: (ctx: Pick<ActionContext, 'database'>, accountIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  readonly words: AuditWords;
};
