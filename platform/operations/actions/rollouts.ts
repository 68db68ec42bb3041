import { getRelease } from '@allmende/app-packages';
import { requirePermission, systemActor } from '@allmende/access';
import { record } from '@allmende/audit';
import { newId, PLATFORM_TENANT, tenantId, type Tx } from '@allmende/database';
import { InvalidInput, NotFound } from '@allmende/errors';
import type { ActionContext, House } from '@allmende/house';
import { countMembers, findOpenRollout, getRolloutForUpdate, insertMembers, insertRollout, markMember, saveRollout, selectMembers, selectRollouts, takeOverOutcomes } from '../data/rollout.ts';
import { NotInThisState } from '../domain/errors.ts';
import { rollOut, seeFleet } from '../domain/permissions.ts';
import { areStages, nextMove, USUAL_STAGES, type Rollout, type RolloutMember } from '../domain/rollout.ts';
import { updateIn } from './update-instance.ts';

type Ctx = Pick<ActionContext, 'database' | 'clock' | 'actor'>;

export type StartRollout = {
  readonly app: string;
  readonly version: string;
  /** `1`, `10%`, `50%`, `100%` unless told. */
  readonly stages?: readonly string[];
  /** An hour unless told. */
  readonly pauseMinutes?: number;
  /** None unless told: the first failure halts. */
  readonly mostFailures?: number;
};

/** Whether an update of this instance may begin now; the wiring asks whoever keeps maintenance windows. */
export type MayBegin = (instance: { readonly tenant: string; readonly instance: string }, at: Date) => Promise<boolean>;

/**
 * Approves a released version for all who follow its channel and brings it to them in stages, a few first. Throws NotFound for a version that was never released, NotInThisState while another
 * rollout of the app has not ended or when nobody needs it, InvalidInput for stages that cannot be read.
 */
export async function startRollout(ctx: Ctx, input: StartRollout): Promise<Rollout> {
  requirePermission(ctx.actor, rollOut, PLATFORM_TENANT);
  const { app, version, stages = USUAL_STAGES, pauseMinutes = 60, mostFailures = 0 } = input;
  if (!areStages(stages)) throw new InvalidInput([{ pointer: '/stages', code: 'format', message: 'Geben Sie Stufen ein wie „1, 10%, 50%, 100%“; die letzte ist 100%.' }]);
  if (!Number.isInteger(pauseMinutes) || pauseMinutes < 0 || pauseMinutes > 20_160) throw new InvalidInput([{ pointer: '/pauseMinutes', code: 'range', message: 'Geben Sie eine Pause von 0 bis 20160 Minuten (14 Tage) ein.' }]);
  if (!Number.isInteger(mostFailures) || mostFailures < 0 || mostFailures > 100) throw new InvalidInput([{ pointer: '/mostFailures', code: 'range', message: 'Geben Sie eine Zahl von 0 bis 100 ein.' }]);
  const release = await getRelease(ctx, { app, version });
  const now = ctx.clock.now();
  const rollout: Rollout = { id: newId(), app, version, state: 'running', stages, stage: 0, stageSince: now, pauseMinutes, mostFailures, startedAt: now, endedAt: undefined, detail: undefined };
  return ctx.database.acrossTenants('operations/start-rollout', async (tx) => {
    if (await findOpenRollout(tx, app)) throw new NotInThisState('Von dieser Anwendung läuft schon eine Verteilung. Brechen Sie sie zuerst ab.');
    await insertRollout(tx, rollout);
    const members = await insertMembers(tx, rollout, release.channel === 'stable' ? ['stable', 'preview'] : ['preview']);
    if (members === 0) throw new NotInThisState('Keine Behörde bekommt diese Version: Alle haben sie schon oder aktualisieren von Hand.');
    await note(tx, ctx, 'operations/rollout-started', rollout, members);
    return rollout;
  });
}

/** Goes on with a rollout that has halted; as many further failures are allowed as before. Throws NotInThisState. */
export async function resumeRollout(ctx: Ctx, input: { readonly rollout: string }): Promise<Rollout> {
  return change(ctx, input.rollout, 'operations/rollout-resumed', async (tx, rollout) => {
    if (rollout.state !== 'halted') throw new NotInThisState('Diese Verteilung ist nicht angehalten.');
    const failed = (await selectMembers(tx, rollout.id)).filter((one) => one.state === 'failed').length;
    return { ...rollout, state: 'running', detail: undefined, mostFailures: failed + rollout.mostFailures };
  });
}

/** Halts a rollout; updates that have begun go on to their end. */
export async function haltRollout(ctx: Ctx, input: { readonly rollout: string }): Promise<Rollout> {
  return change(ctx, input.rollout, 'operations/rollout-halted', async (_tx, rollout) => {
    if (rollout.state !== 'running') throw new NotInThisState('Diese Verteilung läuft nicht.');
    return { ...rollout, state: 'halted', detail: 'Von Hand angehalten.' };
  });
}

/** Ends a rollout for good; nobody else is updated by it. */
export async function abortRollout(ctx: Ctx, input: { readonly rollout: string }): Promise<Rollout> {
  return change(ctx, input.rollout, 'operations/rollout-aborted', async (_tx, rollout) => {
    if (rollout.endedAt) throw new NotInThisState('Diese Verteilung ist schon zu Ende.');
    return { ...rollout, state: 'aborted', endedAt: ctx.clock.now() };
  });
}

export type RolloutWithCounts = { readonly rollout: Rollout; readonly counts: Readonly<Record<RolloutMember['state'], number>> };

/** All rollouts with how far they are, the newest first. */
export async function listRollouts(ctx: Pick<ActionContext, 'database' | 'actor'>): Promise<readonly RolloutWithCounts[]> {
  requirePermission(ctx.actor, seeFleet, PLATFORM_TENANT);
  return ctx.database.acrossTenants('operations/see-rollouts', async (tx) => {
    const counts = await countMembers(tx);
    return (await selectRollouts(tx)).map((rollout) => {
      const of = (state: RolloutMember['state']) => counts.get(rollout.id)?.get(state) ?? 0;
      return { rollout, counts: { waiting: of('waiting'), updating: of('updating'), done: of('done'), failed: of('failed'), skipped: of('skipped') } };
    });
  });
}

/** One rollout with its members; throws NotFound. */
export async function getRollout(ctx: Pick<ActionContext, 'database' | 'actor' | 'directory'>, input: { readonly rollout: string }): Promise<{ readonly rollout: Rollout; readonly members: readonly (RolloutMember & { readonly authority: string; readonly detail: string | undefined })[] }> {
  requirePermission(ctx.actor, seeFleet, PLATFORM_TENANT);
  const { rollout, members } = await ctx.database.acrossTenants('operations/see-rollouts', async (tx) => {
    const found = (await selectRollouts(tx)).find((one) => one.id === input.rollout);
    if (!found) throw new NotFound();
    return { rollout: found, members: await selectMembers(tx, found.id) };
  });
  const names = new Map((await ctx.directory.namesOf([...new Set(members.map((one) => tenantId(one.tenant)))])).map((one) => [one.tenant as string, one.name]));
  return { rollout, members: members.map(({ endedAt: _endedAt, ...one }) => ({ ...one, authority: names.get(one.tenant) ?? one.tenant })) };
}

/** Brings every running rollout a step on. Each move is one transaction; killed between two, the next run goes on from there. */
export async function driveRollouts(house: House, mayBegin: MayBegin = async () => true): Promise<void> {
  const open = (await house.database.acrossTenants('operations/drive-rollouts', selectRollouts)).filter((one) => one.endedAt === undefined);
  for (const { id } of open) {
    let more = true;
    while (more) more = await drive(house, id, mayBegin);
  }
}

async function drive(house: House, id: string, mayBegin: MayBegin): Promise<boolean> {
  const system = { ...house, actor: systemActor('operations') };
  return house.database.acrossTenants('operations/drive-rollouts', async (tx) => {
    const rollout = await getRolloutForUpdate(tx, id);
    await takeOverOutcomes(tx, id);
    const members = await selectMembers(tx, id);
    const lastEnded = members.reduce<Date | undefined>((last, { endedAt }) => (endedAt && (!last || endedAt > last) ? endedAt : last), undefined);
    const now = house.clock.now();
    const move = nextMove(rollout, members, lastEnded, now);
    switch (move.kind) {
      case 'wait': return false;
      case 'halt':
        await saveRollout(tx, { ...rollout, state: 'halted', detail: move.detail });
        await note(tx, system, 'operations/rollout-halted', rollout);
        return false;
      case 'done':
        await saveRollout(tx, { ...rollout, state: 'done', endedAt: now });
        await note(tx, system, 'operations/rollout-done', rollout);
        return false;
      case 'next-stage':
        await saveRollout(tx, { ...rollout, stage: rollout.stage + 1, stageSince: now });
        return true;
      case 'begin': {
        for (const member of move.members) {
          if (!(await mayBegin(member, now))) continue;
          try {
            const updated = await tx.client.query('savepoint member').then(() => updateIn({ ...tx, tenant: tenantId(member.tenant) }, system, { instance: member.instance, version: rollout.version, rollout: id }));
            await markMember(tx, id, { ...member, state: 'updating', ...(updated.candidate ? { passage: updated.candidate.passage } : {}) });
          } catch (error) {
            if (!(error instanceof NotInThisState) && !(error instanceof NotFound)) throw error;
            // Ended, updated by hand or just being changed: it has no need of this rollout, or a person is at work there.
            await tx.client.query('rollback to savepoint member');
            await markMember(tx, id, { ...member, state: 'skipped', detail: error.message });
          }
        }
        return false;
      }
    }
  });
}

async function change(ctx: Ctx, id: string, action: string, to: (tx: Tx, rollout: Rollout) => Promise<Rollout>): Promise<Rollout> {
  requirePermission(ctx.actor, rollOut, PLATFORM_TENANT);
  return ctx.database.acrossTenants('operations/change-rollout', async (tx) => {
    const after = await to(tx, await getRolloutForUpdate(tx, id));
    await saveRollout(tx, after);
    await note(tx, ctx, action, after);
    return after;
  });
}

async function note(tx: Tx, ctx: { readonly actor: ActionContext['actor']; readonly clock: ActionContext['clock'] }, action: string, rollout: Rollout, members?: number): Promise<void> {
  await record({ ...tx, tenant: PLATFORM_TENANT }, { actor: ctx.actor, action, subject: { kind: 'rollout', id: rollout.id }, facts: { app: rollout.app, version: rollout.version, stage: rollout.stages[rollout.stage] ?? '', ...(members === undefined ? {} : { members }) }, at: ctx.clock.now() });
}
