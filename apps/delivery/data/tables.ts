import type { ParcelState } from '../domain/parcel.ts';
import type { ParcelEventKind } from '../domain/parcel-event.ts';
import type { TrialCause, TrialState } from '../domain/trial.ts';

export type DeliveryTables = {
  'delivery.parcel': {
    tenant_id: string; id: string; application_id: string; service: string; target: string; destination_id: string | null; state: ParcelState; attempts: number; problem: string | null; created_at: Date; delivered_at: Date | null; receipt: string | null;
  };
  'delivery.parcel_event': { tenant_id: string; id: string; application_id: string; kind: ParcelEventKind; detail: string | null; verified: boolean | null; signed_by: string | null; at: Date };
  'delivery.vault': { tenant_id: string; data_key_id: string; created_at: Date };
  'delivery.destination': { tenant_id: string; id: string; target: string; name: string; address: string; sealed: Buffer; changed_at: Date; changed_by: string; removed_at: Date | null };
  'delivery.route': { tenant_id: string; service: string; target: string; destination_id: string | null; changed_at: Date; changed_by: string };
  'delivery.trial': {
    tenant_id: string; id: string; service: string; target: string; destination_id: string | null; cause: TrialCause; state: TrialState; problem: string | null; started_at: Date; ended_at: Date | null; milliseconds: number | null;
  };
  'delivery.heard': { tenant_id: string; destination_id: string; id: string; at: Date };
};
