/** The kinds of refusal the house knows. Only `kernel/http` turns them into status numbers. */
export type ErrorKind = 'invalid' | 'unauthenticated' | 'forbidden' | 'not-found' | 'conflict' | 'gone' | 'too-many' | 'unavailable';

/** One thing that is wrong with one field of the input. */
export type FieldProblem = {
  /** JSON pointer into the input, such as `/dog/name`. */
  pointer: string;
  /** Stable machine word, such as `required`. */
  code: string;
  /** What the person should do, in German. */
  message: string;
};

export type DomainErrorOptions = {
  kind: ErrorKind;
  /** Stable: `room/what-happened`; has a page in `docs/problems`. */
  code: string;
  /** What happened and what to do, in German, for the person who sees it. Never personal data. */
  message: string;
  fields?: readonly FieldProblem[];
  cause?: unknown;
};

/**
 * A refusal that the caller can understand and act upon. Rooms extend it in `domain/errors.ts`.
 * Everything that is not a DomainError is a fault of ours and reaches nobody in detail.
 */
export class DomainError extends Error {
  override name = 'DomainError';
  readonly kind: ErrorKind;
  readonly code: string;
  readonly fields: readonly FieldProblem[];

  constructor(options: DomainErrorOptions) {
    super(options.message, options.cause === undefined ? undefined : { cause: options.cause });
    this.kind = options.kind;
    this.code = options.code;
    this.fields = options.fields ?? [];
  }
}
