import { may } from '@allmende/access';
import { InvalidInput, NotFound } from '@allmende/errors';
import { dayParts, dayText, definePage, type PageRequest, type PageResult, redirect, show, type SubmittedForm, typedDay } from '@allmende/http';
import { translations } from '@allmende/i18n';
import { withQuery } from '@allmende/tenancy';
import { Type } from 'typebox';
import { decideCase } from '../../actions/decide-case.ts';
import { getCase, type CaseView } from '../../actions/get-case.ts';
import { listTextBlocks } from '../../actions/list-text-blocks.ts';
import { decisionOf, type CaseContent, type CaseDecision } from '../../domain/case-content.ts';
import { isOpen } from '../../domain/case-file.ts';
import { composeNotice, figuresAskedFor, fillText, type Figures, type NoticeText } from '../../domain/compose-notice.ts';
import { checkNoticeText, readFigures, type TypedFigures } from '../../domain/decision-input.ts';
import { SERVICE_ROUTES } from '../../domain/notice.ts';
import { decideCases, keepTextBlocks } from '../../domain/permissions.ts';
import { REMEDY_BLOCK } from '../../domain/text-block.ts';
import { CaseParams } from '../api/cases.schema.ts';
import { caseRefusal } from '../case-refusal.ts';
import { checkView, figuresView, kindView, textView, type DecideOptions, type Typed } from './decide-case.view.ts';

const texts = translations({ de: { issued: 'Der Bescheid ist erlassen.', next: 'Das PDF entsteht in wenigen Sekunden.' }, en: { issued: 'The notice is issued.', next: 'The PDF is ready in a few seconds.' } });

// What was decided in figures stands in the package's own blocks; a block of the authority keeps its place for them as a gap.
const NO_FIGURES: Figures = { amountCents: undefined, firstAmountCents: undefined, startsOn: undefined, dueOn: undefined, reason: undefined };

type Request = PageRequest<{ case: string }, { decision?: string | undefined; quick?: string | undefined }>;

export const decideCasePage = definePage({
  method: 'GET',
  path: '/:authority/office/cases/:case/decide',
  access: decideCases,
  params: CaseParams,
  query: Type.Object({ decision: Type.Optional(Type.String({ maxLength: 80 })), quick: Type.Optional(Type.Literal('yes')) }),
  async handle(request) {
    const { opened, content, options } = await openForDecision(request);
    if (!isOpen(opened.file.state)) return redirect(options.caseHref);
    const decision = chosen(content, request.query.decision);
    if (!decision) return show(kindView({ decisions: content.decisions, problems: [] }, options));
    const typed = proposed(decision, opened.proposedDueOn, opened.file.version);
    // Straight to the first page on which a person has something to do: often that is the notice, ready to be checked.
    const { figures, problems } = readFigures(decision, figuresOf(typed));
    if (request.query.quick !== 'yes' || problems.length > 0) return show(figuresView({ decision, asked: figuresAskedFor(decision), typed, problems: [] }, options));
    const text = proposal(request, content, decision, figures, options);
    if (checkNoticeText(text).length > 0) return show(textView({ decision, typed: { ...typed, text }, proposal: undefined, problems: [] }, options));
    return show(checkView({ decision, typed: { ...typed, text }, figures, signatory: options.signatory }, options));
  },
});

export const decideCasePost = definePage({
  method: 'POST',
  path: '/:authority/office/cases/:case/decide',
  access: decideCases,
  params: CaseParams,
  async handle(request) {
    const { form } = request;
    const step = form.text('step');
    const { opened, content, options } = await openForDecision(request);
    const decision = chosen(content, form.text('decision'));
    if (step === 'kind' || !decision) {
      if (decision) return redirect(withQuery(options.decideHref, { decision: decision.id }));
      return show(kindView({ decisions: content.decisions, problems: [{ pointer: '/decision', code: 'required', message: 'Wählen Sie aus, wie Sie entscheiden.' }] }, options));
    }
    const typed = typedOf(form, opened.file.version);
    const asked = figuresAskedFor(decision);
    const { figures, problems } = readFigures(decision, figuresOf(typed));
    if (step === 'back' || problems.length > 0) return show(figuresView({ decision, asked, typed, problems: step === 'back' ? [] : problems }, options));
    const proposed = proposal(request, content, decision, figures, options);
    // Whoever came straight from the case and has changed no word yet goes on to the notice when nothing is missing in it.
    const isReady = options.isQuick && typed.text === undefined && checkNoticeText(proposed).length === 0;
    if (step === 'figures' && !isReady) return show(textView({ decision, typed: { ...typed, text: typed.text ?? proposed }, proposal: typed.text !== undefined && !sameText(typed.text, proposed) ? proposed : undefined, problems: [] }, options));
    const text = typed.text ?? proposed;
    if (step === 'insert') {
      const chosenBlocks = options.blocks.filter(({ id }) => form.all('blocks').includes(id));
      return show(textView({ decision, typed: { ...typed, text: { ...text, body: [text.body.trimEnd(), ...chosenBlocks.map(({ body }) => body)].join('\n\n') } }, proposal: undefined, problems: [] }, options));
    }
    const wrong = checkNoticeText(text);
    if (step === 'edit' || wrong.length > 0) return show(textView({ decision, typed: { ...typed, text }, proposal: undefined, problems: step === 'edit' ? [] : wrong }, options));
    if (step !== 'issue') return show(checkView({ decision, typed: { ...typed, text }, figures, signatory: options.signatory }, options));
    return issue(request, { opened, decision, asked, typed: { ...typed, text }, figures, options });
  },
});

async function issue(
  request: Request, given: { opened: CaseView; decision: CaseDecision; asked: ReturnType<typeof figuresAskedFor>; typed: Typed & { text: NoticeText }; figures: ReturnType<typeof readFigures>['figures']; options: DecideOptions },
): Promise<PageResult> {
  const { opened, decision, asked, typed, figures, options } = given;
  try {
    await decideCase(request.ctx, { case: request.params.case, version: typed.version, authority: request.authority.name, decision: decision.id, figures: figuresOf(typed), text: typed.text, route: typed.route, refusalReason: typed.refusalReason });
  } catch (error) {
    if (error instanceof InvalidInput) return show(figuresView({ decision, asked, typed, problems: error.fields }, options));
    // Sending again is then a decision taken with the newer case in view; what was typed stays on the page.
    const refusal = { ...caseRefusal(error, typed.version, opened), canRetry: isOpen(opened.file.state) };
    return show(checkView({ decision, typed: { ...typed, version: opened.file.version }, figures, signatory: options.signatory, refusal }, options), { status: 409 });
  }
  return redirect(options.caseHref, { flash: { kind: 'success', title: texts(request.locale).issued, body: texts(request.locale).next } });
}

/** The text from the package's blocks; where the law of the Land is not on record, with the information on remedies that the authority itself keeps. */
function proposal(request: Request, content: CaseContent, decision: CaseDecision, figures: Figures, options: DecideOptions): NoticeText {
  const text = composeNotice(content, decision, figures, request.authority.name);
  return text.remedy === '' ? { ...text, remedy: options.ownRemedy } : text;
}

async function openForDecision(request: Request): Promise<{ opened: CaseView; content: CaseContent; options: DecideOptions }> {
  const { ctx, params, locale, csrf, urlFor, authority } = request;
  const opened = await getCase(ctx, params);
  if (!opened.content) throw new NotFound();
  const caseHref = urlFor.office(authority.slug, 'cases', params.case);
  const { content } = opened;
  const { blocks } = may(ctx.actor, keepTextBlocks, ctx.tenant) ? await listTextBlocks(ctx, { service: content.service.id }) : { blocks: [] };
  const filled = blocks.map(({ id, title, body }) => ({ id, title, body: fillText(content, NO_FIGURES, authority.name, body) }));
  return {
    opened, content,
    options: {
      locale, csrf, content, file: opened.file, evidence: opened.evidence, blocks: filled.filter(({ title }) => title !== REMEDY_BLOCK), ownRemedy: filled.find(({ title }) => title === REMEDY_BLOCK)?.body ?? '', caseHref, listHref: urlFor.office(authority.slug, 'cases'), decideHref: urlFor.office(authority.slug, 'cases', params.case, 'decide'),
      signatory: ctx.actor.kind === 'staff' ? ctx.actor.name : '', authority: authority.name, isQuick: request.query.quick === 'yes' || request.form.text('quick') === 'yes',
    },
  };
}

function chosen(content: CaseContent, id: string | undefined): CaseDecision | undefined {
  const [only, ...others] = content.decisions;
  return (id === undefined || id === '') && others.length === 0 ? only : decisionOf(content, id ?? '');
}

function proposed(decision: CaseDecision, dueOn: string | undefined, version: number): Typed {
  const euro = (cents: number | undefined) => (cents === undefined ? '' : (cents / 100).toFixed(2).replace('.', ','));
  return {
    version, amount: euro(decision.amountCents), firstAmount: euro(decision.firstAmountCents), startsOn: dayParts(decision.startsOn), dueOn: dayParts(dueOn), reason: '', refusalReason: '', text: undefined, route: 'post',
  };
}

function typedOf(form: SubmittedForm, current: number): Typed {
  const version = Number(form.text('version'));
  return {
    version: Number.isSafeInteger(version) && version > 0 ? version : current, amount: form.text('amount'), firstAmount: form.text('firstAmount'), startsOn: typedDay(form, 'startsOn'), dueOn: typedDay(form, 'dueOn'), reason: form.text('reason'), refusalReason: form.text('refusalReason'),
    text: form.has('body') ? { subject: form.text('subject'), body: form.text('body').replaceAll('\r\n', '\n'), remedy: form.text('remedy').replaceAll('\r\n', '\n'), recipient: form.text('recipient').replaceAll('\r\n', '\n') } : undefined,
    route: SERVICE_ROUTES.find((route) => route === form.text('route')) ?? 'post',
  };
}

function figuresOf(typed: Typed): TypedFigures {
  return { amount: typed.amount, firstAmount: typed.firstAmount, startsOn: dayText(typed.startsOn), dueOn: dayText(typed.dueOn), reason: typed.reason };
}

function sameText(one: NoticeText, other: NoticeText): boolean {
  return one.subject === other.subject && one.body === other.body && one.remedy === other.remedy && one.recipient === other.recipient;
}

