import type { Parameters } from '@allmende/procurement';
import type { BoundTo } from '../domain/binding.ts';
import type { OperationKind } from '../domain/operation.ts';

/** Rows of the broker room. */
export type BrokerTables = {
  'broker.credential': {
    tenant_id: string; id: string; marketplace: string; name: string; secret_sha256: Buffer; responsible: string; everyday_up_to_cents: number; basis: string; reason: string; created_at: Date; last_used_at: Date | null;
    revoked_at: Date | null; revoked_by: string | null;
  };
  'broker.service_instance': {
    tenant_id: string; id: string; marketplace: string; instance_id: string; credential_id: string; app: string; service_id: string; plan_id: string; organization: string; space: string; parameters: Parameters; need_id: string;
    order_id: string; created_at: Date; held_by: string | null; held_until: Date | null; ended_at: Date | null;
  };
  'broker.operation': { tenant_id: string; id: string; service_instance_id: string; kind: OperationKind; version: string | null; asked_at: Date };
  'broker.binding': { tenant_id: string; id: string; service_instance_id: string; binding_id: string; bound_to: BoundTo; created_at: Date; ended_at: Date | null };
};
