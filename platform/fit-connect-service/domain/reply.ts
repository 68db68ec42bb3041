/** `taken`: the sender has it, its content is gone here. `dropped`: it was never sent, or nobody fetched it in time; its content is gone, too. */
export type ReplyState = 'incomplete' | 'submitted' | 'taken' | 'dropped';

/** Days after which a reply that was never sent or never fetched is dropped: as many as for submissions. ASSUMED: nothing of this is documented. */
export const DAYS_UNTIL_REPLY_IS_DROPPED = 14;

/** A reply without its content. */
export type Reply = { readonly replyId: string; readonly caseId: string; readonly submissionId: string; /** The sender of the submission, who fetches it. */ readonly client: string; readonly state: ReplyState; readonly announced: readonly string[]; readonly contentSha256: Buffer | null };

/** Largest encrypted document of a reply in characters, and most of them. */
export const LARGEST_REPLY_DOCUMENT = 14 * 1024 * 1024;
export const MOST_REPLY_DOCUMENTS = 20;
