import { definePage, redirect, show } from '@allmende/http';
import { Type } from 'typebox';
import { openDraft } from '../../actions/open-draft.ts';
import { checkPlace, onDraft } from '../draft-pages.ts';
import { inColours } from '../in-colours.ts';
import { spokenIn } from '../spoken-in.ts';
import { continueLaterView } from './continue-later.view.ts';

/** Shows the browser that fills in an application how to come back from elsewhere. */
export const continueLaterPage = definePage({
  method: 'GET', path: '/:place/apply/:draft/later', access: 'anyone', speaksAll: true, params: Type.Object({ draft: Type.String({ format: 'uuid' }) }),
  handle: (request) => onDraft(request, async (access) => {
    const draft = await openDraft(request.ctx, access);
    checkPlace(request, draft);
    const { place, urlFor, language, ctx } = request;
    const texts = draft.situation?.service.texts(language);
    const at = (page: string) => urlFor.place(place.slug, 'apply', request.params.draft, page);
    if (draft.situation === undefined || texts === undefined) return redirect(at('receipt'));
    const resumeHref = urlFor.place(place.slug, 'resume');
    return show(inColours(draft.situation.service, continueLaterView({
      service: texts.get('service.name'), spokenIn: spokenIn(texts), reference: draft.reference, secret: access.secret, resumeHref, resumeAddress: new URL(resumeHref, ctx.config.publicAddress).href, expiresOn: draft.expiresOn,
      goOnHref: at('overview'), place: { name: place.name, href: urlFor.place(place.slug) },
    }, language)));
  }),
});
