import type { ColumnType } from 'kysely';
import type { ArchiveReason } from '../domain/archive-record.ts';
import type { EndReason, ObservedState, UpdateChannel, WantedState } from '../domain/instance.ts';

type Optional<Value> = ColumnType<Value | null, Value | null | undefined, Value | null>;

export type InstanceRow = {
  tenant_id: string;
  id: string;
  app: string;
  title: string;
  contract_id: string;
  agreement_id: string;
  runtime: string;
  parameters: ColumnType<Record<string, unknown>, string, string>;
  wanted: WantedState;
  observed: ObservedState;
  observed_since: Date;
  last_observed_at: Optional<Date>;
  detail: Optional<string>;
  upstream: Optional<string>;
  package_version: Optional<string>;
  generation: ColumnType<number, number | undefined, number>;
  candidate: ColumnType<Record<string, unknown> | null, string | null | undefined, string | null>;
  plan: Optional<string>;
  channel: ColumnType<UpdateChannel, UpdateChannel | undefined, UpdateChannel>;
  copy_of: Optional<string>;
  ends_at: Optional<Date>;
  approved_at: Date;
  requested_at: Date;
  running_at: Optional<Date>;
  ended_at: Optional<Date>;
  end_reason: Optional<EndReason>;
  delete_after: Optional<Date>;
  data_returned_at: Optional<Date>;
  archive_wanted_at: Optional<Date>;
  removing_since: Optional<Date>;
  deleted_at: Optional<Date>;
  failures: ColumnType<number, number | undefined, number>;
  next_look_at: Date;
  data_key_id: Optional<string>;
};

export type StepRow = {
  tenant_id: string;
  id: string;
  instance_id: string;
  step: string;
  started_at: Date;
  ended_at: Optional<Date>;
  outcome: Optional<'done' | 'failed' | 'interrupted'>;
  detail: Optional<string>;
};

export type ArchiveRow = {
  tenant_id: string;
  id: string;
  instance_id: string;
  reason: ArchiveReason;
  file_id: string;
  data_key_id: string;
  size_bytes: number;
  sha256: string;
  tree_sha256: string;
  files: number;
  package_version: Optional<string>;
  as_they_lie: boolean;
  made_at: Date;
  proven_at: Optional<Date>;
  keep_until: Optional<Date>;
  fetched_at: Optional<Date>;
  erased_at: Optional<Date>;
};

export type PassageRow = {
  tenant_id: string;
  id: string;
  instance_id: string;
  reason: 'update' | 'restore' | 'copy';
  from_version: Optional<string>;
  to_version: string;
  rollout_id: Optional<string>;
  started_at: Date;
  ended_at: Optional<Date>;
  outcome: Optional<'done' | 'returned'>;
  detail: Optional<string>;
};

export type RolloutRow = {
  tenant_id: string;
  id: string;
  app: string;
  version: string;
  state: 'running' | 'halted' | 'done' | 'aborted';
  stages: ColumnType<readonly string[], string, string>;
  stage: number;
  stage_since: Date;
  pause_minutes: number;
  most_failures: number;
  started_at: Date;
  ended_at: Optional<Date>;
  detail: Optional<string>;
};

export type RolloutMemberRow = {
  tenant_id: string;
  rollout_id: string;
  instance_id: string;
  position: number;
  state: 'waiting' | 'updating' | 'done' | 'failed' | 'skipped';
  passage_id: Optional<string>;
  detail: Optional<string>;
};

export type DrillRow = {
  tenant_id: string;
  id: string;
  instance_id: string;
  app: string;
  package_version: Optional<string>;
  scratch_id: string;
  started_at: Date;
  ended_at: Optional<Date>;
  outcome: Optional<'passed' | 'failed'>;
  detail: Optional<string>;
  files: Optional<number>;
  bytes: Optional<number>;
  tree_sha256: Optional<string>;
  recovery_ms: Optional<number>;
};

export type DeletionRow = {
  tenant_id: string;
  instance_id: string;
  deleted_at: Date;
  proof: ColumnType<Record<string, unknown>, string, string>;
  sha256: string;
};

export type RuntimeLookRow = { tenant_id: string; runtime: string; looked_at: Date; seen: number };

/** Bytes that are not an archive yet. */
export type ArchiveDraftRow = {
  tenant_id: string;
  file_id: string;
  instance_id: string;
  begun_at: Date;
};

export type OperationsTables = {
  'operations.instance': InstanceRow;
  'operations.step': StepRow;
  'operations.archive': ArchiveRow;
  'operations.archive_draft': ArchiveDraftRow;
  'operations.passage': PassageRow;
  'operations.rollout': RolloutRow;
  'operations.rollout_member': RolloutMemberRow;
  'operations.drill': DrillRow;
  'operations.deletion': DeletionRow;
  'operations.runtime_look': RuntimeLookRow;
};
