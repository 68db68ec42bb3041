/** The same address in another language; keeps everything else of the query. */
export function languageHref(path: string, locale: string): string {
  const fragment = path.indexOf('#');
  const address = fragment === -1 ? path : path.slice(0, fragment);
  const start = address.indexOf('?');
  if (start === -1) return `${address}?lang=${locale}`;
  const query = new URLSearchParams(address.slice(start + 1));
  query.set('lang', locale);
  return `${address.slice(0, start)}?${query.toString()}`;
}
