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
  };
  'identity.session': {
    id: string;
    account_id: string;
    token_hash: Buffer;
    created_at: Date;
    last_used_at: Date;
    expires_at: Date;
    ended_at: Date | null;
  };
  'identity.sign_in_attempt': {
    key: Buffer;
    failures: number;
    last_failed_at: Date;
    blocked_until: Date;
  };
};
