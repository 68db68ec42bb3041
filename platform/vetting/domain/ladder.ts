/** The checks of the ladder. A level is reached when all its checks, and those of all levels below, are passed on the day. */
export const CHECKS = [
  'metadata-conformant', 'licence-clear', 'origin-clear', 'processing-agreement', 'accessibility-report', 'security-concept', 'security-attestation', 'ai-act', 'sbom-valid', 'sbom-signed', 'no-known-vulnerabilities',
  'runs-and-restores', 'single-sign-on', 'sign-out', 'isolation', 'maintained',
] as const;

export type CheckId = (typeof CHECKS)[number];

/** How a check comes by its evidence. */
export type CheckRule = {
  readonly id: CheckId;
  /** `description`: read from the publiccode.yml; `statement`, `document`, `sbom`: the supplier hands it in; `trial`: the operator's test runtime; `time`: follows from releases and the day. */
  readonly by: 'description' | 'statement' | 'document' | 'sbom' | 'trial' | 'time';
  /** Somebody of the operator has to look at it before it counts. */
  readonly needsReview: boolean;
  /** Longest life of evidence in days; undefined where it holds as long as what it was made of. */
  readonly mostDays?: number;
};

export type Level = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** One level with its checks. */
export type Rung = { readonly level: Exclude<Level, 0>; readonly id: string; readonly checks: readonly CheckRule[] };

/** The lowest level with which a solution is published. A rule of this project. */
export const LEVEL_TO_PUBLISH: Level = 2;

const years = (count: number): number => count * 365;
const document = (id: CheckId, mostDays: number): CheckRule => ({ id, by: 'document', needsReview: true, mostDays });

/** The ladder, from the first level to the last. */
export const LADDER: readonly Rung[] = [
  { level: 1, id: 'metadata', checks: [{ id: 'metadata-conformant', by: 'description', needsReview: false }] },
  { level: 2, id: 'origin', checks: [{ id: 'licence-clear', by: 'description', needsReview: false }, { id: 'origin-clear', by: 'statement', needsReview: true, mostDays: years(3) }] },
  {
    level: 3, id: 'documents',
    checks: [document('processing-agreement', years(3)), document('accessibility-report', years(3)), document('security-concept', years(2)), document('security-attestation', years(3)), { id: 'ai-act', by: 'statement', needsReview: true, mostDays: years(1) }],
  },
  {
    level: 4, id: 'supply-chain',
    checks: [{ id: 'sbom-valid', by: 'sbom', needsReview: false, mostDays: years(1) }, { id: 'sbom-signed', by: 'sbom', needsReview: false, mostDays: years(1) }, { id: 'no-known-vulnerabilities', by: 'sbom', needsReview: false, mostDays: 30 }],
  },
  { level: 5, id: 'runtime', checks: [{ id: 'runs-and-restores', by: 'trial', needsReview: false, mostDays: years(1) }] },
  {
    level: 6, id: 'sign-on',
    checks: [{ id: 'single-sign-on', by: 'trial', needsReview: false, mostDays: years(1) }, { id: 'sign-out', by: 'trial', needsReview: false, mostDays: years(1) }, { id: 'isolation', by: 'trial', needsReview: false, mostDays: years(1) }],
  },
  { level: 7, id: 'maintained', checks: [{ id: 'maintained', by: 'time', needsReview: false }] },
];

/** The rule of a check. */
export function ruleOf(check: CheckId): CheckRule {
  const rule = LADDER.flatMap(({ checks }) => checks).find(({ id }) => id === check);
  if (rule === undefined) throw new RangeError(`no such check: ${check}`);
  return rule;
}

/** Whether a text names a check. */
export function isCheck(text: string): text is CheckId {
  return CHECKS.some((check) => check === text);
}
