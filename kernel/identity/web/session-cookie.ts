import type { House } from '@allmende/house';
import { sessionCookieName, type Cookies } from '@allmende/http';

type Request = { readonly cookies: Cookies; readonly ctx: Pick<House, 'config'> };

function nameFor(request: Request): string {
  return sessionCookieName(request.ctx.config.publicAddress.startsWith('https:'));
}

/** The session token that the browser sent. */
export function sessionToken(request: Request): string | undefined {
  return request.cookies.get(nameFor(request));
}

/** Gives the browser a session token, which it forgets when it is closed. */
export function keepSession(request: Request, token: string): void {
  request.cookies.set(nameFor(request), token);
}

/** Takes the session token from the browser. */
export function forgetSession(request: Request): void {
  request.cookies.clear(nameFor(request));
}
