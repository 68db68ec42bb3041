/** A text by language; German is always there. */
export type LocalText = { readonly de: string } & Readonly<Record<string, string>>;

/** Answers or results in words, as the applicant saw them. `value` is missing where an optional question stayed open. */
export type SummaryRow = { readonly label: string; readonly value: string | undefined; /** Id of the answer; absent for results, and in submissions from before it was handed on. */ readonly field?: string };

/** The application in one language: pages in the order in which they were asked, then what was worked out from them. */
export type Summary = { readonly pages: readonly { readonly title: string; readonly rows: readonly SummaryRow[]; /** Of a repeating group, its row. */ readonly row?: string }[]; readonly results: readonly SummaryRow[] };

/** A way to decide, as the service package describes it. */
export type DecisionGuide = {
  readonly id: string;
  readonly label: LocalText;
  /** Whether the decision sets an amount, and what the rules propose; undefined where they cannot know. Cents. */
  readonly setsAmount: boolean;
  readonly amountCents: number | undefined;
  readonly setsFirstAmount: boolean;
  readonly firstAmountCents: number | undefined;
  /** Day from which the decision applies, as the rules propose. */
  readonly startsOn: string | undefined;
  /** German text of the notice in its order (the official language, § 87 Abs. 1 AO, § 23 Abs. 1 VwVfG). ICU placeholders name facts or what the caseworker decides. The first is the subject. */
  readonly blocks: readonly string[];
  /** Where the law leaves no discretion: the norm that says so, and whether a second person has to confirm what is decided for many at once. Absent where somebody has to weigh. */
  readonly bound?: { readonly source: string; readonly fourEyes: boolean };
  /** The decision refuses what was applied for: the reasons of which one is chosen for the figures. Absent for others. */
  readonly refusal?: { readonly reasons: readonly { readonly id: string; readonly label: LocalText }[] };
};

/** What can be done against the notice in the authority's Land on the day of sending, where somebody has entered it. */
export type RemedyGuide = { readonly kind: string; readonly text: string; readonly source: string; readonly example: boolean };

/** A period in which the authority has to decide. `begins` when the application arrived (default) or when it is complete. */
export type DeadlineGuide = {
  readonly id: string;
  readonly label: LocalText;
  readonly count: number;
  readonly unit: 'days' | 'workdays' | 'weeks' | 'months';
  /** The paragraph. */
  readonly source: string;
  readonly begins?: 'received' | 'complete';
  /** After it the permit counts as given (§ 42a VwVfG). */
  readonly effect?: 'deemed-approval';
};

/** How long a closed case is kept. */
export type RetentionGuide = { readonly count: number; readonly unit: 'months' | 'years'; readonly begins: 'closing' | 'year-end'; readonly source: string };

/** What the decision costs, where somebody has entered it; in cents. */
export type FeeGuide = { readonly id: string; readonly label: LocalText; readonly cents: number; readonly source: string };

/** Who typed an application in for somebody else, and how that person brought it. */
export type Entry = { readonly channel: 'counter' | 'paper' | 'phone'; readonly by: string };

/** How complete a submission is: whole per cent of what is required, and each piece of evidence with where it stands. */
export type ParcelCompleteness = {
  readonly score: number;
  readonly required: number;
  readonly there: number;
  /** `status`: `there`, `checking`, `refused`, `later`, `office` (the authority gets it itself) or `open`. `due`: day by which it should be there. */
  readonly evidence: readonly { readonly label: LocalText; readonly isRequired: boolean; readonly status: string; readonly due: string | undefined; /** Names it in the service package, with the row where there are several; absent in submissions from before it was handed on. */ readonly key?: string; /** What the package says about it to the applicant. */ readonly hint?: LocalText }[];
};

/** What a system needs to work on an application, whoever runs it. Everything in it may be personal: keep it sealed. */
export type ParcelContent = {
  /** The application's id: equal ids are the same submission. */
  readonly submission: string;
  /** The sample application of the package, sent to see whether it arrives: never a file of a person. */
  readonly isTest?: true;
  readonly reference: string;
  readonly service: { readonly id: string; /** 14 digits; missing where the package knows none. */ readonly leistungsschluessel?: string; readonly version: string; readonly packageHash: string; readonly overlayHash: string; readonly name: LocalText; readonly regime: string; readonly secrecy: string };
  /** Regionalschlüssel of the place, 12 digits. */
  readonly placeArs: string;
  /** `Glasewitz`: at an Amt the caseworker wants to know which of its municipalities. */
  readonly placeName: string;
  /** ISO 8601 in UTC. */
  readonly submittedAt: string;
  /** Language in which the applicant wrote. */
  readonly language: string;
  readonly answers: Readonly<Record<string, string | number | boolean>>;
  /** By repeating group, the answers of each row; missing for a service without groups. */
  readonly rows?: Readonly<Record<string, readonly Readonly<Record<string, string | number | boolean>>[]>>;
  /** What the rules worked out, as the exported schema of the service has it; missing in submissions from before it was handed on. */
  readonly results?: Readonly<Record<string, string | number | boolean>>;
  readonly summary: { readonly de: Summary } & Readonly<Record<string, Summary>>;
  /** Lines for an envelope, name first; empty where the service does not ask. */
  readonly recipient: readonly string[];
  /** Only where the service package lets the name be stored readable. */
  readonly clearName: string | undefined;
  /** Labels of evidence that follows later. */
  readonly missingEvidence: readonly LocalText[];
  /** How complete it was on the day of delivery; evidence that comes later brings a newer one. Absent in submissions from before it was counted. */
  readonly completeness?: ParcelCompleteness;
  readonly decisions: readonly DecisionGuide[];
  readonly remedy: RemedyGuide | undefined;
  /** Periods of the service in which the authority has to decide; absent in submissions from before they were handed over. */
  readonly deadlines?: readonly DeadlineGuide[];
  /** Absent where the package does not say it. */
  readonly retention?: RetentionGuide;
  /** Absent where nothing is known of fees. */
  readonly fees?: readonly FeeGuide[];
  /** Absent where the applicant sent it without help. */
  readonly entry?: Entry;
  /** Values for the placeholders of texts, in German words. */
  readonly facts: Readonly<Record<string, string | number>>;
  readonly office: { readonly name: string | undefined; readonly address: string | undefined; readonly telephone: string | undefined; readonly email: string | undefined };
  /** Whether amounts rest on values that are only examples. */
  readonly hasExampleValues: boolean;
  /** Days from the notice to the first payment, where the statute says so. */
  readonly firstDueDays: number | undefined;
};
