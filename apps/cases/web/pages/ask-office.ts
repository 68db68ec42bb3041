import { InvalidInput, NotFound, type FieldProblem } from '@allmende/errors';
import { dayParts, dayText, definePage, redirect, show, typedDay, type PageRequest, type PageResult } from '@allmende/http';
import { translations } from '@allmende/i18n';
import { searchAuthorities } from '@allmende/register';
import { addWorkingDays } from '@allmende/time';
import { Type } from 'typebox';
import { askOffice } from '../../actions/ask-office.ts';
import { getCase } from '../../actions/get-case.ts';
import { withdrawRequest } from '../../actions/withdraw-request.ts';
import { isOpen } from '../../domain/case-file.ts';
import { partsOf } from '../../domain/participation.ts';
import { decideCases } from '../../domain/permissions.ts';
import { CaseParams } from '../api/cases.schema.ts';
import { caseRefusal } from '../case-refusal.ts';
import { refusalFlash } from '../refusal-flash.ts';
import { askOfficeView, type TypedAsk } from './ask-office.view.ts';

const texts = translations({ de: { asked: 'Die Bitte um Stellungnahme ist unterwegs.', withdrawn: 'Die Bitte um Stellungnahme ist zurückgenommen.' }, en: { asked: 'The request for a statement is on its way.', withdrawn: 'The request for a statement is withdrawn.' } });

type Request = PageRequest<{ case: string }, unknown>;

const USUAL_WORKING_DAYS = 10;
const MOST_MATCHES = 10;

export const askOfficePage = definePage({
  method: 'GET', path: '/:authority/office/cases/:case/offices', access: decideCases, params: CaseParams,
  handle: (request) => showAsk(request, { who: '', officeName: '', office: '', question: '', dueOn: dayParts(addWorkingDays(request.ctx.clock.today(), USUAL_WORKING_DAYS, () => false)), parts: [] }, [], []),
});

export const askOfficePost = definePage({
  method: 'POST', path: '/:authority/office/cases/:case/offices', access: decideCases, params: CaseParams,
  async handle(request) {
    const { ctx, form, params, locale, urlFor, authority } = request;
    const typed: TypedAsk = { who: form.text('who'), officeName: form.text('officeName'), office: form.text('office'), question: form.text('question'), dueOn: typedDay(form, 'dueOn'), parts: form.all('parts') };
    const { office, matches, problems } = await officeOf(request, typed);
    if (office === undefined) return showAsk(request, typed, matches, problems);
    const caseHref = urlFor.office(authority.slug, 'cases', params.case);
    try {
      await askOffice(ctx, { case: params.case, version: Number(form.text('version')), office, question: typed.question, dueOn: dayText(typed.dueOn), parts: typed.parts });
    } catch (error) {
      if (error instanceof InvalidInput) return showAsk(request, typed, matches, error.fields);
      return showAsk(request, typed, matches, [], error);
    }
    return redirect(caseHref, { flash: { kind: 'success', title: texts(locale).asked } });
  },
});

export const withdrawRequestPost = definePage({
  method: 'POST', path: '/:authority/office/cases/:case/offices/:request/withdraw', access: decideCases, params: Type.Object({ case: Type.String({ format: 'uuid' }), request: Type.String({ format: 'uuid' }) }),
  async handle({ ctx, form, params, locale, urlFor, authority }) {
    const caseHref = urlFor.office(authority.slug, 'cases', params.case);
    try {
      await withdrawRequest(ctx, { case: params.case, version: Number(form.text('version')), request: params.request });
    } catch (error) {
      return redirect(caseHref, { flash: refusalFlash(error, locale) });
    }
    return redirect(caseHref, { flash: { kind: 'success', title: texts(locale).withdrawn } });
  },
});

/** The authority that was meant: the own one, the chosen match, or the only one with that name. */
async function officeOf(request: Request, typed: TypedAsk): Promise<{ office: string | undefined; matches: readonly { id: string; name: string }[]; problems: readonly FieldProblem[] }> {
  if (typed.who === 'own') return { office: request.ctx.tenant, matches: [], problems: [] };
  if (typed.who !== 'other') return { office: undefined, matches: [], problems: [{ pointer: '/who', code: 'required', message: 'Wählen Sie, wen Sie fragen.' }] };
  const matches = (await searchAuthorities(request.ctx, { query: typed.officeName, limit: MOST_MATCHES })).map(({ id, name }) => ({ id, name }));
  const named = matches.filter(({ name }) => name.toLowerCase() === typed.officeName.trim().toLowerCase());
  const found = matches.find(({ id }) => id === typed.office) ?? (matches.length === 1 ? matches[0] : named.length === 1 ? named[0] : undefined);
  if (found) return { office: found.id, matches: [found], problems: [] };
  const problem = matches.length === 0 ? { pointer: '/officeName', code: 'unknown', message: 'Eine Behörde mit diesem Namen kennt das Verzeichnis nicht. Prüfen Sie den Namen.' } : { pointer: '/office', code: 'required', message: 'Wählen Sie, welche Behörde Sie meinen.' };
  return { office: undefined, matches, problems: [problem] };
}

async function showAsk(request: Request, typed: TypedAsk, matches: readonly { id: string; name: string }[], problems: readonly FieldProblem[], error?: unknown): Promise<PageResult> {
  const { ctx, params, locale, csrf, urlFor, authority } = request;
  const opened = await getCase(ctx, params);
  const { file, content, evidence } = opened;
  if (!content) throw new NotFound();
  const seen = problems.length > 0 ? Number(request.form.text('version')) : file.version;
  const refusal = error === undefined ? undefined : caseRefusal(error, Number(request.form.text('version')), opened);
  return show(askOfficeView({ file, version: seen, refusal, parts: partsOf(content, evidence), typed, matches, problems, isOpen: isOpen(file.state) || refusal !== undefined }, {
    locale, csrf, authority: authority.name, listHref: urlFor.office(authority.slug, 'cases'), caseHref: urlFor.office(authority.slug, 'cases', params.case),
  }), refusal === undefined ? {} : { status: 409 });
}
