import { addDays, type PlainDate } from '@allmende/time';
import type { Completeness } from './completeness.ts';
import { waysOf, type EvidenceItem, type EvidenceStatus } from './evidence.ts';

/** One answer or document that is not there, with everything a person must know to bring it. */
export type MissingPart =
  | { readonly kind: 'answer'; readonly page: string; readonly field: string; readonly row: number | undefined }
  | {
    readonly kind: 'evidence'; readonly key: string; readonly evidence: string; readonly row: number | undefined; readonly isRequired: boolean; readonly status: EvidenceStatus; readonly ways: ReturnType<typeof waysOf>;
    /** Day by which it should be there, known once the application was sent and where the package says so. */
    readonly by: PlainDate | undefined;
    readonly dueDays: number | undefined;
  };

/** How far an application has come: what counts, what is there, what is missing and how it can come. */
export type CompletenessReport = {
  /** Whole per cent of required answers and required documents that are there; 100 only when nothing is missing. */
  readonly score: number;
  readonly required: number;
  readonly there: number;
  readonly missing: readonly MissingPart[];
};

/** Joins what the answers lack with what the documents lack. `sentOn` is the day of sending, undefined before it. */
export function completenessReport(answers: Pick<Completeness, 'required' | 'answered' | 'missing'>, items: readonly EvidenceItem[], sentOn?: PlainDate): CompletenessReport {
  const wanted = items.filter(({ isRequired }) => isRequired);
  const required = answers.required + wanted.length;
  const there = answers.answered + wanted.filter(isThere).length;
  return {
    required, there, score: required === 0 ? 100 : Math.floor((there * 100) / required),
    missing: [
      ...answers.missing.map(({ page, field, row }) => ({ kind: 'answer' as const, page, field, row })),
      ...items.filter((item) => !isThere(item)).map((item) => {
        const { dueDays } = item.evidence.entry;
        return {
          kind: 'evidence' as const, key: item.key, evidence: item.evidence.id, row: item.row?.number, isRequired: item.isRequired, status: item.status, ways: waysOf(item), dueDays,
          by: sentOn === undefined || dueDays === undefined ? undefined : addDays(sentOn, dueDays),
        };
      }),
    ],
  };
}

/** Ids of required evidence that still has to come, each once. */
export function missingEvidence(items: readonly EvidenceItem[]): string[] {
  return [...new Set(items.filter((item) => item.isRequired && !isThere(item)).map(({ evidence }) => evidence.id))];
}

function isThere({ status }: EvidenceItem): boolean {
  return status === 'there' || status === 'checking';
}
