import { citizenOf } from '@allmende/citizen-accounts';
import { isUuid, tenantId } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { PageRequest } from '@allmende/http';
import type { DraftAccess } from '../actions/draft-access.ts';

const DAYS = 31;

type Asked = Pick<PageRequest, 'cookies' | 'place' | 'urlFor' | 'ctx'>;

/** Gives the browser the key to its draft: only for the pages of this draft, out of reach of scripts. To be given again with every change, because the draft then lives longer too. */
export function giveDraftCookie(request: Pick<Asked, 'cookies' | 'place' | 'urlFor'>, access: DraftAccess, placeSlug: string = request.place.slug): void {
  request.cookies.set(cookieName(access.draft), `${access.tenant}.${access.secret}`, { path: request.urlFor.place(placeSlug, 'apply', access.draft), maxAgeSeconds: DAYS * 86_400 });
}

/** What the browser shows for a draft, and who has proven to its authority who they are. Throws NotFound when it has nothing; whether it fits, the action decides. */
export async function draftAccessOf(request: Asked, draft: string): Promise<DraftAccess> {
  const [tenant = '', secret = ''] = (request.cookies.get(cookieName(draft)) ?? '').split('.');
  if (!isUuid(tenant) || secret === '') throw new NotFound();
  const citizen = await citizenOf(request, tenantId(tenant));
  return { tenant: tenantId(tenant), draft, secret, ...(citizen ? { citizen } : {}) };
}

function cookieName(draft: string): string {
  return `draft-${draft}`;
}
