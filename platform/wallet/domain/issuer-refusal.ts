/** A refusal in the words of OAuth 2.0 and OpenID4VCI 1.0; `reason` is for the log. */
export class IssuerRefusal extends Error {
  override name = 'IssuerRefusal';
  readonly error: IssuerError;
  readonly reason: string;

  constructor(error: IssuerError, reason: string) {
    super(reason);
    this.error = error;
    this.reason = reason;
  }
}

export type IssuerError =
  | 'invalid_request' | 'invalid_grant' | 'unsupported_grant_type' | 'invalid_dpop_proof' | 'invalid_token' | 'invalid_proof' | 'invalid_nonce' | 'invalid_credential_request' | 'unknown_credential_configuration' | 'credential_request_denied';

/** Throws the refusal unless the condition holds. */
export function insist(condition: unknown, error: IssuerError, reason: string): asserts condition {
  if (!condition) throw new IssuerRefusal(error, reason);
}
