import { InvalidInput, type FieldProblem } from '@allmende/errors';
import type { PublicKey } from '@allmende/sealing';
import type { PlainDate } from '@allmende/time';
import { checkCriteria, type AwardCriteria, type Criterion } from './criterion.ts';

/** Somebody who opens offers, with the key as it was when the call went out. */
export type OpeningOfficer = { readonly account: string; readonly name: string; readonly thumbprint: string; readonly key: PublicKey };

/** Where a competition stands. Whether its deadline is over is asked of the clock. */
export type CompetitionState = 'draft' | 'invited' | 'opened' | 'evaluated' | 'announced' | 'awarded' | 'cancelled';

/** One call for offers within a system: all admitted bidders of the category are asked (§ 23 Abs. 6 VgV). */
export type Competition = {
  readonly id: string;
  readonly number: string;
  readonly system: string;
  readonly category: string;
  readonly content: CompetitionContent;
  readonly state: CompetitionState;
  readonly dataKey: string;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly deadline: Date | null;
  readonly invitedAt: Date | null;
  readonly openedAt: Date | null;
  readonly evaluatedBy: string | null;
  readonly evaluatedAt: Date | null;
  readonly announcedBy: string | null;
  readonly announcedAt: Date | null;
  /** The first day on which the contract may be concluded. */
  readonly awardFrom: PlainDate | null;
  readonly awardedBy: string | null;
  readonly awardedAt: Date | null;
  readonly winner: string | null;
  readonly cancelledBecause: string | null;
  readonly record: { readonly file: string; readonly sha256: string } | null;
};

/** What does not change once the call has gone out. */
export type CompetitionContent = {
  readonly authorityName: string;
  readonly systemTitle: string;
  readonly categoryName: string;
  readonly title: string;
  readonly description: string;
  readonly award: AwardCriteria;
  /** Whether the value reaches the EU threshold, as the authority states; then the standstill of § 134 GWB applies. */
  readonly aboveThreshold: boolean;
  readonly officers: readonly OpeningOfficer[];
  /** How many officers open together; at least two (§ 55 Abs. 2 VgV). */
  readonly threshold: number;
};

/** What an authority enters. */
export type CompetitionInput = {
  readonly system: string; readonly category: string; readonly title: string; readonly description: string; readonly aboveThreshold: boolean; readonly threshold: number; readonly officers: readonly string[];
  readonly priceWeight: number; readonly priceFormula: string; readonly tieRule: string; readonly criteria: readonly Omit<Criterion, 'id'>[];
};

/** Checks everything about the input that needs no look elsewhere; throws InvalidInput with all problems. */
export function checkCompetition(input: CompetitionInput): { readonly title: string; readonly description: string; readonly award: AwardCriteria } {
  const problems: FieldProblem[] = [];
  if (input.title.trim().length < 3 || input.title.length > 150) problems.push({ pointer: '/title', code: 'length', message: 'Bitte geben Sie eine Bezeichnung an (3 bis 150 Zeichen).' });
  if (input.description.trim().length < 10 || input.description.length > 8000) problems.push({ pointer: '/description', code: 'length', message: 'Bitte beschreiben Sie die Leistung (10 bis 8.000 Zeichen).' });
  const officers = new Set(input.officers).size;
  if (officers < 2 || officers > 9) problems.push({ pointer: '/officers', code: 'count', message: 'Bitte wählen Sie 2 bis 9 Personen, die die Angebote öffnen (§ 55 Abs. 2 VgV).' });
  if (!Number.isInteger(input.threshold) || input.threshold < 2 || input.threshold > officers) problems.push({ pointer: '/threshold', code: 'range', message: 'Zur Öffnung gehören mindestens zwei Personen und höchstens so viele, wie Sie gewählt haben.' });
  let award: AwardCriteria | undefined;
  try {
    award = checkCriteria(input);
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    problems.push(...error.fields);
  }
  if (problems.length > 0 || award === undefined) throw new InvalidInput(problems);
  return { title: input.title.trim(), description: input.description.trim(), award };
}

/** Whether the deadline is over. */
export function isClosed(competition: Pick<Competition, 'deadline'>, now: Date): boolean {
  return competition.deadline !== null && now.getTime() >= competition.deadline.getTime();
}
