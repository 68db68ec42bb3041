/** What a person does in an authority. */
export type AuthorityRole = 'digital-officer' | 'approver' | 'treasurer' | 'mayor' | 'caseworker' | 'head-of-office' | 'auditor';

/** What a person does for the platform; never reads the content of cases. */
export type PlatformRole = 'operator' | 'platform-auditor';

export type Role = AuthorityRole | PlatformRole;

const AUTHORITY_ROLES: readonly AuthorityRole[] = ['digital-officer', 'approver', 'treasurer', 'mayor', 'caseworker', 'head-of-office', 'auditor'];
const PLATFORM_ROLES: readonly PlatformRole[] = ['operator', 'platform-auditor'];

/** Whether a text is a role of an authority. */
export function isAuthorityRole(text: string): text is AuthorityRole {
  return AUTHORITY_ROLES.some((role) => role === text);
}

/** Whether a text is any role. */
export function isRole(text: string): text is Role {
  return isAuthorityRole(text) || PLATFORM_ROLES.some((role) => role === text);
}

/** Names of the roles for people. */
export const ROLE_NAMES: Readonly<Record<Role, { readonly de: string; readonly en: string }>> = {
  'digital-officer': { de: 'Digitalbeauftragte', en: 'Digital officer' },
  approver: { de: 'Freigabe', en: 'Approver' },
  treasurer: { de: 'Kämmerei', en: 'Treasurer' },
  mayor: { de: 'Leitung der Behörde', en: 'Head of the authority' },
  caseworker: { de: 'Sachbearbeitung', en: 'Caseworker' },
  'head-of-office': { de: 'Amtsleitung', en: 'Head of office' },
  auditor: { de: 'Rechnungsprüfung', en: 'Auditor' },
  operator: { de: 'Betrieb der Plattform', en: 'Platform operator' },
  'platform-auditor': { de: 'Prüfung der Plattform', en: 'Platform auditor' },
};
