import { InvalidInput } from '@allmende/errors';
import { formErrors } from '@allmende/html';
import type { ActionContext } from '@allmende/house';
import { definePage, redirect, show, type PageRequest } from '@allmende/http';
import { may } from '@allmende/access';
import { isUuid } from '@allmende/database';
import { saidIn } from '@allmende/i18n';
import { findAuthority } from '@allmende/register';
import { Type } from 'typebox';
import { activateWithTrial } from '../../actions/activate-with-trial.ts';
import { deactivateService, getOfficeService, listOfficeServices, listUsersOfService, reviewOverlay, saveOverlay, takeOverService, type OfficeService } from '../../actions/office-services.ts';
import { delegateReleases, readOwnRelease, releaseForAuthority, revokeReleases } from '../../actions/release-for-authority.ts';
import type { DeliveryTrial, TryDelivery } from '../../domain/delivery-trial.ts';
import { NothingToRelease, ServiceNotReady } from '../../domain/errors.ts';
import { typedValues } from '../../domain/parse-field.ts';
import { overlayFields } from '../../domain/overlay-fields.ts';
import { manageServices, seeServices } from '../../domain/permissions.ts';
import { placeParameters } from '../../domain/place-values.ts';
import { compileTexts } from '../../domain/service-texts.ts';
import { formBody } from '../form-body.ts';
import { overlayChanges } from '../overlay-changes.ts';
import { overlayQuestions } from '../overlay-questions.ts';
import { officeServiceView } from './office-service.view.ts';
import { officeServicesView } from './office-services.view.ts';
import { delegationView, switchOffView, takeOverView } from './office-service-steps.view.ts';
import { overlayReviewView } from './overlay-review.view.ts';

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

/** Shows what typed values would change, saves them, or also switches the service on, as the button says; a sample application goes ahead where somebody delivers. */
export const createSaveOfficeServicePage = (tryDelivery?: TryDelivery<ActionContext>) => definePage({
  method: 'POST', path, access: manageServices, params,
  async handle(request) {
    const { service } = request.params;
    const body = formBody(request.form);
    const next = request.form.text('next');
    let trial: DeliveryTrial | undefined;
    const typedIn = (shown: OfficeService) => Object.assign({}, ...overlayFields(shown.package).flatMap(({ fields }) => fields.map((field) => typedValues(field, body)))) as Record<string, string>;
    try {
      if (next === 'edit') {
        const shown = await getOfficeService(request.ctx, { service });
        return await editor(request, shown, { typed: typedIn(shown), problems: [] });
      }
      if (next === 'review') {
        const review = await reviewOverlay(request.ctx, { service, body });
        return show(overlayReviewView({
          name: nameOf(review.service), isOn: review.service.offered?.active !== undefined, changes: overlayChanges(review.service.package, review.changes, request.locale), problems: review.problems, samples: review.samples,
          typed: typedIn(review.service), csrf: request.csrf, home: { name: request.authority.name, href: request.urlFor.office(request.authority.slug) }, listHref: request.urlFor.office(request.authority.slug, 'services'), serviceHref: addressOf(request, service),
        }, request.locale));
      }
      await saveOverlay(request.ctx, { service, body });
      trial = next === 'activate' ? await activateWithTrial(request.ctx, tryDelivery, { service }) : undefined;
    } catch (error) {
      if (!(error instanceof InvalidInput) && !(error instanceof ServiceNotReady)) throw error;
      const shown = await getOfficeService(request.ctx, { service });
      return editor(request, shown, { typed: typedIn(shown), problems: error.fields });
    }
    const english = request.locale === 'en';
    const title = request.form.text('next') === 'activate' ? (english ? 'The service is on with these values' : 'Der Dienst ist mit diesen Werten eingeschaltet') : english ? 'Saved. Citizens do not see it yet.' : 'Gespeichert. Bürgerinnen und Bürger sehen es noch nicht.';
    const told = trial && trialWords(trial, request.locale);
    return redirect(addressOf(request, service), { flash: { kind: 'success', title, ...(told === undefined ? {} : { body: told }) } });
  },
});

// What somebody learns of the trial that went ahead.
function trialWords({ outcome, milliseconds = 0 }: DeliveryTrial, locale: 'de' | 'en'): string {
  const seconds = new Intl.NumberFormat(locale === 'de' ? 'de-DE' : 'en-GB', { maximumFractionDigits: 1 }).format(milliseconds / 1000);
  const words = {
    de: { arrived: `Ein Probeantrag ist nach ${seconds} Sekunden angekommen.`, 'handed-over': 'Ein Probeantrag ist übergeben. Ob er ankommt, lässt sich bei diesem Ziel nicht prüfen: Bitte sehen Sie dort nach.', 'no-sample': 'Die Zustellung ließ sich nicht erproben, weil es keinen vollständigen Beispielantrag gibt.', failed: '' },
    en: { arrived: `A sample arrived after ${seconds} seconds.`, 'handed-over': 'A sample is handed over. Whether it arrives cannot be seen with this target: please look there.', 'no-sample': 'Delivery could not be tried, because there is no complete sample.', failed: '' },
  };
  return words[locale][outcome];
}

/** Releases what is new for the authority. */
const releaseServicePage = definePage({
  method: 'POST', path: `${path}/release`, access: manageServices, params,
  async handle(request) {
    const { service } = request.params;
    try {
      await releaseForAuthority(request.ctx, { service, candidate: request.form.text('candidate') });
    } catch (error) {
      if (!(error instanceof NothingToRelease)) throw error;
      return redirect(addressOf(request, service), { flash: { kind: 'warning', title: saidIn(request.locale, error.message) } });
    }
    return redirect(addressOf(request, service), { flash: { kind: 'success', title: request.locale === 'en' ? 'Released' : 'Freigegeben' } });
  },
});

/** Who releases new versions for the authority. */
const delegationPage = definePage({
  method: 'GET', path: `${path}/delegation`, access: manageServices, params,
  async handle(request) {
    const service = await getOfficeService(request.ctx, { service: request.params.service });
    const { delegation } = await readOwnRelease(request.ctx, { service: request.params.service });
    return show(delegationView({ name: nameOf(service), csrf: request.csrf, backHref: addressOf(request, request.params.service), isDelegated: delegation !== undefined }, request.locale));
  },
});

/** Changes it. */
const saveDelegationPage = definePage({
  method: 'POST', path: `${path}/delegation`, access: manageServices, params,
  async handle(request) {
    const { service } = request.params;
    const change = { operator: delegateReleases, authority: revokeReleases }[request.form.text('by')];
    if (!change) return redirect(`${addressOf(request, service)}/delegation`);
    await change(request.ctx, { service });
    return redirect(addressOf(request, service), { flash: { kind: 'success', title: request.locale === 'en' ? 'Saved' : 'Gespeichert' } });
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

async function editor(request: Asked, service: OfficeService, form: { typed: Readonly<Record<string, string>>; problems: Parameters<typeof formErrors>[0] & {} }) {
  const { locale, authority, urlFor } = request;
  const texts = compileTexts(service.package)(locale);
  const id = service.package.service.id;
  const isOn = service.offered?.active !== undefined;
  const { version, tried, delegation } = isOn ? await readOwnRelease(request.ctx, { service: id }) : { version: service.head.version, tried: undefined, delegation: undefined };
  const { kind } = (await findAuthority(request.ctx, { id: authority.tenant })) ?? { kind: undefined };
  return show(officeServiceView({
    name: nameOf(service), summary: texts.get('service.summary'), state: stateOf(service), activatedAt: service.offered?.active?.activatedAt, version: service.head.version, hasNewVersion: service.hasNewVersion,
    mayChange: may(request.actor, manageServices, authority.tenant), missing: service.problems.map(({ message }) => message), errors: formErrors(form.problems, locale), typed: form.typed, csrf: request.csrf,
    groups: overlayQuestions(service.package, overlayFields(service.package), service.parents, locale), hasNewParents: service.hasNewParents,
    release: {
      version, delegatedAt: delegation?.grantedAt, releaseHref: `${addressOf(request, id)}/release`, delegationHref: `${addressOf(request, id)}/delegation`,
      tried: tried && { ...tried, changes: overlayChanges(service.package, tried.changes, locale) },
    },
    placeValues: placeParameters(service.package).map((parameter) => ({ label: texts.get(`parameter.${parameter.id}.label`), href: `${addressOf(request, id)}/places/${parameter.id}` })),
    belowHref: kind === 'district' ? `${addressOf(request, id)}/below` : undefined,
    enteredBy: Object.values(service.overlay.sources).map(({ enteredBy, enteredOn, example }) => ({ enteredBy, enteredOn, example })),
    offHref: `${addressOf(request, id)}/off`, takeOverHref: `${addressOf(request, id)}/take-over`,
    home: { name: authority.name, href: urlFor.office(authority.slug) }, listHref: urlFor.office(authority.slug, 'services'),
  }, locale));
}

function stateOf(service: OfficeService): 'on' | 'changed' | 'off' {
  if (service.offered?.active === undefined) return 'off';
  return service.hasChanges || service.hasNewVersion || service.hasNewParents ? 'changed' : 'on';
}

function nameOf(service: OfficeService): string {
  return compileTexts(service.package)('de').get('service.name');
}

function addressOf(request: Asked, service: string): string {
  return request.urlFor.office(request.authority.slug, 'services', service);
}

/** What is new for the authority, and who releases it. */
export const officeReleasePages = [releaseServicePage, delegationPage, saveDelegationPage];
