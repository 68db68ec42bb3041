import { formErrors } from '@allmende/html';
import { definePage, redirect, show, type PageRequest, type PageResult } from '@allmende/http';
import { Type } from 'typebox';
import { resumeDraft } from '../../actions/resume-draft.ts';
import { DraftGone } from '../../domain/errors.ts';
import { giveDraftCookie } from '../draft-cookie.ts';
import { resumeRefusal, resumeView } from './resume.view.ts';

/** Enough for somebody who mistypes, far too few to guess 80 bits. */
const ATTEMPTS = { max: 20, windowMs: 600_000 };

type Asked = Omit<PageRequest, 'params' | 'query'>;

/** Asks for reference and access code of an application that was begun elsewhere. */
export const resumePage = definePage({
  method: 'GET', path: '/:place/resume', access: 'anyone', speaksAll: true, query: Type.Object({ reference: Type.Optional(Type.String({ maxLength: 40 })) }),
  handle: async (request) => asked(request, request.query.reference ?? '', undefined),
});

/** Gives the browser the key to the draft and leads to its overview. */
export const openResumePage = definePage({
  method: 'POST', path: '/:place/resume', access: 'anyone', speaksAll: true,
  async handle(request) {
    const given = { reference: request.form.text('reference'), secret: request.form.text('secret') };
    const wait = request.limit('online-services/resume', ATTEMPTS);
    if (wait !== undefined) return asked(request, given.reference, resumeRefusal(request.language, wait), wait);
    try {
      const found = await resumeDraft(request.ctx, given);
      giveDraftCookie(request, found, found.placeSlug);
      return redirect(request.urlFor.place(found.placeSlug, 'apply', found.draft, 'overview'));
    } catch (error) {
      if (!(error instanceof DraftGone)) throw error;
      return asked(request, given.reference, resumeRefusal(request.language));
    }
  },
});

function asked(request: Asked, reference: string, problem: string | undefined, wait?: number): PageResult {
  const { place, urlFor, csrf, language } = request;
  const errors = formErrors(problem === undefined ? [] : [{ pointer: '/reference', code: 'unknown', message: problem }], language);
  const view = resumeView({ csrf, reference: reference.slice(0, 100), errors, statusHref: urlFor.place(place.slug, 'status'), place: { name: place.name, href: urlFor.place(place.slug) } }, language);
  return show(view, wait === undefined ? {} : { status: 429, retryAfterSeconds: wait });
}
