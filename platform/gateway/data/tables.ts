import type { ColumnType } from 'kysely';

type Optional<Value> = ColumnType<Value | null, Value | null | undefined, Value | null>;

/** Rows of the gateway room. */
export type GatewayTables = {
  'gateway.host': { name: string; kind: 'label' | 'own'; authority_id: string; instance_id: string; created_at: Date };
  'gateway.instance_grant': {
    tenant_id: string; id: string; instance_id: string; account_id: string; since: Date; until: Optional<Date>; granted_by: Optional<string>; ended_at: Optional<Date>; ended_by: Optional<string>;
  };
  'gateway.entry_code': {
    tenant_id: string; code_hash: Buffer; instance_id: string; account_id: string; platform_session_id: string; state_hash: Buffer; host: string; return_path: string; expires_at: Date; used_at: Optional<Date>;
  };
  'gateway.app_session': {
    tenant_id: string; token_hash: Buffer; instance_id: string; account_id: string; platform_session_id: string; created_at: Date; expires_at: Date; ended_at: Optional<Date>;
  };
  'gateway.traffic': {
    tenant_id: string; instance_id: string; minute: Date; process: string; requests: number; client_errors: number; server_errors: number; unreachable: number; bytes_in: string; bytes_out: string; milliseconds: string; latency: number[];
  };
  'gateway.own_domain': { tenant_id: string; id: string; instance_id: string; domain: string; proof: string; created_at: Date; checked_at: Optional<Date>; verified_at: Optional<Date>; ended_at: Optional<Date> };
  'gateway.certificate': { tenant_id: string; domain: string; sealed_key: Optional<Buffer>; chain: Optional<string>; not_after: Optional<Date>; next_try_at: Date; failures: ColumnType<number, number | undefined, number>; problem: Optional<string> };
  'gateway.acme_account': { directory: string; sealed_key: Buffer; url: Optional<string>; created_at: Date };
  'gateway.acme_challenge': { token: string; answer: string; expires_at: Date };
};
