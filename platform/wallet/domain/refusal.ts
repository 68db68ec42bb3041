/**
 * Why a presentation or a request of a wallet is refused. The log gets this word and nothing of a person; the page says the sentence of its kind.
 * `unreadable`: not what the protocol asks for; `not-yours`: bound to somebody else, another request or another time; `untrusted`: not from an issuer on the list; `not-valid`: issued rightly, but does
 * not count any more; `incomplete`: too little or too much was shown; `unsure`: validity could not be asked; `late`: the request is over.
 */
export const REFUSALS = {
  'request-unknown': 'late', 'request-expired': 'late', 'request-answered-already': 'late', 'wallet-declined': 'declined',
  'response-not-encrypted': 'unreadable', 'response-unreadable': 'unreadable', 'response-too-large': 'unreadable', 'response-algorithm': 'unreadable', 'response-key': 'unreadable', 'response-format': 'unreadable', 'response-state': 'not-yours',
  'token-malformed': 'unreadable', 'token-algorithm': 'unreadable', 'token-type': 'unreadable', 'token-critical-header': 'unreadable', 'token-remote-key': 'unreadable',
  'issuer-certificate-missing': 'untrusted', 'issuer-certificate-unreadable': 'untrusted', 'issuer-untrusted': 'untrusted', 'issuer-certificate-expired': 'untrusted', 'issuer-certificate-use': 'untrusted', 'issuer-not-for-this-type': 'untrusted',
  'issuer-signature': 'untrusted', 'trust-list-expired': 'unsure', 'trust-list-missing': 'unsure',
  'credential-type': 'incomplete', 'credential-expired': 'not-valid', 'credential-not-yet-valid': 'not-valid', 'credential-from-the-future': 'not-valid', 'credential-without-end': 'not-valid', 'credential-hash-algorithm': 'unreadable',
  'disclosure-malformed': 'unreadable', 'disclosure-twice': 'unreadable', 'disclosure-not-referenced': 'unreadable', 'disclosure-reserved-name': 'unreadable', 'disclosure-overwrites': 'unreadable', 'digest-twice': 'unreadable', 'disclosure-not-asked-for': 'incomplete',
  'key-binding-missing': 'not-yours', 'key-binding-signature': 'not-yours', 'key-binding-type': 'not-yours', 'key-binding-audience': 'not-yours', 'key-binding-nonce': 'not-yours', 'key-binding-too-old': 'not-yours', 'key-binding-from-the-future': 'not-yours',
  'key-binding-hash': 'not-yours', 'holder-key-missing': 'not-yours', 'holder-key-unusable': 'not-yours',
  'claims-missing': 'incomplete', 'claims-unusable': 'incomplete', 'readings-differ': 'unreadable',
  'status-missing': 'unsure', 'status-address': 'unsure', 'status-unreachable': 'unsure', 'status-unreadable': 'unsure', 'status-signature': 'unsure', 'status-subject': 'unsure', 'status-expired': 'unsure', 'status-out-of-range': 'unsure',
  'status-revoked': 'not-valid', 'status-suspended': 'suspended', 'status-unknown': 'unsure',
  'document-malformed': 'unreadable', 'document-more-than-one': 'incomplete', 'document-issuer': 'untrusted', 'document-integrity': 'unreadable', 'document-holder': 'not-yours',
} as const satisfies Record<string, RefusalKind>;

/** What a person is told about it. */
export type RefusalKind = 'unreadable' | 'not-yours' | 'untrusted' | 'not-valid' | 'suspended' | 'incomplete' | 'unsure' | 'late' | 'declined';

export type RefusalReason = keyof typeof REFUSALS;

/** Thrown by every check of a token; caught where the request is answered. */
export class WalletRefusal extends Error {
  override name = 'WalletRefusal';
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason, options?: ErrorOptions) {
    super(reason, options);
    this.reason = reason;
  }
}

/** Throws the refusal unless the condition holds. */
export function demand(condition: unknown, reason: RefusalReason): asserts condition {
  if (!condition) throw new WalletRefusal(reason);
}
