import { record } from '@allmende/audit';
import type { TenantTx } from '@allmende/database';
import { emit } from '@allmende/events';
import type { ActionContext } from '@allmende/house';
import { openFile } from '@allmende/files';
import { archiveStream } from '../clients/archive-stream.ts';
import { readArchive } from '../clients/read-archive.ts';
import { getArchiveFile, markProven } from '../data/archive.ts';
import { getInstanceForUpdate, saveInstance } from '../data/instance.ts';
import { endPassage } from '../data/passage.ts';
import type { ArchivedFile } from '../domain/archive.ts';
import { BEFORE_DAYS } from '../domain/archive-record.ts';
import { CannotGoOn } from '../domain/errors.ts';
import { instanceUpdated } from '../domain/events.ts';
import type { Candidate, Instance } from '../domain/instance.ts';
import { at, giveUp, saved, switched } from '../domain/passage.ts';
import type { Releases } from '../domain/releases.ts';
import type { Runtime } from '../domain/runtime.ts';
import type { StepName } from '../domain/step.ts';
import { missingFrom } from '../domain/tree-hash.ts';
import { makeArchive } from './make-archive.ts';
import { specOf } from './spec-of.ts';

const PASSAGE_STEPS = ['back-up', 'fill', 'start-new', 'migrate', 'verify', 'switch', 'drop-old', 'return', 'drop-new'] as const;
export type PassageStep = (typeof PASSAGE_STEPS)[number];

/** Whether a step belongs to the passage to another generation. */
export function isPassageStep(step: StepName): step is PassageStep {
  return (PASSAGE_STEPS as readonly string[]).includes(step);
}

/** The instance as its candidate: what a runtime is handed to act on the new generation. */
export function besideOf(instance: Instance, candidate: Candidate): Instance {
  return { ...instance, generation: candidate.generation, packageVersion: candidate.packageVersion, parameters: candidate.parameters ?? instance.parameters };
}

/** Does one step of a passage. Each ends in one transaction that says how far it is; killed before that, it is done again from its beginning. */
export async function takePassageStep(ctx: ActionContext, runtime: Runtime, releases: Releases | undefined, instance: Instance, step: PassageStep): Promise<void> {
  const { candidate } = instance;
  if (!candidate) throw new Error('there is no passage under way');
  const { dropGeneration } = runtime;
  if (!dropGeneration) throw new CannotGoOn(`Die Laufzeitumgebung „${runtime.name}“ kennt keine Versionen nebeneinander.`);
  const beside = besideOf(instance, candidate);
  const change = (work: (fresh: Instance, candidate: Candidate, now: Date, tx: TenantTx) => Instance | Promise<Instance>) => changeCandidate(ctx, instance.id, candidate.passage, work);

  switch (step) {
    case 'back-up': {
      await makeArchive(ctx, runtime, instance, {
        reason: candidate.reason === 'update' ? 'before-update' : 'before-restore', keepDays: BEFORE_DAYS, asTheyLie: candidate.saving === 'as-they-lie',
        adopt: async (_tx, fresh, archive) => (fresh.candidate?.passage === candidate.passage ? { ...fresh, candidate: saved(fresh.candidate, archive.id, ctx.clock.now()) } : fresh),
      });
      return;
    }
    case 'fill': {
      await dropGeneration(ctx, beside);
      if (candidate.archive !== undefined) await fill(ctx, runtime, beside, candidate.archive);
      // Written before anything is started: a start that is cut off must not hide that its data have to be migrated.
      const migrates = await needsMigration(ctx, releases, instance, candidate);
      return change((fresh, current, now) => ({ ...fresh, candidate: at({ ...current, migrates }, 'starting', now) }));
    }
    // The time to answer runs from the beginning of the stage, not from the last start: an app that dies again and again never answers.
    case 'start-new': return runtime.apply(ctx, beside, await specOf(ctx, instance, 'running'));
    case 'migrate': {
      await change((fresh, current, now) => ({ ...fresh, candidate: at(current, 'migrating', now) }));
      await runOwn(ctx, runtime, beside, 'migration');
      return change((fresh, current, now) => ({ ...fresh, candidate: at({ ...current, migrates: false }, 'verifying', now) }));
    }
    case 'verify': {
      await runOwn(ctx, runtime, beside, 'verify');
      return change((fresh, current, now) => ({ ...fresh, candidate: at(current, 'switching', now) }));
    }
    case 'switch': return change(async (fresh, current, now, tx) => {
      await record(tx, {
        actor: ctx.actor, action: 'operations/generation-switched', subject: { kind: 'instance', id: instance.id },
        facts: { app: instance.app, reason: current.reason, generation: current.generation, from: current.previous.packageVersion ?? '', to: current.packageVersion, archive: current.archive ?? '', saved: current.saved ?? '' }, at: now,
      });
      if (current.reason === 'update') await emit(tx, instanceUpdated(instance.id, { instance: instance.id, app: instance.app, contract: instance.contractId }));
      return switched(fresh, current, now);
    });
    case 'drop-old': {
      await dropGeneration(ctx, { ...instance, ...candidate.previous });
      return change(async (fresh, current, now, tx) => {
        await endPassage(tx, current.passage, { at: now, outcome: 'done', detail: undefined });
        return { ...fresh, candidate: undefined };
      });
    }
    case 'return': return change((fresh, current, now) => ({ ...fresh, candidate: giveUp(current, fresh.wanted === 'removed' ? 'Die Anwendung wurde inzwischen beendet.' : 'Die neue Version hat nicht rechtzeitig geantwortet.', now) }));
    case 'drop-new': {
      await dropGeneration(ctx, beside);
      return change(async (fresh, current, now, tx) => {
        await endPassage(tx, current.passage, { at: now, outcome: 'returned', detail: current.detail });
        await record(tx, {
          actor: ctx.actor, action: 'operations/passage-returned', subject: { kind: 'instance', id: instance.id },
          facts: { app: instance.app, reason: current.reason, generation: fresh.generation, from: current.previous.packageVersion ?? '', to: current.packageVersion }, at: now,
        });
        const returned = { ...fresh, candidate: undefined, failures: 0, nextLookAt: now };
        // A copy that could not be filled holds nothing: it is removed, and nobody takes an empty app for the data of then.
        return current.reason === 'copy' ? { ...returned, wanted: 'removed', endedAt: now, endReason: 'by-choice', deleteAfter: now, dataReturnedAt: now, removingSince: now } : returned;
      });
    }
  }
}

const WORDS = { migration: 'Die Umstellung der Daten auf die neue Version ist fehlgeschlagen.', verify: 'Die Prüfung der neuen Version ist fehlgeschlagen.' } as const;

/** Runs a command of the package. What it wrote may hold anything, so only the log of operation gets it. */
export async function runOwn(ctx: ActionContext, runtime: Runtime, target: Instance, which: 'verify' | 'migration'): Promise<void> {
  try {
    await runtime.runCommand?.(ctx, target, which);
  } catch (error) {
    ctx.log.warn({ instance: target.id, generation: target.generation, which, err: error }, 'a command of a package failed');
    throw new CannotGoOn(WORDS[which]);
  }
}

async function changeCandidate(ctx: ActionContext, id: string, passage: string, work: (fresh: Instance, candidate: Candidate, now: Date, tx: TenantTx) => Instance | Promise<Instance>): Promise<void> {
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    const fresh = await getInstanceForUpdate(tx, id);
    if (fresh.candidate?.passage !== passage) return;
    await saveInstance(tx, await work(fresh, fresh.candidate, ctx.clock.now(), tx));
  });
}

/** Fills a generation from an archive and proves it: every file must lie there as the archive's manifest says. */
export async function fill(ctx: ActionContext, runtime: Runtime, target: Instance, archive: string): Promise<void> {
  const stored = await ctx.database.inTenant(ctx.tenant, async (tx) => openFile(tx, ctx, (await getArchiveFile(tx, undefined, archive)).fileId));
  const reader = await readArchive(stored);
  await runtime.restore(ctx, target, reader);
  const missing = missingFrom(reader.manifest.files, await filesOf(ctx, runtime, target));
  if (missing.length > 0) throw new CannotGoOn(`Die Sicherung kam nicht vollständig zurück: ${missing.length >= 10 ? 'mindestens 10' : missing.length} Dateien fehlen oder sind verändert.`);
  await ctx.database.inTenant(ctx.tenant, (tx) => markProven(tx, archive, ctx.clock.now()));
}

// Only the hashes count: what would be the archive goes nowhere.
async function filesOf(ctx: ActionContext, runtime: Runtime, target: Instance): Promise<readonly ArchivedFile[]> {
  const there = archiveStream(ctx.clock.now());
  const reading = (async () => { for await (const _part of there.content); })();
  try {
    await runtime.backup(ctx, target, there, { asTheyLie: true });
    return there.files();
  } finally {
    await there.abort('all is known');
    await reading.catch(() => undefined);
  }
}

// Data of the same version need no migration; whose version is unknown might.
async function needsMigration(ctx: ActionContext, releases: Releases | undefined, instance: Instance, candidate: Candidate): Promise<boolean> {
  const release = await releases?.get(instance.app, candidate.packageVersion);
  if (!release?.migration || candidate.archive === undefined) return false;
  const { archive } = await ctx.database.inTenant(ctx.tenant, (tx) => getArchiveFile(tx, undefined, candidate.archive ?? ''));
  return archive.packageVersion !== candidate.packageVersion;
}
