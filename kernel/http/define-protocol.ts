import type { DomainError } from '@allmende/errors';
import type { House } from '@allmende/house';
import type { RateLimit } from './rate-limit.ts';

/** One request in a protocol that others wrote. Nothing of it is checked yet but that its texts can be stored. */
export type ProtocolRequest = {
  readonly house: House;
  /** Parts of the path, decoded. */
  readonly params: Readonly<Record<string, string>>;
  /** The first value of each name. */
  readonly query: Readonly<Record<string, string | undefined>>;
  /** The JSON that was sent, or the fields of a form where the protocol takes forms; undefined without a body. */
  readonly body: unknown;
  /** The same as it came, for signatures over it; undefined without a body. */
  readonly text: string | undefined;
  /** A header by its lower-case name. */
  header(name: string): string | undefined;
  /** The address of the other side, for rate limits only; never stored or logged. */
  readonly remoteAddress: string;
  /** Counts against a limit of the protocol's own, such as one per account; throws TooManyRequests. */
  limit(key: string, limit: RateLimit): void;
};

/** An answer: an object is sent as JSON, text as it is, under the `content-type` among the headers. */
export type ProtocolAnswer = { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body: object | string };

/** One route, below the protocol's prefix. */
export type ProtocolRoute = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `/v2/service_instances/:instance`. */
  readonly path: string;
  readonly handle: (request: ProtocolRequest) => Promise<ProtocolAnswer>;
};

/**
 * A machine interface whose addresses, sign-in and refusals are laid down by somebody else's standard, mounted beside `/api/v1` and no part of its OpenAPI file.
 * It signs its callers in by itself; cookies and sessions are not read.
 */
export type Protocol = {
  /** `osb`: the first part of every address, and the area in the figures. */
  readonly name: string;
  readonly bodyLimitBytes: number;
  /** Requests may come as forms (`application/x-www-form-urlencoded`), each field once; a field that comes twice makes the request unreadable. */
  readonly takesForms?: boolean;
  /** Requests may come as `application/xml`: `text` holds them as they came, `body` nothing; the protocol reads them itself. */
  readonly takesXml?: boolean;
  /** Counted per address of the other side, for all routes together. */
  readonly rateLimit: RateLimit;
  readonly routes: readonly ProtocolRoute[];
  /** A refusal in the words of the protocol; `undefined` is a fault of ours that the log has under the reference. */
  refuse(error: DomainError | undefined, request: Pick<ProtocolRequest, 'header'>, reference: string): ProtocolAnswer;
};
