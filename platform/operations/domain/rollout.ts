/** How far a rollout goes at a stage: a number of instances (`1`) or a part of all (`10%`). */
export type RolloutStage = string;

export type RolloutState = 'running' | 'halted' | 'done' | 'aborted';

/** A version of an app that is brought to many authorities, in stages. */
export type Rollout = {
  readonly id: string;
  readonly app: string;
  readonly version: string;
  readonly state: RolloutState;
  readonly stages: readonly RolloutStage[];
  /** Index of the stage that runs. */
  readonly stage: number;
  readonly stageSince: Date;
  /** How long everything must have been well before the next stage begins. */
  readonly pauseMinutes: number;
  /** With more failures than this it halts by itself. */
  readonly mostFailures: number;
  readonly startedAt: Date;
  readonly endedAt: Date | undefined;
  /** Why it halted, in German. */
  readonly detail: string | undefined;
};

export type RolloutMember = {
  readonly tenant: string;
  readonly instance: string;
  /** Its place in the order, from 0. */
  readonly position: number;
  readonly state: 'waiting' | 'updating' | 'done' | 'failed' | 'skipped';
};

export const USUAL_STAGES: readonly RolloutStage[] = ['1', '10%', '50%', '100%'];
/** At most so many updates of one rollout run at once, however large the stage: machines and people must be able to follow. */
export const MOST_AT_ONCE = 20;

/** What to do next with a rollout: begin updates, go on to the next stage, halt or end; nothing while it runs or pauses. */
export type RolloutMove = { readonly kind: 'begin'; readonly members: readonly RolloutMember[] } | { readonly kind: 'next-stage' } | { readonly kind: 'halt'; readonly detail: string } | { readonly kind: 'done' } | { readonly kind: 'wait' };

/** How many instances a stage reaches: at least one, at most all. */
export function reachOf(stage: RolloutStage, all: number): number {
  const wanted = stage.endsWith('%') ? Math.ceil((all * Number(stage.slice(0, -1))) / 100) : Number(stage);
  return Math.min(all, Math.max(1, wanted));
}

/** Whether stages can be read and grow to all: `1`, `10%`, …, `100%`. */
export function areStages(stages: readonly string[]): boolean {
  if (stages.length === 0 || stages.length > 10 || stages.at(-1) !== '100%') return false;
  return stages.every((stage) => /^(?:[1-9]\d{0,4}|(?:[1-9]\d?|100)%)$/u.test(stage));
}

/** Decides about a rollout; `now` counts the pause from when the stage's last member was done (`lastEnded`). */
export function nextMove(rollout: Rollout, members: readonly RolloutMember[], lastEnded: Date | undefined, now: Date): RolloutMove {
  if (rollout.state !== 'running') return { kind: 'wait' };
  const failed = members.filter((one) => one.state === 'failed').length;
  if (failed > rollout.mostFailures) return { kind: 'halt', detail: `${failed} ${failed === 1 ? 'Aktualisierung ist fehlgeschlagen' : 'Aktualisierungen sind fehlgeschlagen'}. Die alten Versionen laufen wieder.` };
  const reached = members.filter((one) => one.position < reachOf(rollout.stages[rollout.stage] ?? '100%', members.length));
  const waiting = reached.filter((one) => one.state === 'waiting');
  const updating = members.filter((one) => one.state === 'updating').length;
  if (waiting.length > 0) {
    const room = MOST_AT_ONCE - updating;
    return room > 0 ? { kind: 'begin', members: waiting.toSorted((one, other) => one.position - other.position).slice(0, room) } : { kind: 'wait' };
  }
  if (updating > 0) return { kind: 'wait' };
  if (members.every((one) => one.state !== 'waiting')) return { kind: 'done' };
  const restSince = Math.max(rollout.stageSince.getTime(), lastEnded?.getTime() ?? 0);
  return now.getTime() - restSince >= rollout.pauseMinutes * 60_000 ? { kind: 'next-stage' } : { kind: 'wait' };
}
