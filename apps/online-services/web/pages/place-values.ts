import { may } from '@allmende/access';
import { InvalidInput } from '@allmende/errors';
import { formErrors } from '@allmende/html';
import { definePage, redirect, show, type PageRequest, type PageResult } from '@allmende/http';
import { Type } from 'typebox';
import { getPlaceValues, reviewPlaceValues, savePlaceValues, type PlaceValues } from '../../actions/place-values.ts';
import { typedValues } from '../../domain/parse-field.ts';
import { PLACE_VALUE_FIELDS } from '../../domain/parse-place-values.ts';
import { manageServices, seeServices } from '../../domain/permissions.ts';
import { compileTexts } from '../../domain/service-texts.ts';
import { formBody } from '../form-body.ts';
import { placeValuesReviewView, placeValuesView } from './place-values.view.ts';

const path = '/:authority/office/services/:service/places/:parameter';
const params = Type.Object({ service: Type.String({ pattern: '^[a-z][a-z0-9-]{0,60}$' }), parameter: Type.String({ pattern: '^[a-z][a-zA-Z0-9.]{0,80}$' }) });
type Asked = PageRequest<{ service: string; parameter: string }, object>;

/** The values of all municipalities of the authority, and where to enter many at once. */
const placeValuesPage = definePage({
  method: 'GET', path, access: seeServices, params,
  handle: async (request) => editor(request, await getPlaceValues(request.ctx, request.params), { typed: {}, problems: [] }),
});

/** Shows what a pasted table would change, or saves it, as the button says. */
const savePlaceValuesPage = definePage({
  method: 'POST', path, access: manageServices, params,
  async handle(request) {
    const body = formBody(request.form);
    const typed = Object.assign({}, ...PLACE_VALUE_FIELDS.map((field) => typedValues(field, body))) as Record<string, string>;
    const next = request.form.text('next');
    try {
      if (next === 'edit') return editor(request, await getPlaceValues(request.ctx, request.params), { typed, problems: [] });
      if (next !== 'save') {
        const review = await reviewPlaceValues(request.ctx, { ...request.params, body });
        return show(placeValuesReviewView({ ...frame(request, review), changes: review.changes, typed }, request.locale));
      }
      await savePlaceValues(request.ctx, { ...request.params, body });
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      return editor(request, await getPlaceValues(request.ctx, request.params), { typed, problems: error.fields });
    }
    const title = request.locale === 'en' ? 'Saved. Citizens see it once you check the changes below and switch the service on with them.' : 'Gespeichert. Bürgerinnen und Bürger sehen es, sobald Sie unten die Änderungen prüfen und den Dienst damit einschalten.';
    return redirect(request.urlFor.office(request.authority.slug, 'services', request.params.service), { flash: { kind: 'success', title } });
  },
});

/** Values that differ between the municipalities of an authority. */
export const placeValuesPages = [placeValuesPage, savePlaceValuesPage];

function editor(request: Asked, found: PlaceValues, { typed, problems }: { typed: Readonly<Record<string, string>>; problems: Parameters<typeof formErrors>[0] & {} }): PageResult {
  return show(placeValuesView({ ...frame(request, found), places: found.places, mayChange: may(request.actor, manageServices, request.authority.tenant), typed, errors: formErrors(problems, request.locale) }, request.locale));
}

function frame({ authority, csrf, urlFor, locale }: Asked, { service, parameter }: PlaceValues) {
  const texts = compileTexts(service.package)(locale);
  const at = (...more: string[]) => urlFor.office(authority.slug, 'services', ...more);
  const id = service.package.service.id;
  return {
    csrf, texts, label: texts.get(`parameter.${parameter.id}.label`), hint: texts.find(`parameter.${parameter.id}.hint`), href: at(id, 'places', parameter.id),
    crumbs: [{ label: authority.name, href: urlFor.office(authority.slug) }, { label: locale === 'en' ? 'Online services' : 'Online-Dienste', href: at() }, { label: texts.get('service.name'), href: at(id) }],
  };
}
