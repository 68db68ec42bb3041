import { InvalidInput, type FieldProblem } from '@allmende/errors';
import { dayParts, dayText, definePage, redirect, sendFile, show, typedDay, type PageRequest, type PageResult, type TypedDay } from '@allmende/http';
import { translations } from '@allmende/i18n';
import { berlinDate } from '@allmende/time';
import { dissolvePrintBatch } from '../../actions/dissolve-print-batch.ts';
import { listPost } from '../../actions/list-post.ts';
import { makePrintBatch } from '../../actions/make-print-batch.ts';
import { openBatch } from '../../actions/open-batch.ts';
import { postPrintBatch } from '../../actions/post-print-batch.ts';
import { readBatchFile } from '../../actions/read-batch-file.ts';
import { undoPosting } from '../../actions/undo-posting.ts';
import { decideCases } from '../../domain/permissions.ts';
import { BatchParams } from '../api/print-batches.schema.ts';
import { refusalFlash } from '../refusal-flash.ts';
import { batchView, postView } from './post.view.ts';

const texts = translations({
  de: { posted: (count: number) => (count === 1 ? '1 Brief ist als abgesendet eingetragen.' : `${count} Briefe sind als abgesendet eingetragen.`), closed: (count: number) => (count === 1 ? '1 Fall ist abgeschlossen.' : `${count} Fälle sind abgeschlossen.`), left: (references: string) => `Diese Fälle sind geblieben, wie sie waren: ${references}. Sehen Sie sie einzeln an.`, undone: 'Die Absendung ist zurückgenommen.', dissolved: 'Der Stapel ist aufgelöst.' },
  en: { posted: (count: number) => (count === 1 ? '1 letter is entered as sent.' : `${count} letters are entered as sent.`), closed: (count: number) => (count === 1 ? '1 case is closed.' : `${count} cases are closed.`), left: (references: string) => `These cases stayed as they were: ${references}. Look at them one by one.`, undone: 'The sending is taken back.', dissolved: 'The batch is dissolved.' },
});

type Request = PageRequest<unknown, unknown>;
type BatchRequest = PageRequest<{ batch: string }, unknown>;

const optionsOf = ({ locale, csrf, urlFor, authority }: Pick<Request, 'locale' | 'csrf' | 'urlFor' | 'authority'>) => ({
  locale, csrf, casesHref: urlFor.office(authority.slug, 'cases'), postHref: urlFor.office(authority.slug, 'cases', 'post'),
  batchHref: (id: string, ...more: string[]) => urlFor.office(authority.slug, 'cases', 'post', id, ...more), caseHref: (id: string) => urlFor.office(authority.slug, 'cases', id),
});

export const postPage = definePage({ method: 'GET', path: '/:authority/office/cases/post', access: decideCases, handle: (request) => showPost(request, []) });

export const makeBatchPost = definePage({
  method: 'POST', path: '/:authority/office/cases/post', access: decideCases,
  async handle(request) {
    try {
      const { id } = await makePrintBatch(request.ctx, { notices: request.form.all('notices') });
      return redirect(optionsOf(request).batchHref(id));
    } catch (error) {
      if (error instanceof InvalidInput) return showPost(request, error.fields);
      return redirect(optionsOf(request).postHref, { flash: refusalFlash(error, request.locale) });
    }
  },
});

export const batchPage = definePage({
  method: 'GET', path: '/:authority/office/cases/post/:batch', access: decideCases, params: BatchParams,
  handle: (request) => showBatch(request, { typed: dayParts(request.ctx.clock.today()), close: true, problems: [] }),
});

/** The letters to print; nothing in them is kept by the browser's side of the house. */
export const batchFilePage = definePage({
  method: 'GET', path: '/:authority/office/cases/post/:batch/letters.pdf', access: decideCases, params: BatchParams,
  async handle({ ctx, params, authority }) {
    return sendFile({ ...(await readBatchFile(ctx, { batch: params.batch, authority: authority.name })), contentType: 'application/pdf' });
  },
});

export const postBatchPost = definePage({
  method: 'POST', path: '/:authority/office/cases/post/:batch/posting', access: decideCases, params: BatchParams,
  async handle(request) {
    const t = texts(request.locale);
    const typed = typedDay(request.form, 'postedOn');
    const close = request.form.has('close');
    try {
      const { posted, closed, left } = await postPrintBatch(request.ctx, { batch: request.params.batch, postedOn: dayText(typed), close });
      return redirect(optionsOf(request).batchHref(request.params.batch), { flash: { kind: left.length === 0 ? 'success' : 'warning', title: t.posted(posted), body: [close ? t.closed(closed) : '', left.length === 0 ? '' : t.left(left.join(', '))].filter((part) => part !== '').join(' ') } });
    } catch (error) {
      if (error instanceof InvalidInput) return showBatch(request, { typed, close, problems: error.fields });
      return redirect(optionsOf(request).batchHref(request.params.batch), { flash: refusalFlash(error, request.locale) });
    }
  },
});

export const undoPostingPost = definePage({
  method: 'POST', path: '/:authority/office/cases/post/:batch/undo', access: decideCases, params: BatchParams,
  async handle(request) {
    const t = texts(request.locale);
    const back = optionsOf(request).batchHref(request.params.batch);
    try {
      const { left } = await undoPosting(request.ctx, { batch: request.params.batch });
      return redirect(back, { flash: { kind: left.length === 0 ? 'success' : 'warning', title: t.undone, ...(left.length === 0 ? {} : { body: t.left(left.join(', ')) }) } });
    } catch (error) {
      return redirect(back, { flash: refusalFlash(error, request.locale) });
    }
  },
});

export const dissolveBatchPost = definePage({
  method: 'POST', path: '/:authority/office/cases/post/:batch/dissolve', access: decideCases, params: BatchParams,
  async handle(request) {
    try {
      await dissolvePrintBatch(request.ctx, { batch: request.params.batch });
    } catch (error) {
      return redirect(optionsOf(request).batchHref(request.params.batch), { flash: refusalFlash(error, request.locale) });
    }
    return redirect(optionsOf(request).postHref, { flash: { kind: 'success', title: texts(request.locale).dissolved } });
  },
});

async function showPost(request: Request, problems: readonly FieldProblem[]): Promise<PageResult> {
  return show(postView({ ...(await listPost(request.ctx)), problems }, optionsOf(request)));
}

async function showBatch(request: BatchRequest, typed: { readonly typed: TypedDay; readonly close: boolean; readonly problems: readonly FieldProblem[] }): Promise<PageResult> {
  const opened = await openBatch(request.ctx, request.params);
  const { postedAt } = opened.batch;
  return show(batchView({ ...opened, ...typed, canUndo: postedAt !== null && berlinDate(postedAt) === request.ctx.clock.today() }, optionsOf(request)));
}
