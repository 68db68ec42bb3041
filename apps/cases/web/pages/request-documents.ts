import { InvalidInput, type FieldProblem } from '@allmende/errors';
import { dayParts, dayText, definePage, redirect, show, typedDay, type PageRequest, type TypedDay } from '@allmende/http';
import { translations } from '@allmende/i18n';
import { parsePlainDate } from '@allmende/time';
import { acknowledgeNews } from '../../actions/acknowledge-news.ts';
import { prepareRequest } from '../../actions/prepare-request.ts';
import { requestDocuments } from '../../actions/request-documents.ts';
import { isOpen } from '../../domain/case-file.ts';
import { requestText } from '../../domain/document-request.ts';
import { decideCases } from '../../domain/permissions.ts';
import { CaseParams } from '../api/cases.schema.ts';
import { caseRefusal } from '../case-refusal.ts';
import { refusalFlash } from '../refusal-flash.ts';
import { requestDocumentsView } from './request-documents.view.ts';

const texts = translations({
  de: { sent: 'Die Unterlagen sind angefordert.', sentBody: 'Die antragstellende Person findet das als Aufgabe auf der Statusseite. Sobald etwas kommt, steht der Fall oben in der Liste.', over: 'Über diesen Fall ist schon entschieden.', seen: 'Der Fall steht nicht mehr oben in der Liste.' },
  en: { sent: 'The documents are requested.', sentBody: 'The applicant finds this as a task on the status page. As soon as something comes, the case stands on top of the list.', over: 'This case is decided already.', seen: 'The case no longer stands on top of the list.' },
});

type Request = PageRequest<{ case: string }, unknown>;
type Typed = { readonly asked: readonly string[]; readonly text: string; readonly dueOn: TypedDay };

/** The ready letter for what is missing: one click sends it. */
export const requestDocumentsPage = definePage({
  method: 'GET', path: '/:authority/office/cases/:case/request', access: decideCases, params: CaseParams,
  handle: (request) => showRequest(request, undefined, []),
});

/** Sends the letter, or puts it together anew for other ticks. */
export const requestDocumentsPost = definePage({
  method: 'POST', path: '/:authority/office/cases/:case/request', access: decideCases, params: CaseParams,
  async handle(request) {
    const { ctx, params, form, locale, urlFor, authority } = request;
    const typed: Typed = { asked: form.all('asked'), text: form.text('text'), dueOn: typedDay(form, 'dueOn') };
    if (form.text('act') === 'compose') return showRequest(request, typed, [], { composes: true });
    const back = urlFor.office(authority.slug, 'cases', params.case);
    try {
      await requestDocuments(ctx, { case: params.case, version: Number(form.text('version')), asked: typed.asked, text: typed.text, dueOn: dayText(typed.dueOn) });
    } catch (error) {
      if (error instanceof InvalidInput) return showRequest(request, typed, error.fields);
      return showRequest(request, typed, [], { error });
    }
    return redirect(back, { flash: { kind: 'success', title: texts(locale).sent, body: texts(locale).sentBody } });
  },
});

/** Says that somebody has seen what came. */
export const acknowledgeNewsPost = definePage({
  method: 'POST', path: '/:authority/office/cases/:case/seen', access: decideCases, params: CaseParams,
  async handle({ ctx, params, form, locale, urlFor, authority }) {
    const back = urlFor.office(authority.slug, 'cases', params.case);
    try {
      await acknowledgeNews(ctx, { case: params.case, version: Number(form.text('version')) });
    } catch (error) {
      return redirect(back, { flash: refusalFlash(error, locale) });
    }
    return redirect(back, { flash: { kind: 'success', title: texts(locale).seen } });
  },
});

async function showRequest(request: Request, typed: Typed | undefined, problems: readonly FieldProblem[], again: { composes?: boolean; error?: unknown } = {}) {
  const { ctx, params, locale, csrf, urlFor, authority } = request;
  const caseHref = urlFor.office(authority.slug, 'cases', params.case);
  const { file, history, content, choices, text, dueOn } = await prepareRequest(ctx, { case: params.case });
  const seen = typed === undefined ? file.version : Number(request.form.text('version'));
  const refusal = again.error === undefined ? undefined : caseRefusal(again.error, seen, { file, history });
  if (typed === undefined && !isOpen(file.state)) return redirect(caseHref, { flash: { kind: 'warning', title: texts(locale).over } });
  const day = typed?.dueOn ?? dayParts(dueOn);
  const asked = typed?.asked ?? choices.filter(({ isProposed }) => isProposed).map(({ key }) => key);
  const composed = again.composes === true ? requestText(content, choices.filter(({ key }) => asked.includes(key)), parsePlainDate(dayText(day)) ?? dueOn) : undefined;
  // After a refusal the newer version is in view: sending again is then a choice.
  const version = refusal === undefined ? seen : file.version;
  return show(requestDocumentsView({ file, choices, asked, text: composed ?? typed?.text ?? text, dueOn: day, version, problems, refusal }, { locale, csrf, caseHref, listHref: urlFor.office(authority.slug, 'cases') }), refusal === undefined ? {} : { status: 409 });
}
