/** Rows of the identity room. */
export type IdentityTables = {
  'identity.account': {
    id: string;
    email: string;
    name: string;
    password_hash: string;
    password_must_change: boolean;
    password_set_at: Date;
    created_at: Date;
    disabled_at: Date | null;
    supplier_id: string | null;
  };
  'identity.session': {
    id: string;
    account_id: string;
    token_hash: Buffer;
    created_at: Date;
    last_used_at: Date;
    expires_at: Date;
    ended_at: Date | null;
    methods: string[];
    confirmed_at: Date | null;
    vouched_by: string | null;
    vouched_at: Date | null;
  };
  'identity.passkey': {
    id: string;
    account_id: string;
    credential_id: Buffer;
    public_key: Buffer;
    /** PostgreSQL's bigint comes as text. */
    counter: string | number;
    transports: string[];
    name: string;
    created_at: Date;
    last_used_at: Date | null;
  };
  'identity.time_code': {
    account_id: string;
    data_key_id: string;
    sealed_secret: Buffer;
    created_at: Date;
    confirmed_at: Date | null;
    last_step: string | number;
    last_missed: boolean;
    clock_seconds: number;
  };
  'identity.recovery_code': { account_id: string; code_hash: Buffer; created_at: Date; used_at: Date | null };
  'identity.pending_sign_in': { token_hash: Buffer; account_id: string; expires_at: Date };
  'identity.spent_challenge': { challenge_hash: Buffer; expires_at: Date };
  'identity.invitation': { id: string; account_id: string; secret_hash: Buffer; created_at: Date; expires_at: Date; used_at: Date | null };
  'identity.factor_reset': {
    tenant_id: string;
    id: string;
    account_id: string;
    requested_by: string;
    requested_at: Date;
    expires_at: Date;
    decided_by: string | null;
    decided_at: Date | null;
    outcome: 'approved' | 'refused' | null;
  };
  'identity.sign_in_attempt': {
    key: Buffer;
    failures: number;
    last_failed_at: Date;
    blocked_until: Date;
  };
  'identity.scim_token': { tenant_id: string; id: string; name: string; token_hash: Buffer; created_by: string; created_at: Date; last_used_at: Date | null; revoked_at: Date | null };
  'identity.scim_user': {
    tenant_id: string;
    id: string;
    account_id: string;
    user_name: string;
    external_id: string | null;
    /** JSON; written as text. */
    attributes: unknown;
    active: boolean;
    version: string | number;
    created_at: Date;
    changed_at: Date;
  };
  'identity.scim_group': { tenant_id: string; id: string; display_name: string; external_id: string | null; role: string | null; version: string | number; created_at: Date; changed_at: Date };
  'identity.scim_member': { tenant_id: string; group_id: string; user_id: string };
};
