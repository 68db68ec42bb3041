import type { Readable } from 'node:stream';

/** What goes back: JSON, a stream, text, or nothing. */
export type Answer = { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: object | string | Readable };

/** JSON. */
export function json(status: number, body: object, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, body, headers: { 'content-type': 'application/json', ...headers } };
}

/** Destinations and keys must not be kept by anybody between (official description). */
export const NO_CACHE = { 'cache-control': 'no-cache' } as const;

/** A part of a list as the official description lays it out. */
export function list(name: string, items: readonly unknown[], page: { readonly offset: number; readonly total: number }): object {
  return { count: items.length, offset: page.offset, totalCount: page.total, [name]: items };
}
