import { InvalidInput, type FieldProblem } from '@allmende/errors';
import { dayParts, dayText, definePage, type PageRequest, type PageResult, redirect, show, typedDay, type TypedDay } from '@allmende/http';
import { translations } from '@allmende/i18n';
import { closeCase } from '../../actions/close-case.ts';
import { deleteCase } from '../../actions/delete-case.ts';
import { getCase } from '../../actions/get-case.ts';
import { stopDeletion } from '../../actions/stop-deletion.ts';
import { recordObjection } from '../../actions/record-objection.ts';
import { recordPosting } from '../../actions/record-posting.ts';
import { decideCases, deleteCases } from '../../domain/permissions.ts';
import { CaseParams } from '../api/cases.schema.ts';
import { refusalFlash } from '../refusal-flash.ts';
import { closeView, deleteView, objectionView, postingView } from './end-case.view.ts';

const texts = translations({
  de: { posted: 'Der Tag ist eingetragen.', objected: 'Der Widerspruch ist eingetragen.', closed: 'Der Fall ist abgeschlossen.', kept: 'Der Fall wird nicht gelöscht.', proposed: 'Die Löschung ist vorgeschlagen. Eine zweite Person muss sie bestätigen.', deleted: 'Der Fall ist gelöscht.', deletedBody: 'Sein Schlüssel ist vernichtet. Auch Kopien in Sicherungen kann niemand mehr lesen.' },
  en: { posted: 'The day is entered.', objected: 'The objection is entered.', closed: 'The case is closed.', kept: 'The case is not deleted.', proposed: 'Deletion is proposed. A second person has to confirm it.', deleted: 'The case is deleted.', deletedBody: 'Its key is destroyed. Nobody can read copies in backups either.' },
});

type Request = PageRequest<{ case: string }, unknown>;

const hrefs = ({ urlFor, authority, params }: Request) => ({ listHref: urlFor.office(authority.slug, 'cases'), caseHref: urlFor.office(authority.slug, 'cases', params.case), pdfHref: urlFor.office(authority.slug, 'cases', params.case, 'notice.pdf'), keepHref: urlFor.office(authority.slug, 'cases', params.case, 'keep') });
const versionOf = ({ form }: Request) => Number(form.text('version'));

export const postingPage = definePage({
  method: 'GET', path: '/:authority/office/cases/:case/posting', access: decideCases, params: CaseParams,
  handle: (request) => showPosting(request, dayParts(request.ctx.clock.today()), []),
});

export const postingPost = definePage({
  method: 'POST', path: '/:authority/office/cases/:case/posting', access: decideCases, params: CaseParams,
  async handle(request) {
    const typed = typedDay(request.form, 'postedOn');
    return attempt(request, async () => {
      await recordPosting(request.ctx, { case: request.params.case, version: versionOf(request), postedOn: dayText(typed) });
      return redirect(hrefs(request).caseHref, { flash: { kind: 'success', title: texts(request.locale).posted } });
    }, (problems) => showPosting(request, typed, problems));
  },
});

export const objectionPage = definePage({
  method: 'GET', path: '/:authority/office/cases/:case/objection', access: decideCases, params: CaseParams,
  handle: (request) => showObjection(request, { typed: dayParts(request.ctx.clock.today()), note: '', problems: [] }),
});

export const objectionPost = definePage({
  method: 'POST', path: '/:authority/office/cases/:case/objection', access: decideCases, params: CaseParams,
  async handle(request) {
    const typed = typedDay(request.form, 'receivedOn');
    const note = request.form.text('note');
    return attempt(request, async () => {
      await recordObjection(request.ctx, { case: request.params.case, version: versionOf(request), receivedOn: dayText(typed), note });
      return redirect(hrefs(request).caseHref, { flash: { kind: 'success', title: texts(request.locale).objected } });
    }, (problems) => showObjection(request, { typed, note, problems }));
  },
});

export const closeCasePage = definePage({
  method: 'GET', path: '/:authority/office/cases/:case/close', access: decideCases, params: CaseParams,
  handle: (request) => showClose(request, '', []),
});

export const closeCasePost = definePage({
  method: 'POST', path: '/:authority/office/cases/:case/close', access: decideCases, params: CaseParams,
  async handle(request) {
    const reason = request.form.text('reason');
    return attempt(request, async () => {
      await closeCase(request.ctx, { case: request.params.case, version: versionOf(request), reason });
      return redirect(hrefs(request).caseHref, { flash: { kind: 'success', title: texts(request.locale).closed } });
    }, (problems) => showClose(request, reason, problems));
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
    }, () => Promise.reject(new TypeError('deleting takes no input')));
  },
});

export const stopDeletionPost = definePage({
  method: 'POST', path: '/:authority/office/cases/:case/keep', access: deleteCases, params: CaseParams,
  async handle(request) {
    return attempt(request, async () => {
      await stopDeletion(request.ctx, { case: request.params.case, version: versionOf(request) });
      return redirect(hrefs(request).caseHref, { flash: { kind: 'success', title: texts(request.locale).kept } });
    }, () => Promise.reject(new TypeError('keeping takes no input')));
  },
});

async function attempt(request: Request, act: () => Promise<PageResult>, again: (problems: readonly FieldProblem[]) => Promise<PageResult>): Promise<PageResult> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof InvalidInput) return again(error.fields);
    return redirect(hrefs(request).caseHref, { flash: refusalFlash(error, request.locale) });
  }
}

async function showPosting(request: Request, typed: TypedDay, problems: readonly FieldProblem[]): Promise<PageResult> {
  const { file, notice } = await getCase(request.ctx, request.params);
  return show(postingView({ file, route: notice?.service.route ?? 'post', hasFile: notice?.pdfFileId != null, typed, problems }, { locale: request.locale, csrf: request.csrf, ...hrefs(request) }));
}

async function showObjection(request: Request, typed: { typed: TypedDay; note: string; problems: readonly FieldProblem[] }): Promise<PageResult> {
  const { file, notice } = await getCase(request.ctx, request.params);
  return show(objectionView({ file, ends: notice?.service.served?.remedyEnds, ...typed }, { locale: request.locale, csrf: request.csrf, ...hrefs(request) }));
}

async function showClose(request: Request, reason: string, problems: readonly FieldProblem[]): Promise<PageResult> {
  const { file } = await getCase(request.ctx, request.params);
  return show(closeView({ file, reason, problems }, { locale: request.locale, csrf: request.csrf, ...hrefs(request) }));
}
