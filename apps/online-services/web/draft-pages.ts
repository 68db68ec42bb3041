import { NotFound } from '@allmende/errors';
import { show, type PageRequest, type PageResult } from '@allmende/http';
import { DraftGone } from '../domain/errors.ts';
import type { DraftAccess } from '../actions/draft-access.ts';
import { draftAccessOf } from './draft-cookie.ts';
import { draftGoneView } from './pages/draft-gone.view.ts';

/** Id of the form on every page of an application: the switch of language in the header sends it along. */
export const APPLY_FORM = 'apply';

type Asked = Pick<PageRequest, 'cookies' | 'place' | 'urlFor' | 'language'> & { readonly params: { readonly draft: string } };

/**
 * Answers a page of a draft for the browser that holds its key. A browser whose draft was deleted in the meantime (or whose key does not fit: nobody can tell which) gets a page that says so instead of a
 * bare "not found". Browsers without a key get the same NotFound as for a draft that never was.
 */
export async function onDraft(request: Asked, handle: (access: DraftAccess) => Promise<PageResult>): Promise<PageResult> {
  const access = draftAccessOf(request, request.params.draft);
  try {
    return await handle(access);
  } catch (error) {
    if (!(error instanceof DraftGone)) throw error;
    const { place, urlFor, language } = request;
    return show(draftGoneView({ place: { name: place.name, href: urlFor.place(place.slug) }, resumeHref: urlFor.place(place.slug, 'resume') }, language), { status: 404 });
  }
}

/** Throws NotFound for a draft of another place. */
export function checkPlace(request: Pick<PageRequest, 'place'>, draft: { readonly placeArs: string }): void {
  if (draft.placeArs !== request.place.ars) throw new NotFound();
}
