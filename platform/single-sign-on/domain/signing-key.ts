const DAY_MS = 86_400_000;

/** How long a key signs. Our own choice; OpenID Connect Core § 10.1.1 only asks that keys can be changed. */
export const KEY_LIFE_MS = 90 * DAY_MS;
/** A new key is published so long before it signs, and an old one so long after: clients may keep the list of keys for hours, tokens live for minutes. */
export const KEY_OVERLAP_MS = DAY_MS;

/** A key as it is kept: the private part sealed. */
export type SealedKey = { readonly id: string; readonly sealed: Buffer; readonly signsFrom: Date };

/** Keys at a moment: the one that signs, and all that are published, the signing one first. `gone` are needed no more. */
export type KeySet<Key> = { readonly signing: Key | undefined; readonly published: readonly Key[]; readonly gone: readonly Key[] };

/** Which keys are for what at a moment. */
export function keysAt<Key extends { readonly signsFrom: Date }>(keys: readonly Key[], now: Date): KeySet<Key> {
  const ordered = keys.toSorted((a, b) => a.signsFrom.getTime() - b.signsFrom.getTime());
  const signing = ordered.findLast((key) => key.signsFrom <= now);
  if (!signing) return { signing: undefined, published: ordered, gone: [] };
  const index = ordered.indexOf(signing);
  const former = ordered.slice(0, index);
  const isGone = (_key: Key, at: number) => (ordered[at + 1]?.signsFrom.getTime() ?? Infinity) + KEY_OVERLAP_MS <= now.getTime();
  return { signing, published: [signing, ...ordered.slice(index + 1), ...former.filter((key, at) => !isGone(key, at))], gone: former.filter(isGone) };
}

/** When a new key that is made now begins to sign; undefined when none is needed yet. */
export function nextKeySignsFrom(keys: readonly { readonly signsFrom: Date }[], now: Date): Date | undefined {
  if (keys.length === 0) return now;
  const newest = Math.max(...keys.map((key) => key.signsFrom.getTime()));
  return newest + KEY_LIFE_MS - KEY_OVERLAP_MS <= now.getTime() ? new Date(now.getTime() + KEY_OVERLAP_MS) : undefined;
}
