import { isUuid } from '@allmende/ids';
import { invalidValue } from './scim-error.ts';

/** A group as a directory provides it; `members` are ids of people it has provided. */
export type ScimGroup = { readonly displayName: string; readonly externalId: string | undefined; readonly members: readonly string[] };

/** The attributes of a group that a directory may change. */
export const GROUP_ATTRIBUTES = ['displayName', 'externalId', 'members'] as const;

const MOST_MEMBERS = 10_000;

/** Reads a group; throws ScimRefused (invalidValue). Source: RFC 7643 § 4.2. */
export function readScimGroup(sent: unknown): ScimGroup {
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent)) throw invalidValue('The resource must be an object.');
  const body = Object.fromEntries(Object.entries(sent).map(([name, value]) => [name.toLowerCase(), value as unknown]));
  const [displayName, externalId, members = []] = [body['displayname'], body['externalid'], body['members'] ?? undefined];
  if (typeof displayName !== 'string' || displayName.trim() === '' || displayName.length > 200 || /\p{Cc}/u.test(displayName)) throw invalidValue('displayName must be a text of 1 to 200 characters.');
  if (externalId !== undefined && externalId !== null && (typeof externalId !== 'string' || externalId.length > 300)) throw invalidValue('externalId must be a text of at most 300 characters.');
  if (!Array.isArray(members) || members.length > MOST_MEMBERS) throw invalidValue(`members must be a list of at most ${MOST_MEMBERS}.`);
  const ids = members.map((one: unknown) => (typeof one === 'object' && one !== null && 'value' in one ? one.value : one));
  if (!ids.every((id): id is string => typeof id === 'string' && isUuid(id))) throw invalidValue('members.value must be the id of a user.');
  return { displayName: displayName.trim(), externalId: externalId ?? undefined, members: [...new Set(ids)] };
}
