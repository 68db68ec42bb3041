import type { House } from '@allmende/house';
import { fits } from '@allmende/http';
import type { FastifyRequest } from 'fastify';
import type { TSchema } from 'typebox';
import { authenticate, type Caller } from '../../actions/authenticate.ts';
import { refuse, type RefusalReason } from '../../domain/errors.ts';
import type { ApiVersion } from '../../domain/submission.ts';

/** How an operation refuses a body that is too long or of another type: the official description knows the numbers of each. */
export type BodyRules = { readonly largest: number; readonly type: 'application/json' | 'application/jose'; readonly tooLarge?: RefusalReason; readonly wrongType?: RefusalReason };

/** One request to the service. */
export type Asked = {
  readonly house: House;
  readonly version: ApiVersion;
  readonly params: Readonly<Record<string, string>>;
  /** All values of a name in the address. */
  query(name: string): readonly string[];
  /** Who calls. Throws Refusal (401), without a look into the database where there is no token of ours; else the promise rejects with it. */
  caller(): Promise<Caller>;
  /** The body as it streams in, when it has the right type. Throws Refusal. */
  stream(rules: BodyRules): AsyncIterable<Uint8Array>;
  text(rules: BodyRules): Promise<string>;
  json<Body>(schema: TSchema, rules: BodyRules): Promise<Body>;
  /** Which part of a list is wanted. Numbers that do not fit are read as the nearest that do in version 1, whose description knows no refusal there; in version 2 they are refused. */
  page(): { readonly limit: number; readonly offset: number };
  /** The address of the other side, for limits only. */
  readonly remoteAddress: string;
};

/** Reads a request of the web server. */
export function askedOf(house: House, version: ApiVersion, request: FastifyRequest): Asked {
  const search = new URL(request.url, 'http://own.invalid').searchParams;
  const stream = (rules: BodyRules) => {
    const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
    if (type !== rules.type) throw refuse(rules.wrongType ?? 'unreadable', `content-type`);
    if (Number(request.headers['content-length'] ?? 0) > rules.largest) throw refuse(rules.tooLarge ?? 'unreadable', 'size');
    return request.raw as AsyncIterable<Uint8Array>;
  };
  const text = async (rules: BodyRules) => {
    const parts: Uint8Array[] = [];
    let size = 0;
    for await (const part of stream(rules)) {
      size += part.length;
      if (size > rules.largest) throw refuse(rules.tooLarge ?? 'unreadable', 'size');
      parts.push(part);
    }
    return Buffer.concat(parts).toString('utf8');
  };
  return {
    house, version, params: request.params as Readonly<Record<string, string>>, remoteAddress: request.ip, stream, text,
    query: (name) => search.getAll(name),
    caller: () => authenticate(house, request.headers.authorization),
    json: async <Body>(schema: TSchema, rules: BodyRules) => {
      const value = parsed(await text(rules));
      if (!fits(schema, value)) throw refuse('unreadable', 'body');
      return value as Body;
    },
    page: () => ({ limit: numberOf(search.get('limit'), { fallback: 100, least: 1, most: 500, isStrict: version === 'v2' }), offset: numberOf(search.get('offset'), { fallback: 0, least: 0, most: 2_147_483_647, isStrict: version === 'v2' }) }),
  };
}

/** A whole number of the address. Throws Refusal. */
export function numberOf(text: string | null, { fallback, least, most, isStrict }: { readonly fallback: number; readonly least: number; readonly most: number; readonly isStrict: boolean }): number {
  if (text === null) return fallback;
  const value = /^-?\d{1,15}$/u.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  if (isStrict) throw refuse('bad-query');
  return Number.isNaN(value) ? fallback : Math.min(Math.max(value, least), most);
}

// A NUL cannot be stored; a prototype is no value.
function parsed(text: string): unknown {
  try {
    return JSON.parse(text, (key, value: unknown) => {
      if (key === '__proto__' || key.includes('\0') || (typeof value === 'string' && (value.includes('\0') || !value.isWellFormed()))) throw new SyntaxError('not to be stored');
      return value;
    });
  } catch {
    throw refuse('unreadable', 'json');
  }
}
