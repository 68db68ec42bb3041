import { definePage, redirect, show, type PageRequest } from '@allmende/http';
import { Type } from 'typebox';
import { getPlaceService, type PlaceService } from '../../actions/place-service.ts';
import { startDraft } from '../../actions/start-draft.ts';
import { overlayTextValues } from '../../domain/answer-summary.ts';
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
    return show(view(request, await getPlaceService(request.ctx, { ars: request.place.ars, service: request.params.service })));
  },
});

/** Begins an application and gives the browser the key to it. */
export const startApplicationPage = definePage({
  method: 'POST', path, access: 'anyone', speaksAll: true, params, rateLimit: { max: 60, windowMs: 60_000 },
  async handle(request) {
    const draft = await startDraft(request.ctx, { ars: request.place.ars, service: request.params.service });
    giveDraftCookie(request, draft);
    return redirect(request.urlFor.place(request.place.slug, 'apply', draft.draft, draft.firstPage));
  },
});

function view(request: Omit<PageRequest, 'params' | 'query'>, { service, authority }: PlaceService) {
  const { language, place, urlFor } = request;
  const texts = service.texts(language);
  const values = overlayTextValues(service, language);
  return inColours(service, serviceStartView({
    name: texts.get('service.name'), summary: texts.get('service.summary'), authority: authority.name, insert: insertOf(service.overlay, 'start', texts.language),
    sections: startPageSections(service, request.ctx.clock.today()).map((id) => ({ title: texts.get(`start.${id}.title`, values), text: texts.get(`start.${id}.text`, values) })),
    documents: [...new Set(service.package.evidence.evidence.flatMap(({ id }) => texts.find(`evidence.${id}.label`, values) ?? []))],
    contact: service.package.overlay.parameters.filter(({ group }) => group === 'contact').flatMap(({ id }) => (service.overlay.parameters[id] === undefined ? [] : [{ label: texts.get(`parameter.${id}.label`), value: String(service.overlay.parameters[id]) }])),
    sources: sourceIdsOf(service.package).flatMap((id) => service.overlay.sources[id] ?? []),
    laws: service.package.service.legalBasis.map(({ name }) => name), draftDays: service.package.service.retention.draftDays, isExample: hasExampleValues(service.overlay), hasTaxSecrecy: service.package.service.secrecy === 'tax', csrf: request.csrf,
    place: { name: place.name, href: urlFor.place(place.slug) }, privacyHref: urlFor.place(place.slug, 'privacy'),
    resumeHref: urlFor.place(place.slug, 'resume'), followUpHref: service.package.followUp === undefined ? undefined : urlFor.place(place.slug, 'services', service.package.service.id, 'follow-up'), note: translationNote(service.package.service, texts.language, language), spokenIn: spokenIn(texts),
  }, language));
}
