import type { ColumnType } from 'kysely';
import type { EndReason, ObservedState, WantedState } from '../domain/instance.ts';

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
  reason: 'exit' | 'asked';
  file_id: string;
  data_key_id: string;
  size_bytes: number;
  sha256: string;
  made_at: Date;
  keep_until: Optional<Date>;
  fetched_at: Optional<Date>;
  erased_at: Optional<Date>;
};

export type OperationsTables = { 'operations.instance': InstanceRow; 'operations.step': StepRow; 'operations.archive': ArchiveRow };
