import { InvalidInput, NotFound } from '@allmende/errors';
import { formErrors } from '@allmende/html';
import { definePage, redirect, sendFile, show, type PageRequest, type PageResult } from '@allmende/http';
import { Type } from 'typebox';
import { changeEvidence, EVIDENCE_UPLOADS } from '../change-evidence-form.ts';
import { openEvidenceFile } from '../../actions/open-evidence-file.ts';
import { viewEvidence, type EvidenceView } from '../../actions/evidence-holder.ts';
import { openDraft } from '../../actions/open-draft.ts';
import { CHECK_PAGE } from '../../domain/compile-service-package.ts';
import { completeness } from '../../domain/completeness.ts';
import { completenessReport } from '../../domain/completeness-report.ts';
import { isReachable, nextOpenPage, previousPage } from '../../domain/path.ts';
import { completenessPart } from '../completeness-part.ts';
import { draftAccessOf, giveDraftCookie } from '../draft-cookie.ts';
import { checkPlace, onDraft } from '../draft-pages.ts';
import { evidenceCards } from '../evidence-cards.ts';
import { inColours } from '../in-colours.ts';
import { spokenIn } from '../spoken-in.ts';
import { evidenceView } from './evidence.view.ts';

const path = '/:place/apply/:draft/evidence';
const params = Type.Object({ draft: Type.String({ format: 'uuid' }) });
type Asked = Omit<PageRequest<{ draft: string }>, 'query'>;

/** The evidence of an application that is being filled in. Whoever comes too early is led to the open page, whoever has sent to the receipt. */
export const evidencePage = definePage({
  method: 'GET', path, access: 'anyone', speaksAll: true, params,
  handle: (request) => onDraft(request, async (access) => {
    const draft = await openDraft(request.ctx, access);
    checkPlace(request, draft);
    if (draft.situation === undefined) return redirect(addressOf(request, 'receipt'));
    if (!isReachable(draft.situation, CHECK_PAGE)) return redirect(addressOf(request, nextOpenPage(draft.situation)));
    const view = await viewEvidence(request.ctx, access);
    return view.items.length === 0 ? redirect(addressOf(request, CHECK_PAGE)) : shown(request, view, []);
  }),
});

/** Takes files, removes one, or notes how a piece of evidence will come. What was taken before stays whatever is wrong now. */
export const changeEvidencePage = definePage({
  method: 'POST', path, access: 'anyone', speaksAll: true, params, uploads: EVIDENCE_UPLOADS, rateLimit: { max: 120, windowMs: 60_000 },
  handle: (request) => onDraft(request, async (access) => {
    checkPlace(request, await viewEvidence(request.ctx, access));
    try {
      const problems = await changeEvidence(request, access);
      giveDraftCookie(request, access);
      if (problems.length === 0) return redirect(addressOf(request, 'evidence'));
      return shown(request, await viewEvidence(request.ctx, access), problems);
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      return shown(request, await viewEvidence(request.ctx, access), error.fields);
    }
  }),
});

/** An upload of a draft, for its own applicant. */
export const evidenceFilePage = definePage({
  method: 'GET', path: '/:place/apply/:draft/evidence/:evidence', access: 'anyone', params: Type.Object({ draft: Type.String({ format: 'uuid' }), evidence: Type.String({ format: 'uuid' }) }), rateLimit: { max: 120, windowMs: 60_000 },
  async handle(request) {
    const access = await draftAccessOf(request, request.params.draft);
    const draft = await openDraft(request.ctx, access);
    if (draft.placeArs !== request.place.ars) throw new NotFound();
    const holder = draft.application === undefined ? access : { tenant: access.tenant, application: draft.application };
    return sendFile({ ...await openEvidenceFile(request.ctx, holder, { evidence: request.params.evidence }), isForeign: true });
  },
});

function shown(request: Asked, view: EvidenceView, problems: Parameters<typeof formErrors>[0] & {}): PageResult {
  const { language: locale, place, urlFor } = request;
  const { situation } = view;
  const { service } = situation;
  const texts = service.texts(locale);
  const cards = evidenceCards(view, texts, locale, (id) => addressOf(request, 'evidence', id));
  return show(inColours(service, evidenceView({
    service: texts.get('service.name'), place: { name: place.name, href: urlFor.place(place.slug) }, serviceHref: urlFor.place(place.slug, 'services', service.package.service.id), backHref: addressOf(request, previousPage(situation, CHECK_PAGE) ?? CHECK_PAGE), nextHref: addressOf(request, CHECK_PAGE),
    cards, spokenIn: spokenIn(texts), csrf: request.csrf, action: addressOf(request, 'evidence'), pageHref: addressOf(request, 'evidence'), errors: formErrors(problems, spokenIn(texts)), canRemove: true,
    completeness: completenessPart(completenessReport(completeness(situation), view.items), cards, texts, locale),
  }, locale)));
}

function addressOf(request: Asked, ...more: string[]): string {
  return request.urlFor.place(request.place.slug, 'apply', request.params.draft, ...more);
}
