import type { PageRequest } from '@allmende/http';
import { isLevel, type Level } from '../domain/level.ts';
import { ownPage } from '../domain/own-page.ts';

const NAME = 'allmende-identify';
const MINUTES = 20;

type Request = Pick<PageRequest, 'cookies' | 'authority' | 'urlFor'>;

/** What a browser remembers while its person is at BundID. */
export type Identifying = { readonly mark: string; readonly level: Level; readonly service?: string; readonly next: string };

/** Gives the browser the mark by which it is known when it comes back. */
export function keepIdentifying(request: Request, identifying: Identifying): void {
  request.cookies.set(NAME, Buffer.from(JSON.stringify(identifying)).toString('base64url'), { path: pathOf(request), maxAgeSeconds: MINUTES * 60 });
}

/** What the browser remembers, nothing of it believed but its shape. */
export function readIdentifying(request: Request): Identifying | undefined {
  try {
    const given = JSON.parse(Buffer.from(request.cookies.get(NAME) ?? '', 'base64url').toString('utf8')) as Partial<Record<string, unknown>>;
    const { mark, level, service, next } = given;
    const page = typeof next === 'string' ? ownPage(next) : undefined;
    if (typeof mark !== 'string' || !isLevel(level) || page === undefined) return undefined;
    return { mark, level, next: page, ...(typeof service === 'string' && /^[a-z][a-z0-9-]{0,60}$/u.test(service) ? { service } : {}) };
  } catch {
    return undefined;
  }
}

/** Takes the mark from the browser. */
export function forgetIdentifying(request: Request): void {
  request.cookies.clear(NAME, { path: pathOf(request) });
}

function pathOf({ urlFor, authority }: Request): string {
  return urlFor.place(authority.slug, 'identify');
}
