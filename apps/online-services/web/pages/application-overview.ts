import { definePage, redirect, show } from '@allmende/http';
import { Type } from 'typebox';
import { openDraft } from '../../actions/open-draft.ts';
import { textValues } from '../../domain/answer-summary.ts';
import { CHECK_PAGE } from '../../domain/compile-service-package.ts';
import { completeness } from '../../domain/completeness.ts';
import { statusOfPages } from '../../domain/path.ts';
import { checkPlace, onDraft } from '../draft-pages.ts';
import { translationNote } from '../form-aids.ts';
import { inColours } from '../in-colours.ts';
import { spokenIn } from '../spoken-in.ts';
import { applicationOverviewView } from './application-overview.view.ts';

/** The task list of an application. */
export const applicationOverviewPage = definePage({
  method: 'GET', path: '/:place/apply/:draft/overview', access: 'anyone', speaksAll: true, params: Type.Object({ draft: Type.String({ format: 'uuid' }) }),
  handle: (request) => onDraft(request, async (access) => {
    const draft = await openDraft(request.ctx, access);
    checkPlace(request, draft);
    const { place, urlFor, language } = request;
    const at = (page: string) => urlFor.place(place.slug, 'apply', request.params.draft, page);
    if (draft.situation === undefined) return redirect(at('receipt'));
    const { situation } = draft;
    const { service } = situation;
    const texts = service.texts(language);
    const values = textValues(situation, language);
    const { answered, required, later } = completeness(situation);
    // The declaration is asked on the last page, which is no part of what is still to be filled in.
    const declared = situation.checkPage.fields.filter(({ required: wanted }) => wanted === true).length;
    return show(inColours(service, applicationOverviewView({
      service: texts.get('service.name'), spokenIn: spokenIn(texts), note: translationNote(service.package.service, texts.language, language), answered: Math.min(answered, required - declared), required: required - declared, later: later.length,
      pages: statusOfPages(situation).map(({ id, state }) => ({ title: texts.get(`page.${id}.title`, values), state, href: at(id) })),
      check: { state: situation.checkPage.state === 'blocked' ? 'blocked' : 'open', href: at(CHECK_PAGE) },
      evidenceHref: service.evidence.length === 0 ? undefined : at('evidence'),
      place: { name: place.name, href: urlFor.place(place.slug) }, serviceHref: urlFor.place(place.slug, 'services', service.package.service.id),
      aids: { laterHref: at('later'), expiresOn: draft.expiresOn },
    }, language)));
  }),
});
