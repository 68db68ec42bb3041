import { NotFound, type FieldProblem } from '@allmende/errors';
import { formErrors } from '@allmende/html';
import { definePage, redirect, show, type PageRequest, type PageResult } from '@allmende/http';
import { addDays, type PlainDate } from '@allmende/time';
import { Type } from 'typebox';
import { addDraftRow, removeDraftRow } from '../../actions/change-rows.ts';
import { openDraft } from '../../actions/open-draft.ts';
import { answerSummary, textValues } from '../../domain/answer-summary.ts';
import { CHECK_PAGE } from '../../domain/compile-service-package.ts';
import { isReachable, nextOpenPage, openPageOfRow, pageAt, previousPage, progressOf } from '../../domain/path.ts';
import { rowHeading } from '../../domain/row-name.ts';
import type { Situation } from '../../domain/situation.ts';
import { draftAccessOf } from '../draft-cookie.ts';
import { answerTo, formFrame } from '../form-frame.ts';
import type { HeldBack } from '../hold-back.ts';
import { inColours } from '../in-colours.ts';
import { spokenIn } from '../spoken-in.ts';
import { removeRowView } from './remove-row.view.ts';
import { rowListView } from './row-list.view.ts';

const pageId = Type.String({ pattern: '^[a-z][a-zA-Z0-9-]{0,60}$' });
const listParams = Type.Object({ draft: Type.String({ format: 'uuid' }), page: pageId });
const rowParams = Type.Object({ draft: Type.String({ format: 'uuid' }), page: pageId, row: Type.String({ format: 'uuid' }) });
const removePath = '/:place/apply/:draft/:page/:row/remove';

type Asked = PageRequest<{ draft: string; page: string }, object>;

/** Shows the page that lists the rows of a group. `problems` are those of the try to go on; `comesFromCheck` leads back to the check page. */
export function showRowList(
  request: Asked, situation: Situation, given: { readonly problems?: readonly FieldProblem[] | undefined; readonly comesFromCheck?: boolean; readonly held?: HeldBack | undefined; readonly expiresOn: PlainDate },
): PageResult {
  const { problems, comesFromCheck = false, held, expiresOn } = given;
  const { language: locale, place, urlFor } = request;
  const page = pageAt(situation, request.params.page);
  const list = page?.page.list;
  if (!page?.rows || !list) throw new NotFound();
  const texts = situation.service.texts(locale);
  const values = () => textValues(situation, locale);
  const { group } = list;
  const rows = page.rows;
  const words = answerSummary(situation, locale).pages.filter(({ id }) => id === page.page.id);
  const before = comesFromCheck ? CHECK_PAGE : previousPage(situation, page.page.id);
  const serviceHref = urlFor.place(place.slug, 'services', situation.service.package.service.id);
  const address = (...segments: string[]) => urlFor.place(place.slug, 'apply', request.params.draft, ...segments);
  return show(inColours(situation.service, rowListView({
    service: texts.get('service.name'), title: texts.get(`page.${page.page.id}.title`, values), intro: texts.find(`page.${page.page.id}.intro`, values) ?? texts.find(`group.${group.id}.intro`, values),
    empty: texts.find(`group.${group.id}.empty`, values), add: texts.get(`group.${group.id}.add`, values), addHref: address(page.page.id, 'add'), full: rows.length >= group.max ? group.max : undefined, group: group.id,
    cards: rows.map((row) => {
      const open = openPageOfRow(row);
      return {
        id: row.id, heading: rowHeading(texts, list, row, rows.length), isDone: row.state === 'done', rows: words.find((each) => each.row === row.id)?.rows.filter(({ value }) => value !== undefined) ?? [],
        changeHref: open === undefined ? undefined : address(open, row.id), removeHref: address(page.page.id, row.id, 'remove'),
      };
    }),
    csrf: request.csrf, errors: formErrors(problems, spokenIn(texts)), progress: progressOf(situation, page.page.id), backHref: before === undefined ? serviceHref : address(before),
    place: { name: place.name, href: urlFor.place(place.slug) }, serviceHref, ...formFrame(request, situation, expiresOn, held),
  }, locale)), answerTo(held));
}

/** Adds a row to a list and leads to its first page. A second click adds nothing. */
export const addRowPage = definePage({
  method: 'POST', path: '/:place/apply/:draft/:page/add', access: 'anyone', speaksAll: true, params: listParams, rateLimit: { max: 600, windowMs: 60_000 },
  async handle(request) {
    const access = await draftAccessOf(request, request.params.draft);
    const added = await addDraftRow(request.ctx, { ...access, page: request.params.page, language: request.language });
    if (added.outcome === 'full') return showRowList(request, added.situation, { problems: [added.problem], expiresOn: addDays(added.situation.today, added.situation.service.package.service.retention.draftDays) });
    const address = (...segments: string[]) => request.urlFor.place(request.place.slug, 'apply', request.params.draft, ...segments);
    return redirect(added.outcome === 'added' ? address(added.firstPage, added.row) : address(added.nextOpen));
  },
});

/** Asks whether a row shall really go, with what would be forgotten. */
export const confirmRemoveRowPage = definePage({
  method: 'GET', path: removePath, access: 'anyone', speaksAll: true, params: rowParams,
  async handle(request) {
    const { language: locale, place, urlFor, params } = request;
    const draft = await openDraft(request.ctx, await draftAccessOf(request, params.draft));
    if (draft.placeArs !== place.ars) throw new NotFound();
    const address = (...segments: string[]) => urlFor.place(place.slug, 'apply', params.draft, ...segments);
    if (draft.situation === undefined) return redirect(address('receipt'));
    const { situation } = draft;
    const page = pageAt(situation, params.page);
    const row = page?.rows?.find(({ id }) => id === params.row);
    if (!page?.page.list || !page.rows || !row) throw new NotFound();
    if (!isReachable(situation, params.page)) return redirect(address(nextOpenPage(situation)));
    const texts = situation.service.texts(locale);
    return show(inColours(situation.service, removeRowView({
      service: texts.get('service.name'), title: texts.find(`group.${page.page.list.group.id}.remove`), heading: rowHeading(texts, page.page.list, row, page.rows.length),
      rows: answerSummary(situation, locale).pages.find((each) => each.row === row.id)?.rows.filter(({ value }) => value !== undefined) ?? [],
      csrf: request.csrf, spokenIn: spokenIn(texts), listHref: address(params.page), place: { name: place.name, href: urlFor.place(place.slug) }, serviceHref: urlFor.place(place.slug, 'services', situation.service.package.service.id),
    }, locale)));
  },
});

/** Removes a row and shows the list again. */
export const removeRowPage = definePage({
  method: 'POST', path: removePath, access: 'anyone', speaksAll: true, params: rowParams, rateLimit: { max: 600, windowMs: 60_000 },
  async handle(request) {
    const { params, urlFor, place } = request;
    const removed = await removeDraftRow(request.ctx, { ...(await draftAccessOf(request, params.draft)), page: params.page, row: params.row });
    return redirect(urlFor.place(place.slug, 'apply', params.draft, removed.outcome === 'removed' ? params.page : removed.nextOpen));
  },
});
