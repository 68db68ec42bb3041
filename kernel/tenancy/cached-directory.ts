import type { AuthorityRef, Directory, PlaceRef } from './directory.ts';

const MOST_ENTRIES = 20_000;

/** Remembers answers about slugs for a while, unknown ones excepted, so that a page costs no look-up. */
export function cachedDirectory(source: Directory, options: { readonly elapsedMs: () => number; readonly keepMs?: number }): Directory {
  const keepMs = options.keepMs ?? 30_000;
  const remember = <Answer>(ask: (slug: string) => Promise<Answer | undefined>) => {
    const known = new Map<string, { answer: Answer; until: number }>();
    return async (slug: string): Promise<Answer | undefined> => {
      const found = known.get(slug);
      if (found && found.until > options.elapsedMs()) return found.answer;
      const answer = await ask(slug);
      if (answer === undefined) {
        known.delete(slug);
        return undefined;
      }
      if (known.size >= MOST_ENTRIES) known.clear();
      known.set(slug, { answer, until: options.elapsedMs() + keepMs });
      return answer;
    };
  };
  return {
    findAuthorityBySlug: remember<AuthorityRef>((slug) => source.findAuthorityBySlug(slug)),
    findPlaceBySlug: remember<PlaceRef>((slug) => source.findPlaceBySlug(slug)),
    namesOf: (tenants) => source.namesOf(tenants),
  };
}
