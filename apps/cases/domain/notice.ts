import type { CountedDay } from '@allmende/procedure';

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
  /** The sentence on how it is served; absent on notices from before there was a choice, which went by post. */
  readonly serviceStatement?: string;
  /** What can be done against it, as its service package or the table of remedies says; absent where the caseworker wrote the text without one. */
  readonly remedyKind?: string;
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

/** `post`: an ordinary letter. `formal`: with proof of delivery (Verwaltungszustellungsgesetz). `mailbox`: that of a Nutzerkonto, where the office itself puts the notice in (§ 9 OZG). */
export type ServiceRoute = 'post' | 'formal' | 'mailbox';

export const SERVICE_ROUTES: readonly ServiceRoute[] = ['post', 'formal', 'mailbox'];

export type ServiceGround = 'no-electronic-route' | 'proof-wanted' | 'mailbox-not-excluded';

/** When a notice counts as served, and until when something can be done against it; as it was worked out on the day it was recorded. */
export type ServedNotice = { readonly on: CountedDay & { readonly source: string }; readonly remedyEnds: CountedDay };

/** An objection that arrived. */
export type NoticeObjection = { readonly receivedOn: string; readonly inTime: 'in-time' | 'late' | 'doubt' | 'unknown' };

/** How a notice is served and why that way; once it is recorded, what follows from it. */
export type NoticeService = { readonly route: ServiceRoute; readonly ground: ServiceGround; readonly statement: string; readonly served?: ServedNotice; readonly objection?: NoticeObjection };

/** The sentence on page, record and paper. */
export const SERVICE_BY_POST = {
  de: 'Dieser Bescheid wird mit der Post bekannt gegeben. Die Kopie im Internet dient nur der Information. Für Fristen zählt der Brief. Das gilt, bis es einen elektronischen Weg gibt, der rechtlich zählt.',
  en: 'This notice is served by post. The copy on the internet is for information only. For deadlines the letter counts. This applies until there is an electronic route that counts in law.',
} as const;

/** The sentences for the other routes. */
const STATEMENTS: Readonly<Record<ServiceRoute, { readonly de: string; readonly en: string }>> = {
  post: SERVICE_BY_POST,
  formal: {
    de: 'Dieser Bescheid wird förmlich zugestellt. Die Kopie im Internet dient nur der Information. Für Fristen zählt der Tag der Zustellung.',
    en: 'This notice is served formally, with proof of delivery. The copy on the internet is for information only. For deadlines the day of delivery counts.',
  },
  mailbox: {
    de: 'Dieser Bescheid wird im Postfach Ihres Nutzerkontos bereitgestellt. Er gilt am vierten Tag danach als bekannt gegeben (§ 9 Abs. 1 OZG). Rufen Sie ihn nur in Ihrem Postfach ab: Die Kopie auf der Statusseite dient nur der Information.',
    en: 'This notice is put into the mailbox of your user account. It counts as served on the fourth day after that (§ 9 (1) OZG). Fetch it from your mailbox only: the copy on the status page is for information.',
  },
};

const GROUNDS: Readonly<Record<ServiceRoute, ServiceGround>> = { post: 'no-electronic-route', formal: 'proof-wanted', mailbox: 'mailbox-not-excluded' };

/** The sentence on page, record and paper for a route. */
export function serviceStatement(route: ServiceRoute): { readonly de: string; readonly en: string } {
  return STATEMENTS[route];
}

/** The record of service for a new notice. */
export function serviceBy(route: ServiceRoute): NoticeService {
  return { route, ground: GROUNDS[route], statement: STATEMENTS[route].de };
}
