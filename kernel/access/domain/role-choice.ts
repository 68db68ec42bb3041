import { isRole, type Role } from './role.ts';

/** A role as it is given: for everything, or as caseworker for one service. */
export type RoleChoice = { readonly role: Role; readonly service?: string };

const SERVICE = /^[a-z0-9][a-z0-9._-]{0,99}$/u;

/** Reads a role from forms and calls: `caseworker`, or `caseworker/hundesteuer` for one service; undefined for anything else. */
export function readRoleChoice(text: string): RoleChoice | undefined {
  const slash = text.indexOf('/');
  if (slash === -1) return isRole(text) ? { role: text } : undefined;
  const service = text.slice(slash + 1);
  return text.slice(0, slash) === 'caseworker' && SERVICE.test(service) ? { role: 'caseworker', service } : undefined;
}

/** The same as `readRoleChoice` reads it. */
export function roleChoiceText({ role, service }: RoleChoice): string {
  return service === undefined ? role : `${role}/${service}`;
}
