import type { TenantId } from '@allmende/database';
import type { PageRequest } from '@allmende/http';
import type { StartedCitizenSession } from '../actions/start-citizen-session.ts';
import { findCitizen, type Citizen } from '../actions/find-citizen.ts';

type Request = Pick<PageRequest, 'cookies' | 'ctx'>;

// One for each authority: sessions of a person with two of them know nothing of each other.
function nameFor(request: Request, tenant: TenantId): string {
  return `${request.ctx.config.publicAddress.startsWith('https:') ? '__Host-' : ''}allmende-citizen-${tenant}`;
}

/** The session token of a citizen that the browser has for an authority. */
export function citizenToken(request: Request, tenant: TenantId): string | undefined {
  return request.cookies.get(nameFor(request, tenant));
}

/** Gives the browser a session, which it forgets when it is closed. Scripts and other sites cannot reach it. */
export function giveCitizenCookie(request: Request, session: StartedCitizenSession): void {
  request.cookies.set(nameFor(request, session.tenant), session.token);
}

/** Takes the session from the browser. */
export function forgetCitizenCookie(request: Request, tenant: TenantId): void {
  request.cookies.clear(nameFor(request, tenant));
}

/** The citizen who asks, as an authority knows them; undefined for everybody else. Gives the browser its next token when one is due. */
export async function citizenOf(request: Request, tenant: TenantId): Promise<Citizen | undefined> {
  const token = citizenToken(request, tenant);
  if (token === undefined) return undefined;
  const found = await findCitizen(request.ctx, { tenant, token });
  if (!found) forgetCitizenCookie(request, tenant);
  else if (found.token !== undefined) giveCitizenCookie(request, { tenant, token: found.token });
  return found?.citizen;
}
