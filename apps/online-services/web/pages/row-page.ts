import { NotFound } from '@allmende/errors';
import { formErrors } from '@allmende/html';
import { definePage, redirect, show, type PageRequest, type PageResult } from '@allmende/http';
import type { PlainDate } from '@allmende/time';
import { Type } from 'typebox';
import { saveDraftRowPage } from '../../actions/change-rows.ts';
import type { DraftAccess } from '../../actions/draft-access.ts';
import { openDraft } from '../../actions/open-draft.ts';
import { textValues } from '../../domain/answer-summary.ts';
import { CHECK_PAGE } from '../../domain/compile-service-package.ts';
import { inputValuesOfAll, typedValues, type FormBody } from '../../domain/parse-field.ts';
import type { PageInput } from '../../domain/parse-page-input.ts';
import { isReachable, isRowPageReachable, nextOpenPage, previousRowPage, rowPageAt } from '../../domain/path.ts';
import { askedFields } from '../../domain/questions.ts';
import { nameOfRow, rowHeading } from '../../domain/row-name.ts';
import type { Situation } from '../../domain/situation.ts';
import { giveDraftCookie } from '../draft-cookie.ts';
import { checkPlace, onDraft } from '../draft-pages.ts';
import { formBody } from '../form-body.ts';
import { answerTo, formFrame } from '../form-frame.ts';
import { holdBack, type HeldBack } from '../hold-back.ts';
import { inColours } from '../in-colours.ts';
import { spokenIn } from '../spoken-in.ts';
import { rowPageView } from './row-page.view.ts';

const path = '/:place/apply/:draft/:page/:row';
const params = Type.Object({ draft: Type.String({ format: 'uuid' }), page: Type.String({ pattern: '^[a-z][a-zA-Z0-9-]{0,60}$' }), row: Type.String({ format: 'uuid' }) });
const query = Type.Object({ back: Type.Optional(Type.Literal(CHECK_PAGE)) });
type Asked = PageRequest<{ draft: string; page: string; row: string }, { back?: 'check' }>;

/** One page of questions about one row of a group. Whoever comes too early is led to where things stand. */
export const rowPage = definePage({
  method: 'GET', path, access: 'anyone', speaksAll: true, params, query,
  handle: (request) => onDraft(request, (access) => opened(request, access, undefined)),
});

/** Saves a page of a row and goes on with the row, then with the list. What was typed is never lost. */
export const saveRowPage = definePage({
  method: 'POST', path, access: 'anyone', speaksAll: true, params, query,
  handle: (request) => onDraft(request, async (access) => {
    const { page, row } = request.params;
    const body = formBody(request.form);
    if (request.languageAsked) return opened(request, access, { body });
    const held = holdBack(request, 'save');
    if (held) return opened(request, access, { body, held });
    const outcome = await saveDraftRowPage(request.ctx, { ...access, page, row, body, language: request.language });
    if (outcome.outcome === 'refused') return opened(request, access, { body, input: outcome.input });
    if (outcome.outcome === 'not-yet') return redirect(addressOf(request, outcome.nextOpen));
    giveDraftCookie(request, access);
    const back = request.query.back === CHECK_PAGE;
    const next = back ? outcome.open : outcome.next;
    if (next !== undefined) return redirect(`${addressOf(request, next, row)}${back ? `?back=${CHECK_PAGE}` : ''}`);
    return redirect(addressOf(request, back ? CHECK_PAGE : outcome.list));
  }),
});

/** Shows the page as the draft stands now, with what was typed when it is shown again. */
async function opened(request: Asked, access: DraftAccess, again: { readonly body: FormBody; readonly held?: HeldBack; readonly input?: PageInput } | undefined): Promise<PageResult> {
  const draft = await openDraft(request.ctx, access);
  checkPlace(request, draft);
  if (draft.situation === undefined) return redirect(addressOf(request, 'receipt'));
  const { situation } = draft;
  const found = rowPageAt(situation, request.params);
  if (!found) throw new NotFound();
  if (!isReachable(situation, found.listPage.page.id)) return redirect(addressOf(request, nextOpenPage(situation)));
  if (!isRowPageReachable(situation, found)) return redirect(addressOf(request, found.listPage.page.id));
  const typed = again && { problems: [], answers: {}, typed: Object.assign({}, ...found.page.fields.map(({ field }) => typedValues(field, again.body))) as Record<string, string> };
  return shown(request, draft, again?.input ?? typed, again?.held);
}

function shown(request: Asked, { situation, expiresOn }: { situation: Situation; expiresOn: PlainDate }, input: PageInput | undefined, held: HeldBack | undefined): PageResult {
  const { language: locale, place, urlFor, params: at } = request;
  const found = rowPageAt(situation, at);
  const list = found?.listPage.page.list;
  if (!found || !list) throw new NotFound();
  const texts = situation.service.texts(locale);
  const values = { ...textValues(situation, locale), number: found.row.number, name: nameOfRow(texts, list, found.row) };
  const before = previousRowPage(found);
  const backHref = request.query.back === CHECK_PAGE ? addressOf(request, CHECK_PAGE) : before === undefined ? addressOf(request, found.listPage.page.id) : addressOf(request, before, at.row);
  return show(inColours(situation.service, rowPageView({
    service: texts.get('service.name'), heading: rowHeading(texts, list, found.row, found.listPage.rows?.length ?? 0), title: texts.get(`page.${at.page}.title`, values), intro: texts.find(`page.${at.page}.intro`, values),
    csrf: request.csrf, errors: formErrors(input?.problems, spokenIn(texts)), questions: askedFields(found.page.fields, texts),
    typed: input?.typed ?? inputValuesOfAll(found.page.fields, found.row.row.answers),
    backHref, list: { title: texts.get(`page.${found.listPage.page.id}.title`, values), href: addressOf(request, found.listPage.page.id) },
    place: { name: place.name, href: urlFor.place(place.slug) }, serviceHref: urlFor.place(place.slug, 'services', situation.service.package.service.id),
    ...formFrame(request, situation, expiresOn, held),
  }, locale)), answerTo(held));
}

function addressOf(request: Asked, ...segments: string[]): string {
  return request.urlFor.place(request.place.slug, 'apply', request.params.draft, ...segments);
}
