import { may } from '@allmende/access';
import { PLATFORM_TENANT } from '@allmende/database';
import { InvalidInput } from '@allmende/errors';
import { formErrors } from '@allmende/html';
import { definePage, redirect, show, type PageRequest } from '@allmende/http';
import { Type } from 'typebox';
import { getParentValues, publishParentValues, reviewParentValues, type ParentOf, type ParentValues } from '../../actions/parent-values.ts';
import { parentsRight } from '../../domain/parent-overlay.ts';
import { bindingName, parentFields } from '../../domain/parse-parent-input.ts';
import { typedValues, type FormBody } from '../../domain/parse-field.ts';
import { manageServices, publishPackages, seeServices } from '../../domain/permissions.ts';
import type { ServicePackage } from '../../domain/service-package.ts';
import { compileTexts } from '../../domain/service-texts.ts';
import { formBody } from '../form-body.ts';
import { entryLabel, overlayChanges } from '../overlay-changes.ts';
import { overlayQuestions } from '../overlay-questions.ts';
import { parentEditorView, parentReviewView } from './parent-values.view.ts';

const Service = Type.String({ pattern: '^[a-z][a-z0-9-]{0,60}$' });
const districtParams = Type.Object({ service: Service });
const landParams = Type.Object({ service: Service, land: Type.String({ pattern: '^\\d{2}$' }) });
const districtPath = '/:authority/office/services/:service/below';
const landPath = '/operator/services/:service/lands/:land';

type Asked = Omit<PageRequest, 'params' | 'query'>;
/** Where the values are kept, and the way back. */
type Place = { readonly of: ParentOf; readonly href: string; readonly crumbs: (name: string) => readonly { readonly label: string; readonly href: string }[]; readonly mayChange: boolean };

const districtPage = definePage({
  method: 'GET', path: districtPath, access: seeServices, params: districtParams,
  handle: async (request) => editor(request, districtPlace(request, request.params.service), await getParentValues(request.ctx, { service: request.params.service })),
});

const saveDistrictPage = definePage({ method: 'POST', path: districtPath, access: manageServices, params: districtParams, handle: (request) => save(request, districtPlace(request, request.params.service)) });

const landPage = definePage({
  method: 'GET', path: landPath, access: publishPackages, params: landParams,
  handle: async (request) => editor(request, landPlace(request, request.params), await getParentValues(request.ctx, request.params)),
});

const saveLandPage = definePage({ method: 'POST', path: landPath, access: publishPackages, params: landParams, handle: (request) => save(request, landPlace(request, request.params)) });

/** What Land and district set for the authorities below. */
export const parentValuesPages = [districtPage, saveDistrictPage, landPage, saveLandPage];

function districtPlace(request: Asked, service: string): Place {
  const { urlFor, authority, locale } = request;
  const at = (...more: string[]) => urlFor.office(authority.slug, 'services', ...more);
  return {
    of: { service }, href: at(service, 'below'), mayChange: may(request.actor, manageServices, authority.tenant),
    crumbs: (name) => [{ label: authority.name, href: urlFor.office(authority.slug) }, { label: locale === 'en' ? 'Online services' : 'Online-Dienste', href: at() }, { label: name, href: at(service) }],
  };
}

function landPlace(request: Asked, { service, land }: { service: string; land: string }): Place {
  const { urlFor, locale } = request;
  return {
    of: { service, land }, href: urlFor.operator('services', service, 'lands', land), mayChange: may(request.actor, publishPackages, PLATFORM_TENANT),
    crumbs: (name) => [{ label: locale === 'en' ? 'Services' : 'Leistungen', href: urlFor.operator('services') }, { label: name, href: urlFor.operator('services', service) }],
  };
}

async function save(request: Asked, place: Place) {
  const body = formBody(request.form);
  const next = request.form.text('next');
  try {
    if (next === 'edit') {
      const values = await getParentValues(request.ctx, place.of);
      return editor(request, place, values, { typed: typedIn(values.package, body), problems: [] });
    }
    if (next === 'publish') {
      const { isNew } = await publishParentValues(request.ctx, { ...place.of, body });
      const english = request.locale === 'en';
      return redirect(place.href, { flash: { kind: 'success', title: isNew ? (english ? 'Published. The values are now tried with those of each authority below.' : 'Veröffentlicht. Die Vorgaben werden jetzt mit den Angaben jeder Behörde darunter geprüft.') : english ? 'Nothing has changed.' : 'Es hat sich nichts geändert.' } });
    }
    const review = await reviewParentValues(request.ctx, { ...place.of, body });
    const texts = compileTexts(review.package)(request.locale);
    return show(parentReviewView({
      crumbs: place.crumbs(texts.get('service.name')), href: place.href, csrf: request.csrf, area: review.parent.area.name, serviceName: texts.get('service.name'), changes: overlayChanges(review.package, review.changes, request.locale),
      binding: review.parent.binding.map((path) => entryLabel(texts, path)), typed: typedIn(review.package, body),
    }, request.locale));
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    const values = await getParentValues(request.ctx, place.of);
    return editor(request, place, values, { typed: typedIn(values.package, body), problems: error.fields });
  }
}

function editor(request: Asked, place: Place, values: ParentValues, form: { typed: Readonly<Record<string, string>>; problems: InvalidInput['fields'] } = { typed: values.inputValues, problems: [] }) {
  const { locale } = request;
  const texts = compileTexts(values.package)(locale);
  const fields = parentFields(values.package);
  const bindable = new Map(fields.flatMap((group) => group.fields.flatMap(({ path }) => (path !== undefined && parentsRight(values.package, path) === 'binds' ? [[path, bindingName(path)] as const] : []))));
  return show(parentEditorView({
    crumbs: place.crumbs(texts.get('service.name')), href: place.href, csrf: request.csrf, mayChange: place.mayChange, area: values.parent.area.name, serviceName: texts.get('service.name'), publishedAt: values.publishedAt,
    groups: overlayQuestions(values.package, fields, [], locale), bindable, typed: form.typed, errors: formErrors(form.problems, locale),
    entered: Object.entries(values.parent.entered).map(([path, { by, on }]) => ({ name: entryLabel(texts, path), by, on })),
  }, locale));
}

function typedIn(servicePackage: ServicePackage, body: FormBody): Record<string, string> {
  const fields = parentFields(servicePackage).flatMap((group) => group.fields);
  const boxes = fields.flatMap(({ path }) => (path !== undefined && body[bindingName(path)] === 'yes' ? [[bindingName(path), 'yes'] as const] : []));
  return { ...(Object.assign({}, ...fields.map((field) => typedValues(field, body))) as Record<string, string>), ...Object.fromEntries(boxes) };
}
