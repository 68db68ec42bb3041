import { NotFound } from '@allmende/errors';
import { definePage, redirect, sendFile, show } from '@allmende/http';
import { Type } from 'typebox';
import { openDraft } from '../../actions/open-draft.ts';
import { readReceipt, readReceiptFile } from '../../actions/read-receipt.ts';
import { draftAccessOf } from '../draft-cookie.ts';
import { checkPlace, onDraft } from '../draft-pages.ts';
import { receiptView } from './receipt.view.ts';

const params = Type.Object({ draft: Type.String({ format: 'uuid' }) });

/** The confirmation after sending. */
export const receiptPage = definePage({
  method: 'GET', path: '/:place/apply/:draft/receipt', access: 'anyone', speaksAll: true, params,
  handle: (request) => onDraft(request, async (access) => {
    const draft = await openDraft(request.ctx, access);
    checkPlace(request, draft);
    const { place, urlFor, language } = request;
    if (draft.application === undefined) return redirect(urlFor.place(place.slug, 'apply', request.params.draft, 'check'));
    const receipt = await readReceipt(request.ctx, { ...access, language });
    return show(receiptView({ ...receipt, pdfHref: urlFor.place(place.slug, 'apply', request.params.draft, 'receipt.pdf'), statusHref: urlFor.place(place.slug, 'status'), place: { name: place.name, href: urlFor.place(place.slug) } }, language));
  }),
});

/** The confirmation as a PDF. */
export const receiptFilePage = definePage({
  method: 'GET', path: '/:place/apply/:draft/receipt.pdf', access: 'anyone', params, rateLimit: { max: 60, windowMs: 60_000 },
  async handle(request) {
    const access = await draftAccessOf(request, request.params.draft);
    const draft = await openDraft(request.ctx, access);
    if (draft.application === undefined || draft.placeArs !== request.place.ars) throw new NotFound();
    return sendFile({ ...await readReceiptFile(request.ctx, { tenant: access.tenant, application: draft.application }), inline: true });
  },
});
