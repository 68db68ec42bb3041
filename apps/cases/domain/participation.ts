import type { FieldProblem } from '@allmende/errors';
import { addDays, formatDate, parsePlainDate, type PlainDate } from '@allmende/time';
import type { CaseContent } from './case-content.ts';
import type { CaseEvidence } from './case-evidence.ts';
import { NotPossibleNow } from './errors.ts';

export type RequestState = 'asked' | 'answered' | 'withdrawn';

/** An office that is asked for a statement, as it lies readable. */
export type Participation = {
  readonly id: string; readonly case: string;
  /** The authority that is asked; the own one for another office in the same house. */
  readonly officeTenant: string; readonly officeName: string;
  readonly dueOn: string; readonly askedAt: Date; readonly askedBy: string; readonly state: RequestState; readonly answeredAt: Date | null;
};

/** What lies sealed of it. */
export type ParticipationContent = { readonly question: string; readonly askedByName: string; /** Ids of the parts that they may see. */ readonly parts: readonly string[]; readonly statement?: string; readonly answeredByName?: string };

/** What the asked authority keeps of it: that it was asked, and by when. */
export type StatementRequest = {
  readonly id: string; readonly fromTenant: string; readonly fromName: string; readonly reference: string; readonly serviceName: { readonly de: string; readonly en: string }; readonly dueOn: string; readonly askedAt: Date; readonly state: RequestState;
};

/** A part of a case that another office may be shown. */
export type CasePart = { readonly id: string; readonly label: string };

const LONGEST_QUESTION = 5_000;
const LONGEST_STATEMENT = 20_000;
const LONGEST_WAIT_DAYS = 366;

/** Everything in a case that can be shown to others: each page of the application, what was worked out from it, and each document that can be opened. */
export function partsOf(content: CaseContent, evidence: readonly CaseEvidence[]): CasePart[] {
  const { pages, results } = content.summary.de;
  return [
    ...pages.map(({ title }, index) => ({ id: `page-${index}`, label: title })),
    ...(results.length === 0 ? [] : [{ id: 'results', label: 'Berechnung' }]),
    ...evidence.filter(({ fileId }) => fileId !== null).map(({ id, label, name }) => ({ id: `evidence-${id}`, label: name === '' ? label.de : `${label.de} (${name})` })),
  ];
}

/** What somebody sees who was given these parts, and nothing else. */
export type ShownParts = { readonly pages: CaseContent['summary']['de']['pages']; readonly results: CaseContent['summary']['de']['results']; readonly evidence: readonly CaseEvidence[] };

export function shownParts(content: CaseContent, evidence: readonly CaseEvidence[], parts: readonly string[]): ShownParts {
  const given = new Set(parts);
  return {
    pages: content.summary.de.pages.filter((_page, index) => given.has(`page-${index}`)), results: given.has('results') ? content.summary.de.results : [],
    evidence: evidence.filter(({ id, fileId }) => fileId !== null && given.has(`evidence-${id}`)),
  };
}

/** A request as it was typed. The day is `YYYY-MM-DD`, or what was typed instead. */
export type TypedRequest = { readonly office: string; readonly question: string; readonly dueOn: string; readonly parts: readonly string[] };

/** What is wrong with a request; an office that nobody found is for the caller to say. */
export function checkRequest(typed: TypedRequest, known: readonly CasePart[], today: PlainDate): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const question = typed.question.trim();
  if (question === '') problems.push({ pointer: '/question', code: 'required', message: 'Schreiben Sie, wozu die andere Stelle etwas sagen soll.' });
  else if (question.length > LONGEST_QUESTION) problems.push({ pointer: '/question', code: 'too-long', message: `Kürzen Sie die Frage auf ${LONGEST_QUESTION} Zeichen.` });
  const day = parsePlainDate(typed.dueOn);
  const last = addDays(today, LONGEST_WAIT_DAYS);
  if (day === undefined || day < today || day > last) problems.push({ pointer: '/dueOn', code: 'invalid', message: `Geben Sie einen Tag zwischen heute und dem ${formatDate(last)} ein.` });
  const ids = new Set(known.map(({ id }) => id));
  if (typed.parts.length === 0) problems.push({ pointer: '/parts', code: 'required', message: 'Wählen Sie wenigstens einen Teil, den die andere Stelle sehen darf.' });
  else if (typed.parts.some((part) => !ids.has(part))) problems.push({ pointer: '/parts', code: 'unknown', message: 'Einen der gewählten Teile gibt es nicht mehr. Wählen Sie noch einmal.' });
  return problems;
}

/** What is wrong with a statement. */
export function checkStatement(text: string): FieldProblem[] {
  if (text.trim() === '') return [{ pointer: '/statement', code: 'required', message: 'Schreiben Sie Ihre Stellungnahme.' }];
  return text.trim().length > LONGEST_STATEMENT ? [{ pointer: '/statement', code: 'too-long', message: `Kürzen Sie die Stellungnahme auf ${LONGEST_STATEMENT} Zeichen.` }] : [];
}

/** Refuses to answer or withdraw a request that nobody waits for any more. */
export function requireAsked(participation: Pick<Participation, 'state'>): void {
  if (participation.state === 'answered') throw new NotPossibleNow('Zu dieser Bitte gibt es schon eine Stellungnahme.');
  if (participation.state === 'withdrawn') throw new NotPossibleNow('Diese Bitte um Stellungnahme wurde zurückgenommen.');
}
