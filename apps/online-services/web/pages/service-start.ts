import { citizenOf, identifyAddress, IdentityNeeded, reaches, type Citizen } from '@allmende/citizen-accounts';
import { definePage, redirect, show, type PageRequest } from '@allmende/http';
import { Type } from 'typebox';
import { getPlaceService, type PlaceService } from '../../actions/place-service.ts';
import { startDraft } from '../../actions/start-draft.ts';
import { overlayTextValues } from '../../domain/answer-summary.ts';
import { levelsOf } from '../../domain/level-of.ts';
import { insertOf } from '../../domain/insert-of.ts';
import { hasExampleValues, sourceIdsOf } from '../../domain/overlay.ts';
import { startPageSections } from '../../domain/start-page.ts';
import { translationNote } from '../form-aids.ts';
import { giveDraftCookie } from '../draft-cookie.ts';
import { inColours } from '../in-colours.ts';
import { spokenIn } from '../spoken-in.ts';
import { serviceStartView } from './service-start.view.ts';

const path = '/:place/services/:service';
const params = Type.Object({ service: Type.String({ pattern: '^[a-z][a-z0-9-]{0,60}$' }) });

/** What a service is, for whom, what it costs and where to begin. */
export const serviceStartPage = definePage({
  method: 'GET', path, access: 'anyone', speaksAll: true, params,
  async handle(request) {
    const found = await getPlaceService(request.ctx, { ars: request.place.ars, service: request.params.service });
    return show(view(request, found, await citizenOf(request, found.tenant)));
  },
});

/** Begins an application and gives the browser the key to it. */
export const startApplicationPage = definePage({
  method: 'POST', path, access: 'anyone', speaksAll: true, params, rateLimit: { max: 60, windowMs: 60_000 },
  async handle(request) {
    const { ctx, place, urlFor } = request;
    const { authority, tenant } = await getPlaceService(ctx, { ars: place.ars, service: request.params.service });
    try {
      const draft = await startDraft(ctx, { ars: place.ars, service: request.params.service, citizen: await citizenOf(request, tenant) });
      giveDraftCookie(request, draft);
      return redirect(urlFor.place(place.slug, 'apply', draft.draft, draft.firstPage));
    } catch (error) {
      if (!(error instanceof IdentityNeeded)) throw error;
      return redirect(identifyAddress(urlFor, authority.slug, { level: error.level, service: request.params.service, next: urlFor.place(place.slug, 'services', request.params.service) }));
    }
  },
});

function view(request: Omit<PageRequest, 'params' | 'query'>, { service, authority }: PlaceService, citizen: Citizen | undefined) {
  const { language, place, urlFor } = request;
  const texts = service.texts(language);
  const values = overlayTextValues(service, language);
  const wanted = levelsOf(service.package);
  return inColours(service, serviceStartView({
    name: texts.get('service.name'), summary: texts.get('service.summary'), authority: authority.name, insert: insertOf(service.overlay, 'start', texts.language),
    sections: startPageSections(service, request.ctx.clock.today()).map((id) => ({ title: texts.get(`start.${id}.title`, values), text: texts.get(`start.${id}.text`, values) })),
    documents: [...new Set(service.package.evidence.evidence.flatMap(({ id }) => texts.find(`evidence.${id}.label`, values) ?? []))],
    contact: service.package.overlay.parameters.filter(({ group }) => group === 'contact').flatMap(({ id }) => (service.overlay.parameters[id] === undefined ? [] : [{ label: texts.get(`parameter.${id}.label`), value: String(service.overlay.parameters[id]) }])),
    sources: sourceIdsOf(service.package).flatMap((id) => service.overlay.sources[id] ?? []),
    laws: service.package.service.legalBasis.map(({ name }) => name), draftDays: service.package.service.retention.draftDays, isExample: hasExampleValues(service.overlay), hasTaxSecrecy: service.package.service.secrecy === 'tax', csrf: request.csrf,
    place: { name: place.name, href: urlFor.place(place.slug) }, privacyHref: urlFor.place(place.slug, 'privacy'),
    identity: wanted.send === 'none' ? undefined : { ...wanted, isProven: citizen !== undefined && reaches(citizen.level, wanted.send), accountHref: citizen && urlFor.place(authority.slug, 'my-account') },
    resumeHref: urlFor.place(place.slug, 'resume'), followUpHref: service.package.followUp === undefined ? undefined : urlFor.place(place.slug, 'services', service.package.service.id, 'follow-up'), note: translationNote(service.package.service, texts.language, language), spokenIn: spokenIn(texts),
  }, language));
}
