import type { GroupWithMembers } from '../../actions/scim-groups.ts';
import type { UserWithGroups } from '../../actions/read-directory.ts';

export const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const CORE = 'urn:ietf:params:scim:schemas:core:2.0';

/** A person as SCIM shows them. Source: RFC 7643 § 4.1. */
export function userResource(stored: UserWithGroups, root: string): object {
  const { user } = stored;
  return { schemas: [USER], id: stored.id, userName: user.userName, active: user.active, name: user.name, emails: user.emails, ...(user.externalId === undefined ? {} : { externalId: user.externalId }), ...(user.displayName === undefined ? {} : { displayName: user.displayName }), groups: stored.groups.map(({ id, displayName }) => ({ value: id, $ref: `${root}/Groups/${id}`, display: displayName, type: 'direct' })), meta: meta('User', stored, `${root}/Users/${stored.id}`) };
}

/** A group as SCIM shows it. Source: RFC 7643 § 4.2. */
export function groupResource(stored: GroupWithMembers, root: string): object {
  return { schemas: [GROUP], id: stored.id, displayName: stored.displayName, members: stored.members.map((value) => ({ value, $ref: `${root}/Users/${value}`, type: 'User' })), ...(stored.externalId === undefined ? {} : { externalId: stored.externalId }), meta: meta('Group', stored, `${root}/Groups/${stored.id}`) };
}

/** The entity tag of a version. */
export function tagOf(version: number): string {
  return `W/"${version}"`;
}

function meta(resourceType: string, stored: { readonly createdAt: Date; readonly changedAt: Date; readonly version: number }, location: string): object {
  return { resourceType, created: stored.createdAt.toISOString(), lastModified: stored.changedAt.toISOString(), version: tagOf(stored.version), location };
}

/** What this interface can do. Source: RFC 7643 § 5. */
export function serviceProviderConfig(root: string): object {
  return {
    schemas: [`${CORE}:ServiceProviderConfig`], patch: { supported: true }, bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 }, filter: { supported: true, maxResults: 200 }, changePassword: { supported: false },
    sort: { supported: false }, etag: { supported: true }, authenticationSchemes: [{ type: 'oauthbearertoken', name: 'OAuth Bearer Token', description: 'A token made on the page of the authority', specUri: 'https://www.rfc-editor.org/info/rfc6750', primary: true }],
    meta: { resourceType: 'ServiceProviderConfig', location: `${root}/ServiceProviderConfig` },
  };
}

/** Which kinds of resources there are. Source: RFC 7643 § 6. */
export function resourceTypes(root: string): readonly { readonly id: string }[] {
  return [['User', '/Users', USER], ['Group', '/Groups', GROUP]].map(([name = '', endpoint, schema]) => ({ schemas: [`${CORE}:ResourceType`], id: name, name, endpoint, schema, meta: { resourceType: 'ResourceType', location: `${root}/ResourceTypes/${name}` } }));
}

/** The attributes that are kept. Source: RFC 7643 § 7. */
export function schemas(root: string): readonly { readonly id: string }[] {
  const attribute = (name: string, type: string, more: object = {}) => ({ name, type, multiValued: false, required: false, caseExact: false, mutability: 'readWrite', returned: 'default', uniqueness: 'none', ...more });
  const person = [
    attribute('userName', 'string', { required: true, uniqueness: 'server' }), attribute('displayName', 'string'), attribute('active', 'boolean'), attribute('externalId', 'string', { caseExact: true }),
    attribute('name', 'complex', { subAttributes: ['formatted', 'familyName', 'givenName', 'middleName', 'honorificPrefix', 'honorificSuffix'].map((name) => attribute(name, 'string')) }),
    attribute('emails', 'complex', { multiValued: true, subAttributes: [attribute('value', 'string'), attribute('type', 'string'), attribute('primary', 'boolean')] }),
    attribute('groups', 'complex', { multiValued: true, mutability: 'readOnly', subAttributes: ['value', '$ref', 'display', 'type'].map((name) => attribute(name, name === '$ref' ? 'reference' : 'string', { mutability: 'readOnly' })) }),
  ];
  const group = [attribute('displayName', 'string', { required: true, uniqueness: 'server' }), attribute('externalId', 'string', { caseExact: true }), attribute('members', 'complex', { multiValued: true, subAttributes: [attribute('value', 'string'), attribute('type', 'string')] })];
  return [[USER, 'User', person] as const, [GROUP, 'Group', group] as const].map(([id, name, attributes]) => ({ schemas: [`${CORE}:Schema`], id, name, attributes, meta: { resourceType: 'Schema', location: `${root}/Schemas/${id}` } }));
}
