import type { Actor } from '@allmende/access';
import type { ActionContext } from '@allmende/house';
import type { AuthorityRef, PlaceRef } from '@allmende/tenancy';
import type { Static, TObject, TSchema } from 'typebox';
import type { Access } from './define-page.ts';
import type { FileContent } from './file-content.ts';
import type { RateLimit } from './rate-limit.ts';
import type { UploadLimits } from './receive-upload.ts';
import type { SubmittedFile } from './submitted-form.ts';

/** One request to the API, parsed and checked. */
export type ApiRequest<Params, Query, Body> = {
  readonly ctx: ActionContext;
  readonly actor: Actor;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly authority: AuthorityRef;
  readonly place: PlaceRef;
  /** A header by its lower-case name, for secrets of drafts and applications. */
  header(name: string): string | undefined;
  /** The files of an operation that declares `uploads`, in their order; otherwise empty. */
  readonly files: readonly SubmittedFile[];
  /** More files were sent than the operation takes; those beyond were dropped. */
  readonly hasTooManyFiles: boolean;
  /** What ties a caller's solved puzzle to one thing, such as a draft, for a day. */
  readonly puzzle: ApiPuzzle;
  /** Counts this request under a name and the other side's address; the seconds to wait when it was too often, undefined when all is well. */
  limit(name: string, limit: RateLimit): number | undefined;
  /** The address of the other side, for rate limits only; never stored or logged. */
  readonly remoteAddress: string;
};

/** The puzzle that a program may solve instead of waiting: SHA-256 over `<stamp>:<solution>` must begin with `bits` zero bits, the solution a decimal number. */
type ApiPuzzle = {
  /** A puzzle for a thing; solving it counts for that thing for 24 hours. */
  offer(thing: string): { readonly stamp: string; readonly bits: number };
  /** Whether `allmende-puzzle: <stamp>:<solution>` came along and solves a puzzle of this thing. */
  isSolved(thing: string): boolean;
};

/** The header with a solved puzzle, for `headers` of operations that ask `puzzle`. */
export const PUZZLE_HEADER = { 'allmende-puzzle': '`<stamp>:<solution>` for a puzzle that was offered with the thing: allows more requests a minute. Nobody needs it who goes at the pace of people' } as const;

/** A file instead of JSON. */
export type ApiFile = { readonly bytes: FileContent; /** Of pieces, when it is known. */ readonly sizeBytes?: number; readonly contentType: string; readonly name: string };

/** An operation of `/api/v1` as a room declares it; its schemas are the OpenAPI file. */
export type ApiDefinition<Params extends TObject = TObject, Query extends TObject = TObject, Body extends TSchema = TSchema, Response extends TSchema = TSchema> = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/api/v1`: `/authorities/:authority/orders/:order`. */
  readonly path: string;
  /** One word for grouping: the room. */
  readonly tag: string;
  /** `approveOrder`; unique. */
  readonly operationId: string;
  readonly summary: string;
  readonly access: Access;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** Takes files as multipart/form-data instead of a JSON body; whatever the field is called. */
  readonly uploads?: UploadLimits;
  /** Headers the operation reads beside authorization, such as `allmende-secret`. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly status?: 200 | 201 | 202 | 204;
  /** Left out for 204 and for files. */
  readonly response?: Response;
  /** Content type of the file it answers with instead of JSON. */
  readonly file?: string;
  readonly rateLimit?: RateLimit;
  readonly handle: (request: ApiRequest<Static<Params>, Static<Query>, Static<Body>>) => Promise<unknown>;
};

/** An operation of any room, for lists. */
export type AnyApi = Omit<ApiDefinition, 'handle'> & { readonly handle: (request: ApiRequest<never, never, never>) => Promise<unknown> };

/** Declares an operation of the API. */
export function defineApi<Params extends TObject, Query extends TObject, Body extends TSchema, Response extends TSchema>(
  api: Omit<ApiDefinition<Params, Query, Body, Response>, 'handle'> & {
    readonly handle: (request: ApiRequest<Static<Params>, Static<Query>, Static<Body>>) => Promise<Static<Response> | ApiFile | undefined>;
  },
): AnyApi {
  return Object.freeze(api) as unknown as AnyApi;
}
