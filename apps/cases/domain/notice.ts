/** A decision as it was made, exactly as it stands on paper. Sealed under the case's key. */
export type NoticeContent = {
  readonly decision: string;
  readonly decisionName: string;
  readonly amountCents: number | null;
  readonly firstAmountCents: number | null;
  readonly startsOn: string | null;
  readonly dueOn: string | null;
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly remedy: string;
  readonly recipient: readonly string[];
  readonly signatory: string;
  readonly sender: { readonly name: string; readonly unit: string | null; readonly addressLines: readonly string[]; readonly contactLines: readonly string[] };
  readonly reference: string;
  /** Day of the decision, Europe/Berlin. */
  readonly issuedOn: string;
  /** Rests on values or texts that are only examples. */
  readonly isExample: boolean;
};

/** A notice as it lies readable: when, how it reaches the applicant, and its file. */
export type Notice = {
  readonly id: string;
  readonly case: string;
  readonly decision: string;
  readonly dueOn: string | null;
  readonly issuedAt: Date;
  readonly pdfFileId: string | null;
  readonly service: NoticeService;
  /** Day on which it went to the post; null until somebody has entered it. */
  readonly postedOn: string | null;
};

/** How a notice is served and why that way. As long as no electronic route that counts in law is connected, by post. */
export type NoticeService = { readonly route: 'post'; readonly ground: 'no-electronic-route'; readonly statement: string };

/** The sentence on page, record and paper. */
export const SERVICE_BY_POST = {
  de: 'Dieser Bescheid wird mit der Post bekannt gegeben. Die Kopie im Internet dient nur der Information. Für Fristen zählt der Brief. Das gilt, bis es einen elektronischen Weg gibt, der rechtlich zählt.',
  en: 'This notice is served by post. The copy on the internet is for information only. For deadlines the letter counts. This applies until there is an electronic route that counts in law.',
} as const;

/** The record of service for a new notice. */
export function serviceByPost(): NoticeService {
  return { route: 'post', ground: 'no-electronic-route', statement: SERVICE_BY_POST.de };
}
