import { identifyAddress, IdentityNeeded, type Level } from '@allmende/citizen-accounts';
import { NotFound } from '@allmende/errors';
import { redirect, show, type PageRequest, type PageResult } from '@allmende/http';
import { DraftGone } from '../domain/errors.ts';
import type { DraftAccess } from '../actions/draft-access.ts';
import { holdTyped } from '../actions/hold-typed.ts';
import { serviceOfDraft } from '../actions/service-of-draft.ts';
import { draftAccessOf } from './draft-cookie.ts';
import { formBody } from './form-body.ts';
import { draftGoneView } from './pages/draft-gone.view.ts';

/** Id of the form on every page of an application: the switch of language in the header sends it along. */
export const APPLY_FORM = 'apply';

type Asked = Pick<PageRequest, 'cookies' | 'place' | 'urlFor' | 'language' | 'ctx' | 'form'> & { readonly params: { readonly draft: string; readonly page?: string } };

/**
 * Answers a page of a draft for the browser that holds its key. A browser whose draft was deleted in the meantime (or whose key does not fit: nobody can tell which) gets a page that says so instead of a
 * bare "not found". Who must first prove who they are is led there and comes back to the page, where what they typed stands again. Browsers without a key get the same NotFound as for a draft that never was.
 */
export async function onDraft(request: Asked, handle: (access: DraftAccess) => Promise<PageResult>): Promise<PageResult> {
  const access = await draftAccessOf(request, request.params.draft);
  try {
    return await handle(access);
  } catch (error) {
    if (error instanceof IdentityNeeded) return identifyFirst(request, access, error.level);
    if (!(error instanceof DraftGone)) throw error;
    const { place, urlFor, language } = request;
    return show(draftGoneView({ place: { name: place.name, href: urlFor.place(place.slug) }, resumeHref: urlFor.place(place.slug, 'resume') }, language), { status: 404 });
  }
}

async function identifyFirst(request: Asked, access: DraftAccess, level: Level): Promise<PageResult> {
  const { urlFor, place, params, ctx } = request;
  if (params.page !== undefined && request.form.names().length > 0) await holdTyped(ctx, access, { page: params.page, body: formBody(request.form) });
  const { service, authority } = await serviceOfDraft(ctx, access);
  return redirect(identifyAddress(urlFor, authority.slug, { level, service, next: urlFor.place(place.slug, 'apply', access.draft, params.page ?? 'overview') }));
}

/** Throws NotFound for a draft of another place. */
export function checkPlace(request: Pick<PageRequest, 'place'>, draft: { readonly placeArs: string }): void {
  if (draft.placeArs !== request.place.ars) throw new NotFound();
}
