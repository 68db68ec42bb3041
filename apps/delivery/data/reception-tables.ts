import type { ArrivalState } from '../domain/arrival.ts';
import type { KeyPurpose, Offer } from '../domain/reception.ts';

export type ReceptionTables = {
  'delivery.reception': {
    tenant_id: string; id: string; api_address: string; token_address: string; issuer: string; state: 'active' | 'paused'; target: string; offers: readonly Offer[]; data_key_id: string; sealed: Buffer; created_at: Date; created_by: string; looked_at: Date | null; problem: string | null;
  };
  'delivery.reception_key': { tenant_id: string; reception_id: string; kid: string; purpose: KeyPurpose; sealed: Buffer; made_at: Date; expires_at: Date; in_use: boolean };
  'delivery.arrival': {
    tenant_id: string; id: string; reception_id: string; case_id: string; state: ArrivalState; service: string | null; attempts: number; problem: string | null; receipt: string | null; rejection: unknown; data_key_id: string | null; sealed: Buffer | null; heard_at: Date; ended_at: Date | null;
  };
  'delivery.arrival_reply': { tenant_id: string; arrival_id: string; id: string; state: 'waiting' | 'sent' | 'failed'; progress: string; documents: string[]; decision: string | null; at: Date; sent_at: Date | null };
};
