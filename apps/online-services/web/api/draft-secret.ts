import { findCitizen, type Citizen } from '@allmende/citizen-accounts';
import { isUuid, tenantId, type TenantId } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { ApiRequest } from '@allmende/http';
import { Type } from 'typebox';
import type { DraftAccess } from '../../actions/draft-access.ts';

const CITIZEN_HEADER_NAME = 'allmende-citizen';

/** Header with the session of a citizen who has proven who they are. */
export const CITIZEN_HEADER = { [CITIZEN_HEADER_NAME]: 'Session of a citizen who has proven who they are, for services that ask for it' };

/** Headers that carry what `POST …/drafts` gave out, and who asks. */
export const SECRET_HEADER = { ...CITIZEN_HEADER, 'allmende-secret': 'What the start of the draft gave out; it opens this draft and nothing else' };

export const DraftParams = Type.Object({ draft: Type.String({ format: 'uuid' }) });
export const DraftPageParams = Type.Object({ draft: Type.String({ format: 'uuid' }), page: Type.String({ pattern: '^[a-z][a-zA-Z0-9-]{0,60}$' }) });

export const DraftRowParams = Type.Object({ ...DraftPageParams.properties, row: Type.String({ format: 'uuid' }) });

/** The key to a draft in one text: authority and secret. */
export function draftKey(access: DraftAccess): string {
  return `${access.tenant}.${access.secret}`;
}

/** What a caller shows for a draft. Throws NotFound when it shows nothing. */
export async function draftAccess(request: Pick<ApiRequest<{ draft: string }, unknown, unknown>, 'header' | 'params' | 'ctx'>): Promise<DraftAccess> {
  const [tenant = '', secret = ''] = (request.header('allmende-secret') ?? '').split('.');
  if (!isUuid(tenant) || secret === '') throw new NotFound();
  const citizen = await citizenOfHeader(request, tenantId(tenant));
  return { tenant: tenantId(tenant), draft: request.params.draft, secret, ...(citizen ? { citizen } : {}) };
}

/** Who has proven to an authority who they are, for services that ask; undefined where the caller shows nothing that counts. */
export async function citizenOfHeader(request: Pick<ApiRequest<unknown, unknown, unknown>, 'header' | 'ctx'>, tenant: TenantId): Promise<Citizen | undefined> {
  return (await findCitizen(request.ctx, { tenant, token: request.header(CITIZEN_HEADER_NAME), keepsToken: true }))?.citizen;
}
