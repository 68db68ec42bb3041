import type { Actor } from '@allmende/access';

/** Who a request comes from; `kernel/identity` answers. */
export type SessionPort = {
  /** The actor behind a session token, from a cookie or a bearer header; undefined for unknown, ended and expired ones. */
  findActor(token: string): Promise<Actor | undefined>;
};

/** Name of the cookie that holds the session token of staff. */
export function sessionCookieName(secure: boolean): string {
  return secure ? '__Host-allmende-session' : 'allmende-session';
}
