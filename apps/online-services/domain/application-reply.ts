/** What lies sealed of a reply. Text and `missing` are German, as the specialist system wrote them; cents are whole. */
export type ReplyContent = {
  readonly fileNumber?: string;
  readonly text?: string;
  readonly due?: string;
  readonly missing?: readonly string[];
  readonly fee?: { readonly amountCents: number; readonly purpose?: string; readonly payee?: string; readonly iban?: string };
};

export type ReplyKind = 'received' | 'question' | 'fee' | 'decision' | 'note';

/** What the specialist system said to the applicant. */
export type ApplicationReply = ReplyContent & { readonly id: string; readonly kind: ReplyKind; readonly at: Date };
