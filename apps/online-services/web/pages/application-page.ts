import { NotFound } from '@allmende/errors';
import { formErrors } from '@allmende/html';
import { definePage, redirect, show, type PageRequest, type PageResult } from '@allmende/http';
import type { PlainDate } from '@allmende/time';
import { Type } from 'typebox';
import { viewEvidence, type EvidenceView } from '../../actions/evidence-holder.ts';
import type { DraftAccess } from '../../actions/draft-access.ts';
import { openDraft } from '../../actions/open-draft.ts';
import { saveDraftPage } from '../../actions/save-draft-page.ts';
import { submitApplication } from '../../actions/submit-application.ts';
import { answerSummary, textValues } from '../../domain/answer-summary.ts';
import { CHECK_PAGE } from '../../domain/compile-service-package.ts';
import { completeness } from '../../domain/completeness.ts';
import { completenessReport } from '../../domain/completeness-report.ts';
import { AlreadySent } from '../../domain/errors.ts';
import { openHints } from '../../domain/open-hints.ts';
import { hasExampleValues } from '../../domain/overlay.ts';
import { inputValuesOfAll, typedValues, type FormBody } from '../../domain/parse-field.ts';
import type { PageInput } from '../../domain/parse-page-input.ts';
import { isReachable, nextOpenPage, pageAt, previousPage, progressOf } from '../../domain/path.ts';
import { askedFields } from '../../domain/questions.ts';
import type { Situation } from '../../domain/situation.ts';
import { completenessPart } from '../completeness-part.ts';
import { giveDraftCookie } from '../draft-cookie.ts';
import { checkPlace, onDraft } from '../draft-pages.ts';
import { evidenceCards } from '../evidence-cards.ts';
import { inColours } from '../in-colours.ts';
import { formBody } from '../form-body.ts';
import { answerTo, formFrame } from '../form-frame.ts';
import { holdBack, type HeldBack } from '../hold-back.ts';
import { withOrigins } from '../with-origins.ts';
import { spokenIn } from '../spoken-in.ts';
import { checkAnswersView } from './check-answers.view.ts';
import { showRowList } from './row-list.ts';
import { questionPageView } from './question-page.view.ts';

const path = '/:place/apply/:draft/:page';
const params = Type.Object({ draft: Type.String({ format: 'uuid' }), page: Type.String({ pattern: '^[a-z][a-zA-Z0-9-]{0,60}$' }) });
const query = Type.Object({ back: Type.Optional(Type.Literal(CHECK_PAGE)) });
type Asked = PageRequest<{ draft: string; page: string }, { back?: 'check' }>;

/** One page of an application, or the page on which all answers are checked. Whoever comes too early is led to the open page. */
export const applicationPage = definePage({
  method: 'GET', path, access: 'anyone', speaksAll: true, params, query,
  handle: (request) => onDraft(request, (access) => opened(request, access, undefined)),
});

/**
 * Saves a page and goes on, or sends the application from the check page. What was typed is never lost: neither by a mistake, nor by switching the language, nor when the form is held back. Whoever sends twice gets
 * to the same receipt.
 */
export const saveApplicationPage = definePage({
  method: 'POST', path, access: 'anyone', speaksAll: true, params, query,
  handle: (request) => onDraft(request, async (access) => {
    const body = formBody(request.form);
    const isCheck = request.params.page === CHECK_PAGE;
    if (request.languageAsked) return opened(request, access, { body });
    const held = holdBack(request, isCheck ? 'send' : 'save');
    if (held) return opened(request, access, { body, held });
    try {
      const input = { ...access, body, language: request.language };
      return isCheck ? await sent(request, access, await submitApplication(request.ctx, input)) : await saved(request, access, await saveDraftPage(request.ctx, { ...input, page: request.params.page }));
    } catch (error) {
      if (error instanceof AlreadySent) return redirect(addressOf(request, 'receipt'));
      throw error;
    }
  }),
});

/** What was typed, when the page is shown again without having been saved. */
type Again = { readonly body: FormBody; readonly held?: HeldBack; readonly input?: PageInput };

/** Shows the page as the draft stands now. */
async function opened(request: Asked, access: DraftAccess, again: Again | undefined): Promise<PageResult> {
  const draft = await openDraft(request.ctx, access);
  checkPlace(request, draft);
  if (draft.situation === undefined) return redirect(addressOf(request, 'receipt'));
  const { situation } = draft;
  const page = pageAt(situation, request.params.page);
  if (!page) throw new NotFound();
  if (!isReachable(situation, request.params.page)) return redirect(addressOf(request, nextOpenPage(situation)));
  // What somebody typed before they had to prove anew who they are stands there again.
  const held = again === undefined && situation.draft.held?.page === request.params.page ? { body: situation.draft.held.body } : again;
  const typed = held && { problems: [], answers: {}, typed: Object.assign({}, ...page.fields.map(({ field }) => typedValues(field, held.body))) as Record<string, string> };
  const evidence = request.params.page === CHECK_PAGE ? await viewEvidence(request.ctx, access) : undefined;
  return shown(request, draft, again?.input ?? typed, evidence, again?.held);
}

async function saved(request: Asked, access: DraftAccess, outcome: Awaited<ReturnType<typeof saveDraftPage>>): Promise<PageResult> {
  if (outcome.outcome === 'refused') return opened(request, access, { body: {}, input: outcome.input });
  if (outcome.outcome === 'not-yet') return redirect(addressOf(request, outcome.nextOpen));
  giveDraftCookie(request, access);
  const next = request.query.back === CHECK_PAGE ? outcome.nextOpen : outcome.next;
  return redirect(addressOf(request, next === CHECK_PAGE && outcome.hasEvidence && request.query.back === undefined ? 'evidence' : next));
}

async function sent(request: Asked, access: DraftAccess, outcome: Awaited<ReturnType<typeof submitApplication>>): Promise<PageResult> {
  if (outcome.outcome === 'refused') return opened(request, access, { body: {}, input: outcome.input });
  return redirect(addressOf(request, outcome.outcome === 'incomplete' ? outcome.nextOpen : 'receipt'));
}

function shown(request: Asked, { situation, expiresOn }: { situation: Situation; expiresOn: PlainDate }, input: PageInput | undefined, evidence?: EvidenceView, held?: HeldBack): PageResult {
  const { language: locale, place, urlFor } = request;
  const { service } = situation;
  const texts = service.texts(locale);
  const page = pageAt(situation, request.params.page);
  if (!page) throw new NotFound();
  if (page.rows) return showRowList(request, situation, { problems: input?.problems, comesFromCheck: request.query.back === CHECK_PAGE, held, expiresOn });
  const id = page.page.id;
  const values = () => textValues(situation, locale);
  const before = request.query.back === CHECK_PAGE ? CHECK_PAGE : previousPage(situation, id);
  const frame = {
    service: texts.get('service.name'), title: texts.get(`page.${id}.title`, values), intro: texts.find(`page.${id}.intro`, values), csrf: request.csrf, errors: formErrors(input?.problems, spokenIn(texts)),
    questions: withOrigins(askedFields(page.fields, texts), situation, texts, locale),
    typed: input?.typed ?? inputValuesOfAll(page.fields, situation.answers),
    backHref: before === undefined ? urlFor.place(place.slug, 'services', service.package.service.id) : addressOf(request, before),
    place: { name: place.name, href: urlFor.place(place.slug) }, serviceHref: urlFor.place(place.slug, 'services', service.package.service.id), isExample: hasExampleValues(service.overlay),
    ...formFrame(request, situation, expiresOn, held),
  };
  if (id !== CHECK_PAGE) return show(inColours(service, questionPageView({ ...frame, progress: progressOf(situation, id) }, locale)), answerTo(held));
  const summary = answerSummary(situation, locale);
  const cards = evidence === undefined ? [] : evidenceCards(evidence, texts, locale, (file) => `${addressOf(request, 'evidence')}/${file}`);
  return show(inColours(service, checkAnswersView({
    ...frame, pages: summary.pages.filter((each) => each.id !== CHECK_PAGE).map((each) => ({ ...each, changeHref: `${addressOf(request, each.id)}?back=${CHECK_PAGE}`,
      rows: each.rows.map((row) => ({ ...row, changeHref: row.page === undefined || each.row === undefined ? undefined : `${addressOf(request, row.page, each.row)}?back=${CHECK_PAGE}` })),
    })),
    results: summary.results.map((result) => ({ ...result, hint: texts.find(`result.${result.name}.hint`) })),
    evidence: evidence === undefined || evidence.items.length === 0 ? undefined : { cards, href: addressOf(request, 'evidence'), completeness: completenessPart(completenessReport(completeness(situation), evidence.items), cards, texts, locale) },
    hints: openHints(situation).map((hint) => ({ text: texts.get(`hint.${hint.id}`, values), href: `${addressOf(request, hint.page, ...(hint.row === undefined ? [] : [hint.row]))}?back=${CHECK_PAGE}` })),
  }, locale)), answerTo(held));
}

function addressOf(request: Asked, ...segments: string[]): string {
  return request.urlFor.place(request.place.slug, 'apply', request.params.draft, ...segments);
}
