import { NotInThisState } from './errors.ts';
import type { Candidate, Instance, PassageStage } from './instance.ts';
import type { StepName } from './step.ts';

const MOST_TRIES = 2;

/** A passage from one generation to another, as the history keeps it. */
export type PassageRecord = {
  readonly id: string;
  readonly instanceId: string;
  readonly reason: Candidate['reason'];
  readonly fromVersion: string | undefined;
  readonly toVersion: string;
  /** The rollout that asked for it. */
  readonly rollout: string | undefined;
  readonly startedAt: Date;
  readonly endedAt: Date | undefined;
  /** `returned`: the old generation serves again. */
  readonly outcome: 'done' | 'returned' | undefined;
  /** Why it was turned back; or why the own backup of the old version was passed over. */
  readonly detail: string | undefined;
};

/** Begins the update to another version of the package. `withoutPackage` saves the volumes as they lie, for an old version whose own backup is broken. Throws NotInThisState. */
export function beginUpdate(instance: Instance, to: { readonly version: string; readonly passage: string; readonly withoutPackage?: boolean }, now: Date): Instance {
  assertFree(instance);
  if (instance.packageVersion === to.version) throw new NotInThisState('Diese Version läuft bereits.');
  return { ...instance, candidate: { ...fresh(instance, to, now), reason: 'update', stage: instance.runningAt ? 'saving' : 'filling', archive: undefined, saving: to.withoutPackage ? 'as-they-lie' : 'fresh' } };
}

/** Begins the change of the configuration: the same version in a new generation, with all data. Throws NotInThisState. */
export function beginConfiguration(instance: Instance, to: { readonly parameters: Instance['parameters']; readonly passage: string }, now: Date): Instance {
  assertFree(instance);
  const version = instance.packageVersion ?? '';
  return { ...instance, candidate: { ...fresh(instance, { version, passage: to.passage }, now), reason: 'update', stage: instance.runningAt ? 'saving' : 'filling', archive: undefined, saving: 'fresh', parameters: to.parameters } };
}

/** Begins the return to the data of a backup; the present state is saved first. Throws NotInThisState. */
export function beginRestore(instance: Instance, to: { readonly archive: string; readonly version: string; readonly passage: string }, now: Date): Instance {
  assertFree(instance);
  return { ...instance, candidate: { ...fresh(instance, to, now), reason: 'restore', stage: instance.runningAt ? 'saving' : 'filling', archive: to.archive, saving: 'fresh' } };
}

/** The candidate that fills a copy, which has nothing of its own to save. */
export function fillCopy(instance: Instance, to: { readonly archive: string; readonly version: string; readonly passage: string }, now: Date): Instance {
  return { ...instance, candidate: { ...fresh(instance, to, now), reason: 'copy', stage: 'filling', archive: to.archive, saving: 'fresh' } };
}

/** The candidate at its next stage; tries are counted anew. */
export function at(candidate: Candidate, stage: PassageStage, now: Date): Candidate {
  return { ...candidate, stage, since: now, failures: 0 };
}

/** The backup of the old generation lies ready; an update goes on with it, a return with the one that was chosen. */
export function saved(candidate: Candidate, archive: string, now: Date): Candidate {
  return at({ ...candidate, saved: archive, archive: candidate.archive ?? archive }, 'filling', now);
}

/** The new generation serves from here on. */
export function switched(instance: Instance, candidate: Candidate, now: Date): Instance {
  return { ...instance, generation: candidate.generation, packageVersion: candidate.packageVersion, parameters: candidate.parameters ?? instance.parameters, candidate: at(candidate, 'dropping', now), failures: 0 };
}

/** Gives the candidate up; what was wrong stays with it. */
export function giveUp(candidate: Candidate, detail: string, now: Date): Candidate {
  return { ...at(candidate, 'returning', now), detail: candidate.detail ?? detail };
}

/**
 * After a step that failed: tried once more, then given up; a migration is not repeated. A return to a backup must not hang on the backup of what is broken: it then copies
 * volumes as they lie.
 */
export function afterFailure(candidate: Candidate, step: StepName, detail: string, now: Date): Candidate {
  if (candidate.stage === 'dropping' || candidate.stage === 'returning') return { ...candidate, failures: candidate.failures + 1 };
  if (step === 'migrate') return giveUp(candidate, detail, now);
  if (step === 'back-up' && candidate.reason === 'restore' && candidate.saving === 'fresh') return { ...candidate, saving: 'as-they-lie', failures: 1 };
  const failures = candidate.failures + 1;
  return failures >= MOST_TRIES ? giveUp({ ...candidate, failures }, detail, now) : { ...candidate, failures };
}

/** Whether nothing serves because another generation is being made; after the switch, and when the way back is done but for the cleaning up, something does. */
export function isPassing({ candidate }: Pick<Instance, 'candidate'>): boolean {
  return candidate !== undefined && candidate.stage !== 'dropping' && (candidate.stage !== 'returning' || candidate.failures === 0);
}

function assertFree(instance: Instance): void {
  if (instance.packageVersion === undefined) throw new NotInThisState('Diese Anwendung kommt mit der Plattform und hat keine eigenen Versionen und Sicherungen.');
  if (instance.wanted === 'removed') throw new NotInThisState('Die Anwendung ist beendet.');
  if (instance.candidate) throw new NotInThisState('Die Anwendung wird gerade aktualisiert oder zurückgesetzt. Bitte warten Sie, bis das fertig ist.');
}

function fresh(instance: Instance, to: { readonly version: string; readonly passage: string }, now: Date) {
  return {
    generation: instance.generation + 1, packageVersion: to.version, previous: { generation: instance.generation, packageVersion: instance.packageVersion }, saved: undefined, migrates: false, since: now, failures: 0,
    detail: undefined, passage: to.passage,
  };
}
