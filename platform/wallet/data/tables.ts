/** Rows of the wallet room. */
export type WalletTables = {
  'wallet.presentation': {
    tenant_id: string; id: string; purpose: string; state: PresentationState; refusal: string | null; data_key_id: string; sealed_request: Buffer; sealed_person: Buffer | null; browser_sha256: Buffer;
    return_sha256: Buffer | null; confirm_sha256: Buffer | null; tries_left: number; created_at: Date; expires_at: Date; answered_at: Date | null;
  };
  'wallet.issuer_key': { tenant_id: string; id: string; public_jwk: Readonly<Record<string, string>>; data_key_id: string; sealed_private: Buffer; created_at: Date; retired_at: Date | null };
  'wallet.offer': {
    tenant_id: string; id: string; type: string; about: string; data_key_id: string; sealed_claims: Buffer; code_sha256: Buffer; pin_sha256: Buffer; tries_left: number; token_sha256: Buffer | null; token_key: string | null;
    token_expires_at: Date | null; created_at: Date; expires_at: Date; collected_at: Date | null;
  };
  'wallet.credential': {
    tenant_id: string; id: string; type: string; about: string; number: string; status_list: number; status_index: number; status: CredentialStatus; status_reason: string | null; status_since: Date; issued_at: Date; expires_at: Date;
  };
  'wallet.spent': { tenant_id: string; kind: 'nonce' | 'proof'; sha256: Buffer; spent: boolean; expires_at: Date };
};

/** `waiting` for the wallet, `checking` its answer, `answered` and to be confirmed in the browser, `confirmed`, `used` for something, or `refused`. */
export type PresentationState = 'waiting' | 'checking' | 'answered' | 'confirmed' | 'used' | 'refused';
export type CredentialStatus = 'valid' | 'suspended' | 'revoked';
