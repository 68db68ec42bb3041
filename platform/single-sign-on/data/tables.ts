import type { ColumnType } from 'kysely';

type Optional<Value> = ColumnType<Value | null, Value | null | undefined, Value | null>;

/** Rows of the room. */
export type SingleSignOnTables = {
  'single_sign_on.issuer': { tenant_id: string; data_key_id: string; created_at: Date };
  'single_sign_on.signing_key': { tenant_id: string; id: string; sealed: Buffer; signs_from: Date; created_at: Date };
  'single_sign_on.client': { tenant_id: string; instance_id: string; sealed_secret: Buffer; callback_path: string; logout_path: Optional<string>; created_at: Date };
  'single_sign_on.artefact': {
    tenant_id: string; kind: string; id_hash: Buffer; sealed: Buffer; grant_hash: Optional<Buffer>; uid_hash: Optional<Buffer>; platform_session_id: Optional<string>; consumed_at: Optional<Date>; expires_at: Date;
  };
  'single_sign_on.sign_in': { tenant_id: string; sid: string; instance_id: string; account_id: string; platform_session_id: string; grant_hash: Buffer; started_at: Date; ended_at: Optional<Date> };
  'single_sign_on.own_provider': { tenant_id: string; issuer: string; client_id: string; sealed_secret: Buffer; groups_claim: string; acr: string | null; mapping: ColumnType<{ group: string; role: string }[], string, string>; is_open: boolean; changed_at: Date; changed_by: string };
  'single_sign_on.linked_account': { tenant_id: string; issuer: string; subject_hash: Buffer; account_id: string; linked_at: Date };
};
