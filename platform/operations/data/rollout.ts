import { PLATFORM_TENANT, rows, type Tx } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { Selectable } from 'kysely';
import type { Rollout, RolloutMember } from '../domain/rollout.ts';
import type { OperationsTables, RolloutRow } from './tables.ts';

/** Writes a new rollout. All functions here stand behind the door across authorities: members belong to many. */
export async function insertRollout(tx: Tx, rollout: Rollout): Promise<void> {
  await rows<OperationsTables>(tx).insertInto('operations.rollout').values({
    tenant_id: PLATFORM_TENANT, id: rollout.id, app: rollout.app, version: rollout.version, state: rollout.state, stages: JSON.stringify(rollout.stages), stage: rollout.stage, stage_since: rollout.stageSince,
    pause_minutes: rollout.pauseMinutes, most_failures: rollout.mostFailures, started_at: rollout.startedAt,
  }).execute();
}

/** Saves its state and stage. */
export async function saveRollout(tx: Tx, rollout: Rollout): Promise<void> {
  await rows<OperationsTables>(tx).updateTable('operations.rollout')
    .set({ state: rollout.state, stage: rollout.stage, stage_since: rollout.stageSince, most_failures: rollout.mostFailures, ended_at: rollout.endedAt ?? null, detail: rollout.detail ?? null })
    .where('tenant_id', '=', PLATFORM_TENANT).where('id', '=', rollout.id).execute();
}

/** Throws NotFound; others who change it wait. */
export async function getRolloutForUpdate(tx: Tx, id: string): Promise<Rollout> {
  const row = await rows<OperationsTables>(tx).selectFrom('operations.rollout').selectAll().where('tenant_id', '=', PLATFORM_TENANT).where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) throw new NotFound();
  return fromRow(row);
}

/** The newest rollouts, the newest first. */
export async function selectRollouts(tx: Tx): Promise<Rollout[]> {
  const found = await rows<OperationsTables>(tx).selectFrom('operations.rollout').selectAll().where('tenant_id', '=', PLATFORM_TENANT).orderBy('id', 'desc').limit(100).execute();
  return found.map(fromRow);
}

/** The one of an app that has not ended. */
export async function findOpenRollout(tx: Tx, app: string): Promise<Rollout | undefined> {
  const row = await rows<OperationsTables>(tx).selectFrom('operations.rollout').selectAll().where('tenant_id', '=', PLATFORM_TENANT).where('app', '=', app).where('ended_at', 'is', null).executeTakeFirst();
  return row && fromRow(row);
}

/** Takes up all instances of the app that follow one of these channels and run another version, in an order that nobody can foresee; returns how many. */
export async function insertMembers(tx: Tx, rollout: Pick<Rollout, 'id' | 'app' | 'version'>, channels: readonly string[]): Promise<number> {
  const { rowCount } = await tx.client.query({
    text: `insert into operations.rollout_member (tenant_id, rollout_id, instance_id, position, state)
           select tenant_id, $1::uuid, id, row_number() over (order by md5(id::text || $1::uuid::text)) - 1, 'waiting' from operations.instance
           where app = $2 and package_version is not null and package_version <> $3 and channel = any ($4) and wanted <> 'removed' and copy_of is null and deleted_at is null`,
    values: [rollout.id, rollout.app, rollout.version, channels],
  });
  return rowCount ?? 0;
}

/** Members with how their update ended, by place. */
export async function selectMembers(tx: Tx, rollout: string): Promise<(RolloutMember & { readonly endedAt: Date | undefined; readonly detail: string | undefined })[]> {
  const { rows: found } = await tx.client.query<{ tenant: string; instance: string; position: number; state: RolloutMember['state']; ended_at: Date | null; detail: string | null }>({
    text: `select one.tenant_id as tenant, one.instance_id as instance, one.position, one.state, passage.ended_at, coalesce(passage.detail, one.detail) as detail
           from operations.rollout_member as one left join operations.passage as passage on passage.tenant_id = one.tenant_id and passage.id = one.passage_id where one.rollout_id = $1 order by one.position`,
    values: [rollout],
  });
  return found.map(({ ended_at: endedAt, detail, ...one }) => ({ ...one, endedAt: endedAt ?? undefined, detail: detail ?? undefined }));
}

/** Writes down the members whose update has ended, or whose instance is gone. */
export async function takeOverOutcomes(tx: Tx, rollout: string): Promise<void> {
  await tx.client.query({
    text: `update operations.rollout_member as one set state = case passage.outcome when 'done' then 'done' else 'failed' end from operations.passage as passage
           where one.rollout_id = $1 and one.state = 'updating' and passage.tenant_id = one.tenant_id and passage.id = one.passage_id and passage.ended_at is not null`,
    values: [rollout],
  });
}

/** Marks a member. */
export async function markMember(tx: Tx, rollout: string, member: Pick<RolloutMember, 'tenant' | 'instance' | 'state'> & { readonly passage?: string; readonly detail?: string }): Promise<void> {
  await rows<OperationsTables>(tx).updateTable('operations.rollout_member').set({ state: member.state, ...(member.passage === undefined ? {} : { passage_id: member.passage }), detail: member.detail ?? null })
    .where('tenant_id', '=', member.tenant).where('rollout_id', '=', rollout).where('instance_id', '=', member.instance).execute();
}

/** How many members each rollout has, by state. */
export async function countMembers(tx: Tx): Promise<ReadonlyMap<string, ReadonlyMap<RolloutMember['state'], number>>> {
  const { rows: found } = await tx.client.query<{ rollout: string; state: RolloutMember['state']; count: number }>('select rollout_id as rollout, state, count(*) as count from operations.rollout_member group by rollout_id, state');
  const counts = new Map<string, Map<RolloutMember['state'], number>>();
  for (const { rollout, state, count } of found) {
    const one = counts.get(rollout) ?? new Map<RolloutMember['state'], number>();
    one.set(state, count);
    counts.set(rollout, one);
  }
  return counts;
}

function fromRow(row: Selectable<RolloutRow>): Rollout {
  return {
    id: row.id, app: row.app, version: row.version, state: row.state, stages: row.stages, stage: row.stage, stageSince: row.stage_since, pauseMinutes: row.pause_minutes, mostFailures: row.most_failures, startedAt: row.started_at,
    endedAt: row.ended_at ?? undefined, detail: row.detail ?? undefined,
  };
}
