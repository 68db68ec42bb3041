const reserved: ReadonlySet<string> = new Set(['compare', 'search', 'new', 'api', 'feed', 'needs', 'orders', 'offers']);

/** The address of a solution in the store: the wished word, or the same with a number when it is taken. `taken` answers for words of this import and before. */
export function solutionSlug(wish: string, taken: (slug: string) => boolean): string {
  const written = wish.toLowerCase().replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue').replaceAll('ß', 'ss').normalize('NFD').replace(/\p{M}/gu, '');
  const plain = (written.match(/[a-z0-9]+/g) ?? []).join('-').slice(0, 60).replace(/-+$/, '');
  const base = plain === '' || reserved.has(plain) ? `loesung${plain === '' ? '' : `-${plain}`}` : plain;
  for (let number = 1; ; number++) {
    const slug = number === 1 ? base : `${base}-${number}`;
    if (!taken(slug)) return slug;
  }
}

/** What makes two files the same solution: the repository without its ways of writing; undefined where the file names none. */
export function solutionIdentity(repository: string | null): string | undefined {
  if (repository === null) return undefined;
  const { host, pathname } = new URL(repository);
  return `${host.toLowerCase().replace(/^www\./, '')}${pathname.replace(/\.git\/?$/, '').replace(/\/+$/, '')}`.toLowerCase();
}
