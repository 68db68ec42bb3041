import { citizenOf, identifyAddress, IdentityNeeded } from '@allmende/citizen-accounts';
import { NotFound } from '@allmende/errors';
import { formErrors } from '@allmende/html';
import { definePage, redirect, show, type PageRequest, type PageResult } from '@allmende/http';
import { Type } from 'typebox';
import { getPlaceService, type PlaceService } from '../../actions/place-service.ts';
import { startFollowUp } from '../../actions/start-follow-up.ts';
import { giveDraftCookie } from '../draft-cookie.ts';
import { inColours } from '../in-colours.ts';
import { spokenIn } from '../spoken-in.ts';
import { followUpRefusal, followUpView } from './follow-up.view.ts';

const path = '/:place/services/:service/follow-up';
const params = Type.Object({ service: Type.String({ pattern: '^[a-z][a-z0-9-]{0,60}$' }) });

/** Enough for somebody who mistypes, far too few to guess 80 bits. */
const ATTEMPTS = { max: 20, windowMs: 600_000 };

type Asked = PageRequest<{ service: string }, object>;

/** Asks for the earlier application that a new one shall start from. */
export const followUpPage = definePage({
  method: 'GET', path, access: 'anyone', speaksAll: true, params,
  handle: async (request) => asked(request, await serviceWithFollowUp(request), '', undefined),
});

/** Begins with the answers of the earlier application and gives the browser the key to the draft. */
export const startFollowUpPage = definePage({
  method: 'POST', path, access: 'anyone', speaksAll: true, params,
  async handle(request) {
    const { ctx, place, urlFor, language } = request;
    const service = await serviceWithFollowUp(request);
    const given = { reference: request.form.text('reference'), secret: request.form.text('secret') };
    if (request.languageAsked) return asked(request, service, given.reference, undefined);
    const wait = request.limit('online-services/follow-up', ATTEMPTS);
    if (wait !== undefined) return asked(request, service, given.reference, followUpRefusal(language, wait), wait);
    try {
      const draft = await startFollowUp(ctx, { ars: place.ars, service: request.params.service, ...given, citizen: await citizenOf(request, service.tenant) });
      giveDraftCookie(request, draft);
      return redirect(urlFor.place(place.slug, 'apply', draft.draft, draft.firstPage));
    } catch (error) {
      if (error instanceof IdentityNeeded) return redirect(identifyAddress(urlFor, service.authority.slug, { level: error.level, service: request.params.service, next: urlFor.place(place.slug, 'services', request.params.service, 'follow-up') }));
      if (!(error instanceof NotFound)) throw error;
      return asked(request, service, given.reference, followUpRefusal(language));
    }
  },
});

async function serviceWithFollowUp(request: Asked): Promise<PlaceService> {
  const found = await getPlaceService(request.ctx, { ars: request.place.ars, service: request.params.service });
  if (!found.service.package.followUp) throw new NotFound();
  return found;
}

function asked(request: Asked, { service }: PlaceService, reference: string, problem: string | undefined, wait?: number): PageResult {
  const { place, urlFor, csrf, language } = request;
  const texts = service.texts(language);
  const { followUp, prefill } = service.package;
  const consents = prefill?.sources.filter(({ id }) => [followUp?.of].flat().includes(id)).map(({ consent }) => consent) ?? [];
  const view = inColours(service, followUpView({
    service: texts.get('service.name'), spokenIn: spokenIn(texts), intro: texts.find('followUp.intro'), notes: consents.flatMap((key) => texts.find(key) ?? []), csrf, reference: reference.slice(0, 100),
    errors: formErrors(problem === undefined ? [] : [{ pointer: '/reference', code: 'unknown', message: problem }], language),
    serviceHref: urlFor.place(place.slug, 'services', request.params.service), place: { name: place.name, href: urlFor.place(place.slug) },
  }, language));
  return show(view, wait === undefined ? {} : { status: 429, retryAfterSeconds: wait });
}
