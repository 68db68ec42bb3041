import type { Refusal, UploadKind } from '@allmende/uploads';
import type { CompiledEvidence } from './compile-evidence.ts';
import { inRow, type Environment } from './rules/environment.ts';
import type { Situation } from './situation.ts';

/** `received` is in quarantine; `later` and `office` have no file: the applicant said how it will come. */
export type EvidenceState = 'received' | 'clean' | 'refused' | 'later' | 'office';

/** What was read in a document, never more than a stretch of its text. */
export type Reading = { readonly text: string; readonly by: 'text-layer' | 'recognition' | 'nothing' };

/** One upload, or a word about how a piece of evidence will come. Everything but state, size and times lies sealed. */
export type EvidenceFile = {
  readonly id: string;
  readonly evidence: string;
  /** Id of the row of its group. */
  readonly row: string | undefined;
  readonly state: EvidenceState;
  /** As the applicant's device named it. */
  readonly name: string;
  readonly kind: UploadKind | undefined;
  readonly refusal: Refusal | undefined;
  readonly fileId: string | null;
  readonly sizeBytes: number;
  readonly isLate: boolean;
  readonly receivedAt: Date;
  /** Undefined until it was read. */
  readonly reading: Reading | undefined;
};

/** `checking` counts as handed in: the applicant has done it. */
export type EvidenceStatus = 'there' | 'checking' | 'refused' | 'later' | 'office' | 'open';

/** A piece of evidence that is asked for as things stand, with what has come. */
export type EvidenceItem = {
  /** `rent`, or `income.<row>` for one of a row. */
  readonly key: string;
  readonly evidence: CompiledEvidence;
  readonly row: { readonly id: string; readonly number: number } | undefined;
  readonly isRequired: boolean;
  readonly files: readonly EvidenceFile[];
  readonly status: EvidenceStatus;
  /** What its conditions looked at. */
  readonly environment: Environment;
};

/** Everything that is asked for as things stand, in the order of the package, rows in theirs. Unknown conditions ask for nothing. */
export function evidenceItems(situation: Situation, files: readonly EvidenceFile[]): EvidenceItem[] {
  const rowsOf = (group: string) => situation.pages.find(({ page, state }) => state !== 'skipped' && page.list?.group.id === group)?.rows ?? [];
  return situation.service.evidence.flatMap((evidence) => {
    if (evidence.per === undefined) return itemOf(evidence, undefined, situation.environment, files);
    return rowsOf(evidence.per).flatMap((row) => itemOf(evidence, { id: row.id, number: row.number }, inRow(situation.environment, row.row), files));
  });
}

/** Uploads that nothing asks for any more: they never leave the form. */
export function unaskedFiles(items: readonly EvidenceItem[], files: readonly EvidenceFile[]): EvidenceFile[] {
  const asked = new Set(items.flatMap((item) => item.files.map(({ id }) => id)));
  return files.filter(({ id }) => !asked.has(id));
}

/** How a piece of evidence can come: upload and bring later always, the others where the package says so. */
export function waysOf(item: Pick<EvidenceItem, 'evidence'>): readonly ('upload' | 'later' | 'register' | 'office')[] {
  const { replaces, fromOffice } = item.evidence.entry;
  return ['upload', 'later', ...(replaces === undefined ? [] : ['register' as const]), ...(fromOffice === true ? ['office' as const] : [])];
}

/** The address of a piece of evidence in a form. */
export function evidenceKey(evidence: string, row: string | undefined): string {
  return row === undefined ? evidence : `${evidence}.${row}`;
}

function itemOf(evidence: CompiledEvidence, row: EvidenceItem['row'], environment: Environment, files: readonly EvidenceFile[]): EvidenceItem[] {
  const isRequired = evidence.required(environment) === true;
  if (!isRequired && evidence.optional(environment) !== true) return [];
  const own = files.filter((file) => file.evidence === evidence.id && file.row === row?.id);
  return [{ key: evidenceKey(evidence.id, row?.id), evidence, row, isRequired, files: own, status: statusOf(own), environment }];
}

function statusOf(files: readonly EvidenceFile[]): EvidenceStatus {
  const has = (state: EvidenceState) => files.some((file) => file.state === state);
  if (has('clean')) return 'there';
  if (has('received')) return 'checking';
  if (has('office')) return 'office';
  if (has('later')) return 'later';
  return has('refused') ? 'refused' : 'open';
}
