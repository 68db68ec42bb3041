import { InvalidInput, type FieldProblem } from '@allmende/errors';
import { dayParts, dayText, definePage, type PageRequest, type PageResult, redirect, show, typedDay, type TypedDay } from '@allmende/http';
import { translations } from '@allmende/i18n';
import { closeCase } from '../../actions/close-case.ts';
import { deleteCase } from '../../actions/delete-case.ts';
import { getCase, type CaseView } from '../../actions/get-case.ts';
import { stopDeletion } from '../../actions/stop-deletion.ts';
import { recordObjection } from '../../actions/record-objection.ts';
import { recordPosting } from '../../actions/record-posting.ts';
import { isWithdrawn } from '../../domain/case-file.ts';
import { decideCases, deleteCases } from '../../domain/permissions.ts';
import { CaseParams } from '../api/cases.schema.ts';
import { caseRefusal, type CaseRefusal } from '../case-refusal.ts';
import { refusalFlash } from '../refusal-flash.ts';
import { closeView, deleteView, objectionView, postingView } from './end-case.view.ts';

const texts = translations({
  de: { posted: 'Der Tag ist eingetragen.', objected: 'Der Widerspruch ist eingetragen.', closed: 'Der Fall ist abgeschlossen.', kept: 'Der Fall wird nicht gelöscht.', proposed: 'Die Löschung ist vorgeschlagen. Eine zweite Person muss sie bestätigen.', deleted: 'Der Fall ist gelöscht.', deletedBody: 'Sein Schlüssel ist vernichtet. Auch Kopien in Sicherungen kann niemand mehr lesen.' },
  en: { posted: 'The day is entered.', objected: 'The objection is entered.', closed: 'The case is closed.', kept: 'The case is not deleted.', proposed: 'Deletion is proposed. A second person has to confirm it.', deleted: 'The case is deleted.', deletedBody: 'Its key is destroyed. Nobody can read copies in backups either.' },
});

type Request = PageRequest<{ case: string }, unknown>;

const hrefs = ({ urlFor, authority, params }: Request) => ({ listHref: urlFor.office(authority.slug, 'cases'), caseHref: urlFor.office(authority.slug, 'cases', params.case), pdfHref: urlFor.office(authority.slug, 'cases', params.case, 'notice.pdf'), keepHref: urlFor.office(authority.slug, 'cases', params.case, 'keep') });
const versionOf = ({ form }: Request) => Number(form.text('version'));

/** Why a form comes back: what is wrong with its fields, or what others did meanwhile. */
type Back = { readonly problems: readonly FieldProblem[]; readonly error?: unknown };
const WITHDRAWN_ENDING = 'Die antragstellende Person hat den Antrag zurückgenommen.';
const FIRST: Back = { problems: [] };

export const postingPage = definePage({
  method: 'GET', path: '/:authority/office/cases/:case/posting', access: decideCases, params: CaseParams,
  handle: (request) => showPosting(request, dayParts(request.ctx.clock.today()), FIRST),
});

export const postingPost = definePage({
  method: 'POST', path: '/:authority/office/cases/:case/posting', access: decideCases, params: CaseParams,
  async handle(request) {
    const typed = typedDay(request.form, 'postedOn');
    return attempt(request, async () => {
      await recordPosting(request.ctx, { case: request.params.case, version: versionOf(request), postedOn: dayText(typed) });
      return redirect(hrefs(request).caseHref, { flash: { kind: 'success', title: texts(request.locale).posted } });
    }, (back) => showPosting(request, typed, back));
  },
});

export const objectionPage = definePage({
  method: 'GET', path: '/:authority/office/cases/:case/objection', access: decideCases, params: CaseParams,
  handle: (request) => showObjection(request, { typed: dayParts(request.ctx.clock.today()), note: '' }, FIRST),
});

export const objectionPost = definePage({
  method: 'POST', path: '/:authority/office/cases/:case/objection', access: decideCases, params: CaseParams,
  async handle(request) {
    const typed = typedDay(request.form, 'receivedOn');
    const note = request.form.text('note');
    return attempt(request, async () => {
      await recordObjection(request.ctx, { case: request.params.case, version: versionOf(request), receivedOn: dayText(typed), note });
      return redirect(hrefs(request).caseHref, { flash: { kind: 'success', title: texts(request.locale).objected } });
    }, (back) => showObjection(request, { typed, note }, back));
  },
});

export const closeCasePage = definePage({
  method: 'GET', path: '/:authority/office/cases/:case/close', access: decideCases, params: CaseParams,
  handle: (request) => showClose(request, undefined, FIRST),
});

export const closeCasePost = definePage({
  method: 'POST', path: '/:authority/office/cases/:case/close', access: decideCases, params: CaseParams,
  async handle(request) {
    const reason = request.form.text('reason');
    return attempt(request, async () => {
      await closeCase(request.ctx, { case: request.params.case, version: versionOf(request), reason });
      return redirect(hrefs(request).caseHref, { flash: { kind: 'success', title: texts(request.locale).closed } });
    }, (back) => showClose(request, reason, back));
  },
});

export const deleteCasePage = definePage({
  method: 'GET', path: '/:authority/office/cases/:case/delete', access: deleteCases, params: CaseParams,
  async handle(request) {
    const { file } = await getCase(request.ctx, request.params);
    return show(deleteView({ file }, { locale: request.locale, csrf: request.csrf, ...hrefs(request) }));
  },
});

export const deleteCasePost = definePage({
  method: 'POST', path: '/:authority/office/cases/:case/delete', access: deleteCases, params: CaseParams,
  async handle(request) {
    const t = texts(request.locale);
    return attempt(request, async () => {
      const outcome = await deleteCase(request.ctx, { case: request.params.case, version: versionOf(request) });
      if (outcome === 'proposed') return redirect(hrefs(request).caseHref, { flash: { kind: 'success', title: t.proposed } });
      return redirect(hrefs(request).listHref, { flash: { kind: 'success', title: t.deleted, body: t.deletedBody } });
    });
  },
});

export const stopDeletionPost = definePage({
  method: 'POST', path: '/:authority/office/cases/:case/keep', access: deleteCases, params: CaseParams,
  async handle(request) {
    return attempt(request, async () => {
      await stopDeletion(request.ctx, { case: request.params.case, version: versionOf(request) });
      return redirect(hrefs(request).caseHref, { flash: { kind: 'success', title: texts(request.locale).kept } });
    });
  },
});

/** Nothing is typed on pages without `again`: whoever was slower sees the case as it is now. */
async function attempt(request: Request, act: () => Promise<PageResult>, again?: (back: Back) => Promise<PageResult>): Promise<PageResult> {
  try {
    return await act();
  } catch (error) {
    if (again === undefined) return redirect(hrefs(request).caseHref, { flash: refusalFlash(error, request.locale) });
    return again(error instanceof InvalidInput ? { problems: error.fields } : { problems: [], error });
  }
}

type Shown = { readonly opened: CaseView; readonly version: number; readonly refusal: CaseRefusal | undefined; readonly status: { readonly status?: number } };

/** The case behind a form that is shown, first or again. After a refusal the form carries the newer version: sending it again is a choice with the newer case in view. */
async function openFor(request: Request, { problems, error }: Back): Promise<Shown> {
  const opened = await getCase(request.ctx, request.params);
  const refusal = error === undefined ? undefined : caseRefusal(error, versionOf(request), opened);
  return { opened, refusal, version: problems.length > 0 ? versionOf(request) : opened.file.version, status: refusal === undefined ? {} : { status: 409 } };
}

async function showPosting(request: Request, typed: TypedDay, back: Back): Promise<PageResult> {
  const { opened: { file, notice }, version, refusal, status } = await openFor(request, back);
  return show(postingView({ file, version, refusal, route: notice?.service.route ?? 'post', hasFile: notice?.pdfFileId != null, typed, problems: back.problems }, { locale: request.locale, csrf: request.csrf, ...hrefs(request) }), status);
}

async function showObjection(request: Request, typed: { typed: TypedDay; note: string }, back: Back): Promise<PageResult> {
  const { opened: { file, notice }, version, refusal, status } = await openFor(request, back);
  return show(objectionView({ file, version, refusal, ends: notice?.service.served?.remedyEnds, ...typed, problems: back.problems }, { locale: request.locale, csrf: request.csrf, ...hrefs(request) }), status);
}

async function showClose(request: Request, typed: string | undefined, back: Back): Promise<PageResult> {
  const { opened: { file }, version, refusal, status } = await openFor(request, back);
  // The ready reason for a withdrawn application stands in the official language, like all that goes into the file.
  const reason = typed ?? (isWithdrawn(file) ? WITHDRAWN_ENDING : '');
  return show(closeView({ file, version, refusal, reason, problems: back.problems }, { locale: request.locale, csrf: request.csrf, ...hrefs(request) }), status);
}
