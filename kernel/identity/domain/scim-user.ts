import { isEmail, normalEmail } from './email.ts';
import { invalidValue } from './scim-error.ts';

/** A person as a directory provides them: what is kept of the resource. */
export type ScimUser = {
  /** As it was sent; unique without regard to case. */
  readonly userName: string;
  readonly externalId: string | undefined;
  readonly active: boolean;
  readonly displayName: string | undefined;
  readonly name: Readonly<Record<string, string>>;
  readonly emails: readonly { readonly value: string; readonly type?: string; readonly primary?: boolean }[];
};

/** The attributes of a person that a directory may change. */
export const USER_ATTRIBUTES = ['userName', 'externalId', 'active', 'displayName', 'name', 'emails'] as const;

const NAME_PARTS = ['formatted', 'familyName', 'givenName', 'middleName', 'honorificPrefix', 'honorificSuffix'];

/** Reads a person; what is not kept is left out. Throws ScimRefused (invalidValue). Source: RFC 7643 § 4.1. */
export function readScimUser(sent: unknown): ScimUser {
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent)) throw invalidValue('The resource must be an object.');
  const body = Object.fromEntries(Object.entries(sent).map(([name, value]) => [name.toLowerCase(), value as unknown]));
  const userName = text(body['username'], 'userName');
  if (userName === undefined || userName.trim() === '') throw invalidValue('userName is required.');
  const emails = readEmails(body['emails']);
  const name = typeof body['name'] === 'object' && body['name'] !== null ? body['name'] as Record<string, unknown> : {};
  const user = {
    userName: userName.trim(), externalId: text(body['externalid'], 'externalId'), active: readActive(body['active']), displayName: text(body['displayname'], 'displayName'), emails,
    name: Object.fromEntries(NAME_PARTS.flatMap((part) => { const value = text(name[part], `name.${part}`); return value === undefined ? [] : [[part, value]]; })),
  };
  emailOf(user);
  return user;
}

/** The address by which the person's account is found: the primary e-mail, the first one, or a user name that is one. Throws ScimRefused (invalidValue) when there is none. */
export function emailOf(user: Pick<ScimUser, 'userName' | 'emails'>): string {
  const email = normalEmail(user.emails.find((one) => one.primary)?.value ?? user.emails[0]?.value ?? user.userName);
  if (!isEmail(email)) throw invalidValue('emails or userName must hold an e-mail address: accounts are found by it.');
  return email;
}

/** The name by which colleagues know the person. */
export function fullNameOf(user: ScimUser): string {
  const parts = [user.name['givenName'], user.name['familyName']].filter((one) => one !== undefined).join(' ');
  return ([user.displayName, user.name['formatted'], parts].find((one) => one !== undefined && one.trim() !== '') ?? user.userName).replaceAll(/[\s\p{Cc}]+/gu, ' ').trim().slice(0, 200);
}

/** A user name as it is compared. */
export function userNameKey(userName: string): string {
  return userName.normalize('NFC').trim().toLowerCase();
}

function readEmails(sent: unknown): ScimUser['emails'] {
  if (sent === undefined || sent === null) return [];
  if (!Array.isArray(sent) || sent.length > 20) throw invalidValue('emails must be a list of at most 20.');
  return sent.map((one: unknown) => {
    const { value, type, primary } = typeof one === 'object' && one !== null ? one as Record<string, unknown> : { value: one } as Record<string, unknown>;
    const address = text(value, 'emails.value');
    if (address === undefined || !isEmail(normalEmail(address))) throw invalidValue('emails.value must be an e-mail address.');
    const kind = text(type, 'emails.type');
    return { value: address, ...(kind === undefined ? {} : { type: kind }), ...(primary === true ? { primary: true } : {}) };
  });
}

// Some directories send "False" as a text.
function readActive(sent: unknown): boolean {
  if (sent === undefined || sent === null) return true;
  if (typeof sent === 'boolean') return sent;
  if (typeof sent === 'string' && /^(?:true|false)$/iu.test(sent)) return sent.toLowerCase() === 'true';
  throw invalidValue('active must be true or false.');
}

function text(sent: unknown, name: string): string | undefined {
  if (sent === undefined || sent === null) return undefined;
  if (typeof sent !== 'string' || sent.length > 300 || /\p{Cc}/u.test(sent)) throw invalidValue(`${name} must be a text of at most 300 characters.`);
  return sent;
}
