const NOBODY = 'http://own.invalid';

/** The path with its query to which a sign-in leads back; undefined for everything that could lead to another host or into the gateway's own paths. */
export function returnPath(text: string | undefined): string | undefined {
  if (text === undefined || text.length > 2000 || !/^\/(?![/\\])/u.test(text) || /[\\\p{Cc}]/u.test(text) || !URL.canParse(text, NOBODY)) return undefined;
  const url = new URL(text, NOBODY);
  const path = `${url.pathname}${url.search}`;
  return url.origin !== NOBODY || path.startsWith('//') || isOwnPath(path) ? undefined : path;
}

/** Whether a path belongs to the gateway itself on every host. */
export function isOwnPath(path: string): boolean {
  return /^\/\.allmende(?:[/?#]|$)/u.test(path);
}
