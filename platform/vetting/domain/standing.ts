import { addDays, type PlainDate } from '@allmende/time';
import type { Evidence } from './evidence.ts';
import { LADDER, type CheckRule, type Level, type Rung } from './ladder.ts';

/** How a check stands: `waiting` for the operator's look, `outdated` when the description has changed since. */
export type CheckState = 'passed' | 'failed' | 'missing' | 'waiting' | 'expired' | 'outdated';

export type StandingCheck = { readonly rule: CheckRule; readonly state: CheckState; readonly evidence: Evidence | undefined };

export type Standing = {
  readonly level: Level;
  readonly rungs: readonly { readonly rung: Rung; readonly reached: boolean; readonly checks: readonly StandingCheck[] }[];
  /** The first day on which the level is lower if nothing is renewed; null when nothing that carries it expires. */
  readonly holdsUntil: PlainDate | null;
};

/** Releases of a solution that were published here, as far as level 7 asks. */
export type Releases = { readonly firstPublishedOn: PlainDate | null; readonly releasedOn: readonly PlainDate[] };

/** For so long a solution has to be published, and so old its newest release may be. A rule of this project, after the maintenance badge of openCode (a release in six months). */
export const MAINTAINED_DAYS = 183;

/**
 * The level of a solution on a day: a pure function of evidence, releases and day, so that expired evidence lowers it by itself. For each check the newest evidence counts; evidence of
 * another revision of the description counts no more.
 */
export function standingOn(day: PlainDate, solution: { readonly evidence: readonly Evidence[]; readonly revision: number; readonly releases: Releases }): Standing {
  // What belongs to another revision only shows that there was something: it never stands before what belongs to this one.
  const [own, others] = [newestByCheck(solution.evidence.filter(({ revision }) => revision === null || revision === solution.revision)), newestByCheck(solution.evidence)];
  const checked = LADDER.map((rung) => ({ rung, checks: rung.checks.map((rule) => standingOf(rule, own.get(rule.id) ?? others.get(rule.id), day, solution)) }));
  let level: Level = 0;
  const rungs = checked.map(({ rung, checks }) => {
    const reached = level === rung.level - 1 && checks.every(({ state }) => state === 'passed');
    if (reached) level = rung.level;
    return { rung, reached, checks };
  });
  return { level, rungs, holdsUntil: earliest(rungs.filter(({ reached }) => reached).flatMap(({ checks }) => checks.map((check) => endOf(check, solution.releases)))) };
}

function standingOf(rule: CheckRule, evidence: Evidence | undefined, day: PlainDate, { releases, revision }: { readonly revision: number; readonly releases: Releases }): StandingCheck {
  if (rule.by === 'time') return { rule, evidence: undefined, state: maintainedOn(day, releases) };
  if (evidence === undefined) return { rule, evidence, state: 'missing' };
  return { rule, evidence, state: stateOf(rule, evidence, day, revision) };
}

function stateOf(rule: CheckRule, evidence: Evidence, day: PlainDate, revision: number): CheckState {
  if (evidence.revision !== null && evidence.revision !== revision) return 'outdated';
  if (evidence.outcome === 'failed' || evidence.review?.outcome === 'returned') return 'failed';
  if (evidence.expiresOn !== null && evidence.expiresOn <= day) return 'expired';
  return rule.needsReview && evidence.review === null ? 'waiting' : 'passed';
}

function maintainedOn(day: PlainDate, { firstPublishedOn, releasedOn }: Releases): CheckState {
  const newest = releasedOn.filter((one) => one <= day).toSorted().at(-1);
  if (firstPublishedOn === null || newest === undefined) return 'missing';
  return addDays(firstPublishedOn, MAINTAINED_DAYS) <= day && addDays(newest, MAINTAINED_DAYS) > day ? 'passed' : 'failed';
}

function endOf({ evidence, rule }: StandingCheck, { releasedOn }: Releases): PlainDate | null {
  if (rule.by !== 'time') return evidence?.expiresOn ?? null;
  const newest = releasedOn.toSorted().at(-1);
  return newest === undefined ? null : addDays(newest, MAINTAINED_DAYS);
}

function newestByCheck(evidence: readonly Evidence[]): ReadonlyMap<string, Evidence> {
  const newest = new Map<string, Evidence>();
  for (const one of evidence) {
    const known = newest.get(one.check);
    if (known === undefined || one.recordedAt > known.recordedAt || (one.recordedAt.getTime() === known.recordedAt.getTime() && one.id > known.id)) newest.set(one.check, one);
  }
  return newest;
}

function earliest(days: readonly (PlainDate | null)[]): PlainDate | null {
  return days.filter((day) => day !== null).toSorted()[0] ?? null;
}
