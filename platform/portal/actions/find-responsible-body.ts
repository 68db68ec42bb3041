import { PLATFORM_TENANT, tenantId, type TenantId } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import { findMember, isMemberOn } from '@allmende/membership';
import { findPlaceBySlug, listCompetentAuthorities } from '@allmende/register';
import type { AuthorityRef, PlaceRef } from '@allmende/tenancy';
import { findLegalContact } from '../data/legal-contact.ts';
import { NO_LEGAL_CONTACT, type LegalContact } from '../domain/legal-contact.ts';

/** Who answers for a page. */
export type ResponsibleBody = {
  /** The administration of the place or the authority of the address, member or not; undefined on the platform's own pages and where nobody is known. */
  readonly administration: { readonly tenant: TenantId; readonly slug: string; readonly name: string } | undefined;
  /** The administration answers for its pages as soon as it belongs to the platform; until then the platform does. */
  readonly isAdministration: boolean;
  /** What the responsible one has entered. */
  readonly contact: LegalContact;
  /** The operator of the platform, as a way out where an administration has entered nothing. */
  readonly platform: LegalContact;
};

type Context = Pick<ActionContext, 'database' | 'clock'>;

/** Finds who answers for the pages of a place, of an authority, or of the platform itself. */
export async function findResponsibleBody(ctx: Context, where: { readonly place: PlaceRef } | { readonly authority: AuthorityRef } | undefined): Promise<ResponsibleBody> {
  const administration = where === undefined ? undefined : 'authority' in where ? where.authority : await administrationOf(ctx, where.place);
  const platform = (await findLegalContact(ctx.database, PLATFORM_TENANT)) ?? NO_LEGAL_CONTACT;
  const member = administration && (await findMember(ctx, { authority: administration.tenant }));
  if (!administration || !member || !isMemberOn(member, ctx.clock.today())) return { administration, isAdministration: false, contact: platform, platform };
  return { administration, isAdministration: true, contact: (await findLegalContact(ctx.database, administration.tenant)) ?? NO_LEGAL_CONTACT, platform };
}

async function administrationOf(ctx: Context, ref: PlaceRef): Promise<ResponsibleBody['administration']> {
  const place = await findPlaceBySlug(ctx, { slug: ref.slug });
  if (!place) return undefined;
  const competence = await listCompetentAuthorities(ctx, { ags: place.ags });
  const authority = competence.authorities.find(({ id }) => id === competence.place.municipal);
  return authority && { tenant: tenantId(authority.id), slug: authority.slug, name: authority.name };
}
