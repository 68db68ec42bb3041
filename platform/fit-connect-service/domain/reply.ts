/** `taken`: the sender has it, its content is gone here. */
export type ReplyState = 'incomplete' | 'submitted' | 'taken';

/** A reply without its content. */
export type Reply = { readonly replyId: string; readonly caseId: string; readonly submissionId: string; /** The sender of the submission, who fetches it. */ readonly client: string; readonly state: ReplyState; readonly announced: readonly string[]; readonly contentSha256: Buffer | null };

/** Largest encrypted document of a reply in characters, and most of them. */
export const LARGEST_REPLY_DOCUMENT = 14 * 1024 * 1024;
export const MOST_REPLY_DOCUMENTS = 20;
