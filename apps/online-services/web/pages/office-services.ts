import { InvalidInput } from '@allmende/errors';
import { formErrors } from '@allmende/html';
import { definePage, redirect, show, type PageRequest } from '@allmende/http';
import { may } from '@allmende/access';
import { isUuid } from '@allmende/database';
import { Type } from 'typebox';
import { activateService, deactivateService, getOfficeService, listOfficeServices, listUsersOfService, saveOverlay, takeOverService, type OfficeService } from '../../actions/office-services.ts';
import { ServiceNotReady } from '../../domain/errors.ts';
import { typedValues } from '../../domain/parse-field.ts';
import { overlayFields } from '../../domain/overlay-fields.ts';
import { findOverlayWord, overlayWord } from '../../domain/overlay-words.ts';
import { manageServices, seeServices } from '../../domain/permissions.ts';
import { compileTexts } from '../../domain/service-texts.ts';
import { formBody } from '../form-body.ts';
import { officeServiceView } from './office-service.view.ts';
import { officeServicesView } from './office-services.view.ts';
import { switchOffView, takeOverView } from './office-service-steps.view.ts';

const params = Type.Object({ service: Type.String({ pattern: '^[a-z][a-z0-9-]{0,60}$' }) });
const path = '/:authority/office/services/:service';
type Asked = Omit<PageRequest, 'params' | 'query'>;

/** The services of the authority, on and off. */
export const officeServicesPage = definePage({
  method: 'GET', path: '/:authority/office/services', access: seeServices,
  async handle(request) {
    const services = await listOfficeServices(request.ctx);
    return show(officeServicesView({
      services: services.map((service) => ({
        name: nameOf(service), state: stateOf(service), activatedAt: service.offered?.active?.activatedAt, missing: service.problems.length, href: addressOf(request, service.package.service.id),
      })),
      home: { name: request.authority.name, href: request.urlFor.office(request.authority.slug) },
    }, request.locale));
  },
});

/** One service with its local values. */
export const officeServicePage = definePage({
  method: 'GET', path, access: seeServices, params,
  async handle(request) {
    const service = await getOfficeService(request.ctx, { service: request.params.service });
    return editor(request, service, { typed: service.inputValues, problems: [] });
  },
});

/** Saves local values, and switches the service on when asked to. */
export const saveOfficeServicePage = definePage({
  method: 'POST', path, access: manageServices, params,
  async handle(request) {
    const { service } = request.params;
    const body = formBody(request.form);
    try {
      await saveOverlay(request.ctx, { service, body });
      if (request.form.text('next') === 'activate') await activateService(request.ctx, { service });
    } catch (error) {
      if (!(error instanceof InvalidInput) && !(error instanceof ServiceNotReady)) throw error;
      const shown = await getOfficeService(request.ctx, { service });
      const typed = Object.assign({}, ...overlayFields(shown.package).flatMap(({ fields }) => fields.map((field) => typedValues(field, body)))) as Record<string, string>;
      return editor(request, shown, { typed, problems: error.fields });
    }
    const english = request.locale === 'en';
    const title = request.form.text('next') === 'activate' ? (english ? 'The service is on with these values' : 'Der Dienst ist mit diesen Werten eingeschaltet') : english ? 'Saved. Citizens do not see it yet.' : 'Gespeichert. Bürgerinnen und Bürger sehen es noch nicht.';
    return redirect(addressOf(request, service), { flash: { kind: 'success', title } });
  },
});

/** Says what switching off means. */
export const switchOffPage = definePage({
  method: 'GET', path: `${path}/off`, access: manageServices, params,
  async handle(request) {
    const service = await getOfficeService(request.ctx, { service: request.params.service });
    return show(switchOffView({ name: nameOf(service), csrf: request.csrf, backHref: addressOf(request, request.params.service) }, request.locale));
  },
});

/** Switches a service off. */
export const confirmSwitchOffPage = definePage({
  method: 'POST', path: `${path}/off`, access: manageServices, params,
  async handle(request) {
    await deactivateService(request.ctx, { service: request.params.service });
    return redirect(addressOf(request, request.params.service), { flash: { kind: 'success', title: request.locale === 'en' ? 'The service is off' : 'Der Dienst ist ausgeschaltet' } });
  },
});

/** Who else offers the service, to start from. */
export const takeOverPage = definePage({
  method: 'GET', path: `${path}/take-over`, access: manageServices, params,
  async handle(request) {
    const [service, users] = [await getOfficeService(request.ctx, { service: request.params.service }), await listUsersOfService(request.ctx, { service: request.params.service })];
    return show(takeOverView({
      name: nameOf(service), csrf: request.csrf, backHref: addressOf(request, request.params.service), hasOwn: service.offered !== undefined,
      users: users.map(({ authority, since, sharesDistrict }) => ({ id: authority.id, name: authority.name, since, sharesDistrict })),
    }, request.locale));
  },
});

/** Takes over from another authority. */
export const confirmTakeOverPage = definePage({
  method: 'POST', path: `${path}/take-over`, access: manageServices, params,
  async handle(request) {
    const from = request.form.text('from');
    if (!isUuid(from)) return redirect(`${addressOf(request, request.params.service)}/take-over`);
    await takeOverService(request.ctx, { service: request.params.service, from });
    const title = request.locale === 'en' ? 'Taken over. Now enter your own rates and your statute.' : 'Übernommen. Tragen Sie jetzt Ihre eigenen Sätze und Ihre Satzung ein.';
    return redirect(addressOf(request, request.params.service), { flash: { kind: 'success', title } });
  },
});

function editor(request: Asked, service: OfficeService, form: { typed: Readonly<Record<string, string>>; problems: Parameters<typeof formErrors>[0] & {} }) {
  const { locale, authority, urlFor } = request;
  const texts = compileTexts(service.package)(locale);
  const id = service.package.service.id;
  return show(officeServiceView({
    name: nameOf(service), summary: texts.get('service.summary'), state: stateOf(service), activatedAt: service.offered?.active?.activatedAt, version: service.head.version, hasNewVersion: service.hasNewVersion,
    mayChange: may(request.actor, manageServices, authority.tenant), missing: service.problems.map(({ message }) => message), errors: formErrors(form.problems), typed: form.typed, csrf: request.csrf,
    groups: overlayFields(service.package).map((group) => ({ ...group, title: overlayWord(texts, group.titleKey), intro: findOverlayWord(texts, group.introKey), fields: group.fields.map((field) => ({
      ...field, label: overlayWord(texts, field.labelKey), hint: findOverlayWord(texts, field.hintKey), options: (field.options ?? []).map((value) => ({ value, label: texts.get(`parameter.${field.id}.option.${value}`) })),
    })) })),
    enteredBy: Object.values(service.overlay.sources).map(({ enteredBy, enteredOn, example }) => ({ enteredBy, enteredOn, example })),
    offHref: `${addressOf(request, id)}/off`, takeOverHref: `${addressOf(request, id)}/take-over`,
    home: { name: authority.name, href: urlFor.office(authority.slug) }, listHref: urlFor.office(authority.slug, 'services'),
  }, locale));
}

function stateOf(service: OfficeService): 'on' | 'changed' | 'off' {
  if (service.offered?.active === undefined) return 'off';
  return service.hasChanges || service.hasNewVersion ? 'changed' : 'on';
}

function nameOf(service: OfficeService): string {
  return compileTexts(service.package)('de').get('service.name');
}

function addressOf(request: Asked, service: string): string {
  return request.urlFor.office(request.authority.slug, 'services', service);
}
