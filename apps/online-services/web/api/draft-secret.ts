import { isUuid, tenantId } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { ApiRequest } from '@allmende/http';
import { Type } from 'typebox';
import type { DraftAccess } from '../../actions/draft-access.ts';

/** Header that carries what `POST …/drafts` gave out. */
export const SECRET_HEADER = { 'allmende-secret': 'What the start of the draft gave out; it opens this draft and nothing else' };

export const DraftParams = Type.Object({ draft: Type.String({ format: 'uuid' }) });
export const DraftPageParams = Type.Object({ draft: Type.String({ format: 'uuid' }), page: Type.String({ pattern: '^[a-z][a-zA-Z0-9-]{0,60}$' }) });

export const DraftRowParams = Type.Object({ ...DraftPageParams.properties, row: Type.String({ format: 'uuid' }) });

/** The key to a draft in one text: authority and secret. */
export function draftKey(access: DraftAccess): string {
  return `${access.tenant}.${access.secret}`;
}

/** What a caller shows for a draft. Throws NotFound when it shows nothing. */
export function draftAccess(request: Pick<ApiRequest<{ draft: string }, unknown, unknown>, 'header' | 'params'>): DraftAccess {
  const [tenant = '', secret = ''] = (request.header('allmende-secret') ?? '').split('.');
  if (!isUuid(tenant) || secret === '') throw new NotFound();
  return { tenant: tenantId(tenant), draft: request.params.draft, secret };
}
