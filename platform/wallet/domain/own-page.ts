/** Whether an address is a page of our own: a path without host, query or anything else that could lead elsewhere. */
export function isOwnPage(address: string): boolean {
  return /^\/[a-z0-9-]{1,120}(?:\/[A-Za-z0-9-]{1,60}){1,5}$/u.test(address);
}
