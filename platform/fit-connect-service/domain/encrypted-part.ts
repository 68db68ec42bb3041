import { refuse } from './errors.ts';
import type { ApiVersion } from './submission.ts';

const SEGMENT = /^[A-Za-z0-9_-]+$/u;
/** 128 bit in base64url. */
const TAG_LENGTH = 22;
const LONGEST_HEADER = 8_192;

/** What the service can see of an encrypted part without a key. */
export type SeenPart = { readonly tag: string };

/** Who reads the part, as far as the service knows. */
export type ExpectedPart = { readonly version: ApiVersion; readonly kids: readonly string[]; readonly contentTypes?: readonly string[] };

/**
 * Looks at a compact JWE from outside: five segments, the algorithms that are laid down, in version 2 also the key of the destination and a content type. Throws Refusal: `unreadable` for what is no JWE, `not-encrypted` for one of another kind.
 */
export function lookAtPart(jwe: string, expected: ExpectedPart): SeenPart {
  const segments = jwe.split('.');
  if (segments.length !== 5 || segments.some((one) => !SEGMENT.test(one))) throw refuse('unreadable', 'jwe');
  checkHeader(segments[0] ?? '', expected);
  return { tag: checkTag(segments[4] ?? '') };
}

/** The tag of a part, when it has the length of one. Throws Refusal. */
export function checkTag(tag: string): string {
  if (tag.length !== TAG_LENGTH || !SEGMENT.test(tag)) throw refuse('unreadable', 'jwe tag');
  return tag;
}

/** Checks the first segment of a compact JWE. Throws Refusal. */
export function checkHeader(segment: string, expected: ExpectedPart): void {
  if (segment.length > LONGEST_HEADER || !SEGMENT.test(segment)) throw refuse('unreadable', 'jwe header');
  let header: unknown;
  try {
    header = JSON.parse(Buffer.from(segment, 'base64url').toString('utf8'));
  } catch {
    header = undefined;
  }
  if (typeof header !== 'object' || header === null || Array.isArray(header)) throw refuse('unreadable', 'jwe header');
  const { alg, enc, kid, cty } = header as Readonly<Record<string, unknown>>;
  if (alg !== 'RSA-OAEP-256') throw refuse('not-encrypted', 'alg');
  if (enc !== 'A256GCM') throw refuse('not-encrypted', 'enc');
  const isStrict = expected.version === 'v2';
  if (isStrict || kid !== undefined) if (typeof kid !== 'string' || (isStrict && !expected.kids.includes(kid))) throw refuse('not-encrypted', 'kid');
  if (isStrict || cty !== undefined) if (typeof cty !== 'string' || !/^[-\w.+]+\/[-\w.+]+$/u.test(cty) || (isStrict && expected.contentTypes !== undefined && !expected.contentTypes.includes(cty))) throw refuse('not-encrypted', 'cty');
}
