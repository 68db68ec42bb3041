import { requirePermission } from '@allmende/access';
import { InvalidInput, NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { listPlacesOfAuthority } from '@allmende/register';
import type { ContentHash } from '../domain/content-hash.ts';
import type { FormBody } from '../domain/parse-field.ts';
import { parsePlaceValues, type ValuePlace } from '../domain/parse-place-values.ts';
import { manageServices, seeServices } from '../domain/permissions.ts';
import { placeParameters } from '../domain/place-values.ts';
import type { Overlay, Parameter, PlaceValue } from '../domain/service-package.ts';
import { compileTexts } from '../domain/service-texts.ts';
import { changeOverlay, getOfficeService, nameOf, type OfficeService } from './office-services.ts';

type Context = Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>;
type Of = { readonly service: string; readonly parameter: string };

/** The values of one parameter in all municipalities for which the authority answers. */
export type PlaceValues = { readonly service: OfficeService; readonly parameter: Parameter; readonly places: readonly (ValuePlace & { readonly value: PlaceValue | undefined })[] };

/** One municipality whose value changes; a side is undefined where none is set. */
export type PlaceValueChange = { readonly place: ValuePlace; readonly before: PlaceValue | undefined; readonly after: PlaceValue | undefined };

/** Reads the values of the municipalities, those without one too. Throws NotFound for a parameter that is the same in all of them. Needs `online-services/see-services`. */
export async function getPlaceValues(ctx: Context, input: Of): Promise<PlaceValues> {
  requirePermission(ctx.actor, seeServices, ctx.tenant);
  const service = await getOfficeService(ctx, input);
  const parameter = placeParameters(service.package).find(({ id }) => id === input.parameter);
  if (!parameter) throw new NotFound();
  const values = service.overlay.places?.[parameter.id];
  const places = await listPlacesOfAuthority(ctx, { authority: ctx.tenant });
  return { service, parameter, places: places.filter(({ isMunicipality }) => isMunicipality).map(({ ags, name, officialName }) => ({ ags, name, officialName, value: values?.[ags] })) };
}

/** Says what a pasted table would change; keeps nothing. Throws InvalidInput with a problem for each line that cannot be read. Needs `online-services/manage-services`. */
export async function reviewPlaceValues(ctx: Context, input: Of & { body: FormBody }): Promise<PlaceValues & { readonly changes: readonly PlaceValueChange[] }> {
  requirePermission(ctx.actor, manageServices, ctx.tenant);
  const found = await getPlaceValues(ctx, input);
  return { ...found, changes: changesIn(ctx, found, input.body) };
}

/**
 * Saves the values of a pasted table with the statute that was given with them; municipalities that it does not name keep theirs. Citizens see them after the next switching on. Throws as
 * `reviewPlaceValues`, and AppNotRunning while the app is suspended. Needs `online-services/manage-services`; writes an audit entry.
 */
export async function savePlaceValues(ctx: Context, input: Of & { body: FormBody }): Promise<ContentHash> {
  const { changes } = await reviewPlaceValues(ctx, input);
  return changeOverlay(ctx, input, ({ overlay }) => withValues(overlay, input.parameter, changes));
}

function changesIn(ctx: Context, { service, parameter, places }: PlaceValues, body: FormBody): PlaceValueChange[] {
  const texts = compileTexts(service.package)('de');
  const labels = { parameter: texts.get(`parameter.${parameter.id}.label`), of: (part: string) => (part === 'rows' ? 'Gemeinden und Werte' : texts.find(`${part}.label`) ?? part) };
  const { entries, problems } = parsePlaceValues(parameter, places, body, labels, { name: nameOf(ctx.actor), on: ctx.clock.today() });
  if (problems.length > 0) throw new InvalidInput(problems);
  return places.flatMap(({ value: before, ...place }) => {
    const after = entries.get(place.ags);
    return entries.has(place.ags) && !isSame(before, after) ? [{ place, before, after }] : [];
  });
}

// Who entered it stays on record while nothing of it changes.
function isSame(before: PlaceValue | undefined, after: PlaceValue | undefined): boolean {
  if (before === undefined || after === undefined) return before === after;
  const { source: old } = before;
  const { source } = after;
  return before.value === after.value && old.statute === source.statute && old.statuteDate === source.statuteDate && old.validFrom === source.validFrom && old.example === source.example;
}

function withValues(overlay: Overlay, parameter: string, changes: readonly PlaceValueChange[]): Overlay {
  const values = { ...overlay.places?.[parameter] };
  for (const { place, after } of changes) {
    if (after === undefined) delete values[place.ags];
    else values[place.ags] = after;
  }
  const { places: before, ...others } = overlay;
  const places = { ...before, [parameter]: values };
  if (Object.keys(values).length === 0) delete places[parameter];
  return Object.keys(places).length === 0 ? others : { ...others, places };
}
