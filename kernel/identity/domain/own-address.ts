const NOBODY = 'http://own.invalid';

/** The address as it may follow a sign-in: a path of our own with its query, written in ASCII; undefined for everything that could lead elsewhere or back to the sign-in. */
export function ownAddress(text: string | undefined): string | undefined {
  if (text === undefined || text.length > 2000 || !/^\/(?![/\\])/u.test(text) || /[\\\p{Cc}]/u.test(text)) return undefined;
  if (!URL.canParse(text, NOBODY)) return undefined;
  const url = new URL(text, NOBODY);
  const address = `${url.pathname}${url.search}`;
  if (url.origin !== NOBODY || address.startsWith('//')) return undefined;
  return /^\/sign-(?:in|out)\/?$/u.test(url.pathname) ? undefined : address;
}
