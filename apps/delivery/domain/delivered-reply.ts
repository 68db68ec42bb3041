/**
 * What a system that works on an application says to the applicant, beyond the state. Personal: it is written for one person and lies only sealed.
 * `received`: it has arrived there; `question`: something is missing or unclear; `fee`: something has to be paid; `decision`: it is decided; `note`: anything else worth knowing.
 */
export type DeliveredReply = {
  readonly id: string;
  readonly kind: ReplyKind;
  /** The system's own number, for telephone calls and letters. */
  readonly fileNumber?: string;
  /** Plain German, at most `REPLY_TEXT_MAX` characters. */
  readonly text?: string;
  /** Day by which the applicant should have answered or paid. */
  readonly due?: string;
  /** What is missing, in words of the applicant's service. */
  readonly missing?: readonly string[];
  readonly fee?: ReplyFee;
};

/** A fee as it was set: whole cents; where and under which words to pay, as far as the system says. */
export type ReplyFee = { readonly amountCents: number; readonly purpose?: string; readonly payee?: string; readonly iban?: string };

export const REPLY_KINDS = ['received', 'question', 'fee', 'decision', 'note'] as const;

export type ReplyKind = (typeof REPLY_KINDS)[number];

/** Longest text and most missing things that a reply brings; what is longer is not of a person for a person. */
export const REPLY_TEXT_MAX = 4_000;
export const REPLY_MISSING_MAX = 50;
