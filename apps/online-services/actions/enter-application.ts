import { covers, requirePermission, requireService, requireStaff, servicesFor } from '@allmende/access';
import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { listPlacesOfAuthority, type Place } from '@allmende/register';
import type { Entry } from '../domain/entry.ts';
import { enterApplications } from '../domain/permissions.ts';
import type { DraftAccess } from './draft-access.ts';
import { listOfficeServices } from './office-services.ts';
import { startDraft } from './start-draft.ts';

type Context = Pick<ActionContext, 'database' | 'clock' | 'keys' | 'actor' | 'tenant'>;

/** What an application can be entered for: the services that are switched on and that the person works on, and the places of the authority. */
export type Enterable = { readonly services: readonly { readonly id: string; readonly name: { readonly de: string; readonly en: string } }[]; readonly places: readonly Pick<Place, 'ars' | 'name' | 'slug'>[] };

/** The choices of the page on which an application for somebody else begins. */
export async function listEnterable(ctx: Context): Promise<Enterable> {
  requirePermission(ctx.actor, enterApplications, ctx.tenant);
  const mine = servicesFor(ctx.actor, enterApplications, ctx.tenant);
  const offered = (await listOfficeServices(ctx, { asks: enterApplications })).filter((service) => service.offered?.active != null && covers(mine, service.package.service.id));
  const name = (texts: Readonly<Record<string, Readonly<Record<string, string>>>>, language: string) => texts[language]?.['service.name'];
  return {
    services: offered.map(({ package: { service, texts } }) => ({ id: service.id, name: { de: name(texts, 'de') ?? service.id, en: name(texts, 'en') ?? name(texts, 'de') ?? service.id } })),
    places: (await listPlacesOfAuthority(ctx, { authority: ctx.tenant })).map(({ ars, name: placeName, slug }) => ({ ars, name: placeName, slug })),
  };
}

/** Begins an application that a member of staff types in for somebody else, in the same form; it stays marked with who did and how it came. Throws NotFound for a service or place that is not on offer. */
export async function enterApplication(ctx: Context, input: { readonly service: string; readonly ars: string; readonly channel: Entry['channel'] }): Promise<DraftAccess & { readonly firstPage: string; readonly placeSlug: string }> {
  requirePermission(ctx.actor, enterApplications, ctx.tenant);
  requireService(ctx.actor, enterApplications, ctx.tenant, input.service);
  const staff = requireStaff(ctx.actor);
  const place = (await listPlacesOfAuthority(ctx, { authority: ctx.tenant })).find(({ ars }) => ars === input.ars);
  if (!place) throw new NotFound();
  const draft = await startDraft(ctx, { ars: place.ars, service: input.service, entry: { channel: input.channel, by: staff.name, accountId: staff.accountId } });
  if (draft.tenant !== ctx.tenant) throw new NotFound();
  return { ...draft, placeSlug: place.slug };
}
