const OWN_PAGE = /^\/[a-z0-9-]{1,120}(?:\/[A-Za-z0-9-]{1,60}){1,4}$/u;

/** The address of an own page to go on to, from an address that somebody else may have written; undefined for anything that could lead elsewhere. */
export function ownPage(address: string | undefined): string | undefined {
  return address !== undefined && OWN_PAGE.test(address) ? address : undefined;
}
