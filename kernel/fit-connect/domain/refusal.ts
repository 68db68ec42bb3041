import { problemOf, type Problem, type ProblemInstance, type ProblemName } from './problem.ts';

/**
 * Why a key, an event, an encrypted part, metadata or a callback is refused, with the problem that a subscriber puts into its rejection. `undefined` is refused before anything was submitted, or is no matter between
 * sender and subscriber: nobody is told by an event.
 */
export const REFUSALS = {
  'key-malformed': undefined, 'key-type': undefined, 'key-exponent': undefined, 'key-size': undefined, 'key-id': undefined, 'key-algorithm': undefined, 'key-operation': undefined, 'key-private': undefined,
  'key-chain-missing': undefined, 'key-chain-unreadable': undefined, 'key-chain-order': undefined, 'key-chain-expired': undefined, 'key-chain-not-yet-valid': undefined, 'key-chain-untrusted': undefined, 'key-self-signed': undefined,
  'key-certificate-other-key': undefined, 'key-certificate-use': undefined, 'key-certificate-signature': undefined, 'key-revoked': undefined, 'key-revocation-unknown': undefined,

  'jwe-malformed': 'encryption-issue', 'jwe-header': 'encryption-issue', 'jwe-algorithm': 'encryption-issue', 'jwe-encryption': 'encryption-issue', 'jwe-key-id': 'encryption-issue', 'jwe-content-type': 'encryption-issue', 'jwe-critical-header': 'encryption-issue',
  'jwe-compressed': 'encryption-issue', 'jwe-key-size': 'encryption-issue', 'jwe-too-large': 'encryption-issue', 'jwe-decryption': 'encryption-issue',

  'tag-missing': 'missing-authentication-tags', 'tag-differs': 'incorrect-authentication-tag', 'hash-differs': 'hash-mismatch',

  'event-malformed': 'invalid-event-log', 'event-algorithm': 'invalid-event-log', 'event-type': 'invalid-event-log', 'event-key-id': 'invalid-event-log', 'event-critical-header': 'invalid-event-log', 'event-remote-key': 'invalid-event-log',
  'event-issuer': 'invalid-event-log', 'event-key-unknown': 'invalid-event-log', 'event-signature': 'invalid-event-log', 'event-claims': 'invalid-event-log', 'event-schema': 'invalid-event-log', 'event-unknown': 'invalid-event-log',
  'event-not-for-issuer': 'invalid-event-log', 'event-subject': 'invalid-event-log', 'event-transaction': 'invalid-event-log', 'event-from-the-future': 'invalid-event-log', 'event-twice': 'invalid-event-log', 'event-payload': 'invalid-event-log',
  'event-log-order': 'invalid-event-log', 'event-log-incomplete': 'invalid-event-log',

  'metadata-syntax': 'syntax-violation', 'metadata-schema-missing': 'missing-schema', 'metadata-schema-unsupported': 'unsupported-schema', 'metadata-schema': 'schema-violation', 'metadata-attachments': 'attachments-mismatch',
  'data-missing': 'missing-data', 'data-syntax': 'syntax-violation', 'data-schema-unsupported': 'unsupported-schema', 'data-schema': 'schema-violation', 'attachment-missing': 'missing-attachment',
  'service-unsupported': 'unsupported-service', 'service-differs': 'service-mismatch', 'region-unsupported': 'unsupported-region', 'attachment-harmful': 'malicious-attachment',

  'callback-malformed': undefined, 'callback-too-old': undefined, 'callback-from-the-future': undefined, 'callback-signature': undefined,

  'destination-inactive': undefined, 'destination-service': undefined, 'destination-region': undefined, 'destination-schema': undefined, 'destination-metadata-version': undefined, 'destination-malformed': undefined,
} as const satisfies Record<string, ProblemName | undefined>;

export type RefusalReason = keyof typeof REFUSALS;

/** Thrown by every check of the protocol. The word may be logged; it holds nothing of a person or of a content. */
export class FitConnectRefusal extends Error {
  override name = 'FitConnectRefusal';
  readonly reason: RefusalReason;
  /** The part that it is about, where there is one. */
  readonly instance: ProblemInstance | undefined;

  constructor(reason: RefusalReason, options?: ErrorOptions & { readonly instance?: ProblemInstance | undefined }) {
    super(reason, options);
    this.reason = reason;
    this.instance = options?.instance;
  }

  /** As a subscriber writes it into its rejection; undefined where nobody is told by an event. */
  problem(): Problem | undefined {
    const name: ProblemName | undefined = REFUSALS[this.reason];
    return name === undefined ? undefined : problemOf(name, this.instance ?? 'submission');
  }
}

/** Throws the refusal unless the condition holds. */
export function demand(condition: unknown, reason: RefusalReason, instance?: ProblemInstance): asserts condition {
  if (!condition) throw new FitConnectRefusal(reason, { instance });
}

/** Does something about a part of a submission; what it refuses names that part. */
export async function about<Result>(instance: ProblemInstance, act: () => Promise<Result> | Result): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof FitConnectRefusal && error.instance === undefined) throw new FitConnectRefusal(error.reason, { instance, cause: error.cause });
    throw error;
  }
}
