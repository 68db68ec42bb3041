import type { TenantId } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import { isUuid } from '@allmende/database';
import { usualStatus, type Protocol, type ProtocolAnswer, type ProtocolRequest, type ProtocolRoute } from '@allmende/http';
import { changeGroup, provideGroup, removeGroup, type GroupWithMembers } from '../../actions/scim-groups.ts';
import { changeUser, provideUser, removeUser, type VersionCheck } from '../../actions/scim-users.ts';
import { checkScimToken, readGroups, readUsers, type UserWithGroups } from '../../actions/read-directory.ts';
import type { ScimWanted } from '../../data/scim.ts';
import { invalidValue, ScimRefused } from '../../domain/scim-error.ts';
import { readScimFilter } from '../../domain/scim-filter.ts';
import { GROUP_ATTRIBUTES, readScimGroup, type ScimGroup } from '../../domain/scim-group.ts';
import { applyScimPatch } from '../../domain/scim-patch.ts';
import { readScimUser, USER_ATTRIBUTES, userNameKey, type ScimUser } from '../../domain/scim-user.ts';
import { groupResource, resourceTypes, schemas, serviceProviderConfig, tagOf, userResource } from './scim-resources.ts';

const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error';
const LIST = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';
const MOST = 200;

type Handle = (request: ProtocolRequest, tenant: TenantId) => Promise<ProtocolAnswer>;

// Every route goes through this one door: without a living token of an authority there is no answer but 401.
function route(method: ProtocolRoute['method'], path: string, handle: Handle): ProtocolRoute {
  return {
    method, path: `/v2${path}`,
    async handle(request) {
      const tenant = await checkScimToken(request.house, request.header('authorization'));
      if (!tenant) throw new ScimRefused('unauthenticated', 'A bearer token of the authority is needed.', { status: 401 });
      return handle(request, tenant);
    },
  };
}

const userOf = (stored: UserWithGroups, request: ProtocolRequest, status = 200) => answer(status, userResource(stored, rootOf(request)), { etag: tagOf(stored.version), location: `${rootOf(request)}/Users/${stored.id}` });
const groupOf = (stored: GroupWithMembers, request: ProtocolRequest, status = 200) => answer(status, groupResource(stored, rootOf(request)), { etag: tagOf(stored.version), location: `${rootOf(request)}/Groups/${stored.id}` });

// What was written, as the next reading will show it: the groups come from elsewhere.
const written = async ({ id }: { readonly id: string }, request: ProtocolRequest, tenant: TenantId, status = 200) => {
  const { users: [stored] } = await readUsers(request.house, { tenant, wanted: { id }, offset: 0, count: 1 });
  if (!stored) throw new NotFound();
  return userOf(stored, request, status);
};

const userRoutes: readonly ProtocolRoute[] = [
  route('GET', '/Users', async (request, tenant) => {
    const asked = askedOf(request, { username: (value) => ({ key: userNameKey(value) }) });
    const { total, users } = await readUsers(request.house, { tenant, ...asked });
    return list(total, asked.offset, users.map((one) => userResource(one, rootOf(request))));
  }),
  route('POST', '/Users', async (request, tenant) => written(await provideUser(request.house, { tenant, user: readScimUser(request.body) }), request, tenant, 201)),
  route('GET', '/Users/:id', async (request, tenant) => {
    const { users: [stored] } = await readUsers(request.house, { tenant, wanted: { id: idOf(request) }, offset: 0, count: 1 });
    if (!stored) throw new NotFound();
    return unchanged(request, stored.version) ?? userOf(stored, request);
  }),
  route('PUT', '/Users/:id', async (request, tenant) => written(await changeUser(request.house, { tenant, id: idOf(request), check: versionCheck(request), change: () => readScimUser(request.body) }), request, tenant)),
  route('PATCH', '/Users/:id', async (request, tenant) => written(await changeUser(request.house, { tenant, id: idOf(request), check: versionCheck(request), change: (user: ScimUser) => readScimUser(applyScimPatch(user, request.body, USER_ATTRIBUTES)) }), request, tenant)),
  route('DELETE', '/Users/:id', async (request, tenant) => {
    await removeUser(request.house, { tenant, id: idOf(request), check: versionCheck(request) });
    return answer(204, {});
  }),
];

const groupRoutes: readonly ProtocolRoute[] = [
  route('GET', '/Groups', async (request, tenant) => {
    const asked = askedOf(request, { displayname: (value) => ({ key: value }) });
    const { total, groups } = await readGroups(request.house, { tenant, ...asked });
    const short = /(?:^|,)\s*members\s*(?:,|$)/iu.test(request.query['excludedAttributes'] ?? '');
    return list(total, asked.offset, groups.map((one) => { const { members, ...rest } = groupResource(one, rootOf(request)) as { members: unknown }; return short ? rest : { ...rest, members }; }));
  }),
  route('POST', '/Groups', async (request, tenant) => groupOf(await provideGroup(request.house, { tenant, group: readScimGroup(request.body) }), request, 201)),
  route('GET', '/Groups/:id', async (request, tenant) => {
    const { groups: [stored] } = await readGroups(request.house, { tenant, wanted: { id: idOf(request) }, offset: 0, count: 1 });
    if (!stored) throw new NotFound();
    return unchanged(request, stored.version) ?? groupOf(stored, request);
  }),
  route('PUT', '/Groups/:id', async (request, tenant) => groupOf(await changeGroup(request.house, { tenant, id: idOf(request), check: versionCheck(request), change: () => readScimGroup(request.body) }), request)),
  route('PATCH', '/Groups/:id', async (request, tenant) => groupOf(await changeGroup(request.house, {
    tenant, id: idOf(request), check: versionCheck(request),
    change: (group: ScimGroup) => readScimGroup(applyScimPatch({ ...group, members: group.members.map((value) => ({ value })) }, request.body, GROUP_ATTRIBUTES)),
  }), request)),
  route('DELETE', '/Groups/:id', async (request, tenant) => {
    await removeGroup(request.house, { tenant, id: idOf(request), check: versionCheck(request) });
    return answer(204, {});
  }),
];

const aboutRoutes: readonly ProtocolRoute[] = [
  route('GET', '/ServiceProviderConfig', async (request) => answer(200, serviceProviderConfig(rootOf(request)))),
  ...[['ResourceTypes', resourceTypes], ['Schemas', schemas]].flatMap(([name, make]) => {
    const all = make as typeof resourceTypes;
    return [
      route('GET', `/${String(name)}`, async (request) => list(all(rootOf(request)).length, 0, all(rootOf(request)))),
      route('GET', `/${String(name)}/:id`, async (request) => {
        const found = all(rootOf(request)).find(({ id }) => id === request.params['id']);
        if (!found) throw new NotFound();
        return answer(200, found);
      }),
    ];
  }),
];

/** People and groups from the directory of an authority, by SCIM 2.0. Source: RFC 7643, RFC 7644. */
export const scimProtocol: Protocol = {
  name: 'scim',
  bodyLimitBytes: 1024 * 1024,
  rateLimit: { max: 3000, windowMs: 60_000 },
  routes: [...userRoutes, ...groupRoutes, ...aboutRoutes],
  refuse(error, _request, reference) {
    if (error === undefined) return refusal(500, `A fault of ours; quote ${reference} if you contact us.`);
    if (error instanceof ScimRefused) return refusal(error.status ?? usualStatus(error), error.message, error.scimType);
    if (error.code === 'http/unreadable-request') return refusal(400, 'The request is no JSON.', 'invalidSyntax');
    return refusal(usualStatus(error), error.kind === 'not-found' ? 'There is no such resource.' : error.message);
  },
};

function answer(status: number, body: object, headers: Readonly<Record<string, string>> = {}): ProtocolAnswer {
  return { status, body: status === 204 || status === 304 ? '' : JSON.stringify(body), headers: { 'content-type': 'application/scim+json; charset=utf-8', ...headers } };
}

function refusal(status: number, detail: string, scimType?: string): ProtocolAnswer {
  return answer(status, { schemas: [ERROR], status: String(status), detail, ...(scimType === undefined ? {} : { scimType }) }, status === 401 ? { 'www-authenticate': 'Bearer realm="scim"' } : {});
}

function list(totalResults: number, offset: number, resources: readonly object[]): ProtocolAnswer {
  return answer(200, { schemas: [LIST], totalResults, startIndex: offset + 1, itemsPerPage: resources.length, Resources: resources });
}

function rootOf({ house }: ProtocolRequest): string {
  return `${house.config.publicAddress}/scim/v2`;
}

function idOf({ params }: ProtocolRequest): string {
  const id = params['id'] ?? '';
  if (!isUuid(id)) throw new NotFound();
  return id;
}

function askedOf({ query }: ProtocolRequest, keys: Readonly<Record<string, (value: string) => ScimWanted>>): { readonly wanted: ScimWanted; readonly offset: number; readonly count: number } {
  // Source: RFC 7644 § 3.4.2.4: less than 1 counts as 1, less than 0 as 0.
  const offset = Math.max(1, wholeNumber(query['startIndex'], 1, 'startIndex')) - 1;
  const count = Math.min(MOST, Math.max(0, wholeNumber(query['count'], MOST, 'count')));
  return { wanted: wantedOf(query['filter'], keys), offset, count };
}

function wantedOf(text: string | undefined, keys: Readonly<Record<string, (value: string) => ScimWanted>>): ScimWanted {
  if (text === undefined || text.trim() === '') return {};
  const { attribute, value } = readScimFilter(text);
  if (typeof value === 'string') {
    if (attribute === 'id') return { id: isUuid(value) ? value : '00000000-0000-0000-0000-000000000000' };
    if (attribute === 'externalid') return { externalId: value };
    const byKey = keys[attribute];
    if (byKey) return byKey(value);
  }
  throw new ScimRefused('invalid', `Filtering by ${attribute.slice(0, 60)} is not offered.`, { scimType: 'invalidFilter', status: 400 });
}

function wholeNumber(text: string | undefined, fallback: number, name: string): number {
  if (text === undefined || text === '') return fallback;
  if (!/^-?\d{1,9}$/u.test(text)) throw invalidValue(`${name} must be a whole number.`);
  return Number(text);
}

function versionCheck(request: ProtocolRequest): VersionCheck {
  const wanted = request.header('if-match');
  return (version) => {
    if (wanted !== undefined && wanted.trim() !== '*' && !wanted.split(',').some((one) => one.trim() === tagOf(version))) throw new ScimRefused('conflict', 'The resource has changed since.', { status: 412 });
  };
}

function unchanged(request: ProtocolRequest, version: number): ProtocolAnswer | undefined {
  const known = request.header('if-none-match');
  return known !== undefined && known.split(',').some((one) => one.trim() === tagOf(version)) ? answer(304, {}, { etag: tagOf(version) }) : undefined;
}
