import type { ParcelState } from '../domain/parcel.ts';

export type DeliveryTables = {
  'delivery.parcel': {
    tenant_id: string; id: string; application_id: string; service: string; target: string; state: ParcelState; attempts: number; problem: string | null; created_at: Date; delivered_at: Date | null; receipt: string | null;
  };
  'delivery.parcel_event': { tenant_id: string; id: string; application_id: string; kind: 'accepted' | 'delivered' | 'failed' | 'retried' | 'progressed'; detail: string | null; at: Date };
};
