import { RESERVED_SLUGS } from './reserved-slugs.ts';

/** Somebody who needs a slug: `candidates` from most to least wanted; the last one must be unique by itself, because it holds a key. */
export type SlugWish<Key> = { key: Key; candidates: readonly string[] };

/** Turns a name into the readable part of an address: lower case, umlauts written out, hyphens between words. Empty for a name without letters and digits. */
export function slugify(name: string): string {
  const plain = name.toLowerCase().normalize('NFC').replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue').replaceAll('ß', 'ss').replaceAll('ł', 'l').normalize('NFD').replaceAll(/\p{M}|['’]/gu, '');
  return (plain.match(/[a-z0-9]+/gu) ?? []).join('-');
}

/** Whether a text can be the address of a place or authority: short, plain, and not one of the platform's own words. */
export function isFreeSlug(text: string): boolean {
  return text.length <= 80 && /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/u.test(text) && !RESERVED_SLUGS.has(text);
}

/**
 * Gives each wish, in the order handed in, its first candidate that is neither reserved nor taken. Deterministic: the same wishes in the same order get the same slugs.
 * Slugs in `taken` (given in an earlier edition, also to those who vanished) are never given again. Throws RangeError when a wish has no free candidate.
 */
export function giveSlugs<Key>(wishes: readonly SlugWish<Key>[], taken: ReadonlySet<string>): Map<Key, string> {
  const used = new Set(taken);
  const given = new Map<Key, string>();
  for (const { key, candidates } of wishes) {
    const slug = candidates.find((candidate) => isFreeSlug(candidate) && !used.has(candidate));
    if (slug === undefined) throw new RangeError(`no free address among ${candidates.join(', ')}`);
    used.add(slug);
    given.set(key, slug);
  }
  return given;
}
