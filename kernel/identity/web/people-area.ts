import { may, type Actor, type AuthorityRole, type Grant, type Permission, type PlatformRole, type Role, type RoleChoice } from '@allmende/access';
import { PLATFORM_TENANT, type TenantId } from '@allmende/database';
import type { Locale } from '@allmende/i18n';
import type { AuthorityRef, UrlFor } from '@allmende/tenancy';
import type { House } from '@allmende/house';
import { approvePlatformResets, approveResets, manageDirectory, managePeople, managePlatformPeople, seePeople, seePlatformPeople, seeRights } from '../domain/permissions.ts';
import type { NamedService } from './role-name.ts';

/** The services that an authority offers; only the processes can know them. */
export type ServicesPort = (house: House, authority: AuthorityRef) => Promise<readonly NamedService[]>;

/** Whose people the pages show: those of an authority, or those of the platform. */
export type PeopleArea = {
  /** Start of the paths of its pages. */
  readonly path: string;
  readonly see: Permission;
  readonly manage: Permission;
  readonly roles: readonly Role[];
};

const AUTHORITY_ROLES: readonly AuthorityRole[] = ['digital-officer', 'approver', 'treasurer', 'mayor', 'head-of-office', 'caseworker', 'auditor'];
const PLATFORM_ROLES: readonly PlatformRole[] = ['operator', 'platform-auditor'];

export const OFFICE_PEOPLE: PeopleArea = { path: '/:authority/office/people', see: seePeople, manage: managePeople, roles: AUTHORITY_ROLES };
export const PLATFORM_PEOPLE: PeopleArea = { path: '/operator/people', see: seePlatformPeople, manage: managePlatformPeople, roles: PLATFORM_ROLES };

/** The people's pages as one request sees them. */
export type PeopleScope = { readonly tenant: TenantId; readonly roles: readonly Role[]; readonly services: readonly NamedService[]; readonly mayManage: boolean; readonly ownAccountId: string | undefined; readonly isPlatform: boolean; readonly href: (...segments: readonly string[]) => string; /** Pages beside the list that the acting person may open. */ readonly links: readonly { readonly label: 'resetsTitle' | 'rights' | 'directory'; readonly href: string }[] };

type Request = { readonly ctx: { readonly tenant: TenantId }; readonly actor: Actor; readonly locale: Locale; readonly urlFor: UrlFor; readonly authority: AuthorityRef };

/** Where the links of a people's page lead and what the acting person may do there. */
export function peopleScope(area: PeopleArea, request: Request, services: readonly NamedService[] = []): PeopleScope {
  const { tenant } = request.ctx;
  const isPlatform = tenant === PLATFORM_TENANT;
  const href = (...segments: readonly string[]) => (isPlatform ? request.urlFor.operator('people', ...segments) : request.urlFor.office(request.authority.slug, 'people', ...segments));
  const beside = isPlatform
    ? [{ label: 'resetsTitle', access: approvePlatformResets, segment: 'resets' }] as const
    : [{ label: 'rights', access: seeRights, segment: 'rights' }, { label: 'resetsTitle', access: approveResets, segment: 'resets' }, { label: 'directory', access: manageDirectory, segment: 'directory' }] as const;
  return {
    tenant, isPlatform, href, links: beside.filter(({ access }) => may(request.actor, access, tenant)).map(({ label, segment }) => ({ label, href: href(segment) })), roles: area.roles, services, mayManage: may(request.actor, area.manage, tenant), ownAccountId: request.actor.kind === 'staff' ? request.actor.accountId : undefined,
  };
}

/** The same with the services of the authority, for pages that give roles or name them. */
export async function peopleScopeWith(servicesOf: ServicesPort, area: PeopleArea, request: Request & { readonly ctx: House }): Promise<PeopleScope> {
  return peopleScope(area, request, area === OFFICE_PEOPLE ? await servicesOf(request.ctx, request.authority) : []);
}

/** The services to which somebody's roles are limited, with their names; nothing is asked where no role is. */
export async function servicesNamed(house: House, servicesOf: ServicesPort, held: { readonly authorities: readonly AuthorityRef[]; readonly grants: readonly Grant[] }): Promise<readonly NamedService[]> {
  const limited = held.authorities.filter(({ tenant }) => held.grants.some((grant) => grant.tenant === tenant && grant.service !== undefined));
  return (await Promise.all(limited.map((authority) => servicesOf(house, authority)))).flat();
}

/** What can be given here: every role, and the caseworker's for each single service. */
export function roleChoices({ roles, services }: Pick<PeopleScope, 'roles' | 'services'>): RoleChoice[] {
  return roles.flatMap((role): RoleChoice[] => (role === 'caseworker' ? [{ role }, ...services.map(({ id }) => ({ role, service: id }))] : [{ role }]));
}
