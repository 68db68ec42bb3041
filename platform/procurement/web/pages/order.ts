import { may, requireStaff } from '@allmende/access';
import { DomainError, InvalidInput, type FieldProblem } from '@allmende/errors';
import { dayParts, definePage, type PageRequest, type PageResult, readDay, redirect, show, typedDay } from '@allmende/http';
import { saidIn } from '@allmende/i18n';
import { listInstances, seeInstances, type AppStep, type Instance } from '@allmende/operations';
import { Type } from 'typebox';
import { approveOrder } from '../../actions/approve-order.ts';
import { cancelOrder } from '../../actions/cancel-order.ts';
import { checkGrounds } from '../../actions/check-grounds.ts';
import { confirmBudget } from '../../actions/confirm-budget.ts';
import { enterResolution } from '../../actions/enter-resolution.ts';
import { findSignatureRule } from '../../actions/find-signature-rule.ts';
import { getContract } from '../../actions/get-contract.ts';
import { findOrderChoice } from '../../actions/get-order-choice.ts';
import { getOrder } from '../../actions/get-order.ts';
import { refuseOrder } from '../../actions/refuse-order.ts';
import { removeLine } from '../../actions/remove-line.ts';
import { signDeclaration } from '../../actions/sign-declaration.ts';
import { submitOrder } from '../../actions/submit-order.ts';
import { OPEN_TERM, type ContractTerm } from '../../domain/contract-term.ts';
import { comparedSolutions } from '../compared-solutions.ts';
import { readFixedTerm } from '../read-fixed-term.ts';
import { nextStep } from '../../domain/next-step.ts';
import type { OrderableApps } from '../../domain/orderable-app.ts';
import type { VettingOf } from '../../domain/vetting-of.ts';
import { approveOrders, checkBudgets, enterResolutions, placeOrders, seeOrders, signDeclarations } from '../../domain/permissions.ts';
import { notesOf } from '../notes-of.ts';
import { orderView, type TypedStep } from './order.view.ts';

const params = Type.Object({ order: Type.String({ format: 'uuid' }) });
type Params = { order: string };
type Request = PageRequest<Params, unknown>;

/** The page of an order and the posts of its steps; `apps` say how it goes on once they run. */
export function orderPages(apps: OrderableApps, vettingOf: VettingOf) {
  return [
    definePage({ method: 'GET', path: '/:authority/office/orders/:order', access: seeOrders, params, handle: async (request) => showOrder(request, apps) }),
    definePage({
      method: 'POST', path: '/:authority/office/orders/:order/lines/:position/remove', access: placeOrders, params: Type.Object({ order: Type.String({ format: 'uuid' }), position: Type.String({ pattern: '^[1-9][0-9]?$' }) }),
      handle: (request) => step(request, apps, { de: 'Die Position ist herausgenommen.', en: 'The item is taken out.' }, async () => { await removeLine(request.ctx, { order: request.params.order, position: Number(request.params.position) }); }),
    }),
    definePage({
      method: 'POST', path: '/:authority/office/orders/:order/submit', access: placeOrders, params,
      handle: (request) => step(request, apps, { de: 'Die Bestellung ist eingereicht. Jetzt gibt eine zweite Person sie frei.', en: 'The order is handed in. Now a second person approves it.' }, async () => {
        const { form } = request;
        await submitOrder(request.ctx, { order: request.params.order, ground: form.text('ground'), commitment: { kind: form.text('commitment.kind'), basis: form.text('commitment.basis'), reason: form.text('commitment.reason') }, term: readTerm(request), choice: { words: form.text('choice.words'), compared: comparedSolutions(form.text('choice.compared')), reason: form.text('choice.reason') } }, vettingOf);
      }),
    }),
    definePage({
      method: 'POST', path: '/:authority/office/orders/:order/budget', access: checkBudgets, params,
      handle: (request) => step(request, apps, { de: 'Die Deckung im Haushalt ist bestätigt.', en: 'That the budget covers it is confirmed.' }, async () => {
        await confirmBudget(request.ctx, { order: request.params.order, position: request.form.text('budget.position'), note: request.form.text('budget.note') });
      }),
    }),
    definePage({
      method: 'POST', path: '/:authority/office/orders/:order/resolution', access: enterResolutions, params,
      handle: (request) => step(request, apps, { de: 'Der Beschluss ist eingetragen.', en: 'The resolution is entered.' }, async () => {
        const { form } = request;
        await enterResolution(request.ctx, { order: request.params.order, body: form.text('council.body'), number: form.text('council.number'), reference: form.text('council.reference'), decidedOn: readDay(typedDay(form, 'council.decidedOn'), 'council.decidedOn') });
      }),
    }),
    definePage({
      method: 'POST', path: '/:authority/office/orders/:order/approve', access: approveOrders, params,
      handle: (request) => step(request, apps, { de: 'Die Bestellung ist freigegeben.', en: 'The order is approved.' }, async () => {
        const version = /^\d{1,6}$/u.exec(request.form.text('version'))?.[0];
        await approveOrder(request.ctx, { order: request.params.order, ...(version === undefined ? {} : { version: Number(version) }) }, apps);
      }),
    }),
    definePage({
      method: 'POST', path: '/:authority/office/orders/:order/refuse', access: approveOrders, params,
      handle: (request) => step(request, apps, { de: 'Die Bestellung ist abgelehnt.', en: 'The order is refused.' }, async () => { await refuseOrder(request.ctx, { order: request.params.order, reason: request.form.text('reason') }); }),
    }),
    definePage({
      method: 'POST', path: '/:authority/office/orders/:order/cancel', access: placeOrders, params,
      handle: (request) => step(request, apps, { de: 'Die Bestellung ist zurückgezogen.', en: 'The order is withdrawn.' }, async () => { await cancelOrder(request.ctx, request.params); }),
    }),
    definePage({
      method: 'POST', path: '/:authority/office/orders/:order/declare', access: signDeclarations, params,
      handle: (request) => step(request, apps, { de: 'Die Erklärung ist eingetragen. Der Vertrag ist geschlossen.', en: 'The declaration is entered. The contract is concluded.' }, async () => {
        const { form } = request;
        await signDeclaration(request.ctx, { order: request.params.order, form: form.text('form'), signedOn: readDay(typedDay(form, 'signedOn'), 'signedOn'), reference: form.text('reference') });
      }),
    }),
  ];
}

async function step(request: Request, apps: OrderableApps, done: { de: string; en: string }, act: () => Promise<void>): Promise<PageResult> {
  try {
    await act();
  } catch (error) {
    if (error instanceof InvalidInput) return showOrder(request, apps, { problems: error.fields });
    if (error instanceof DomainError && (error.kind === 'conflict' || error.code === 'procurement/second-person-needed' || error.code === 'procurement/head-needed')) return showOrder(request, apps, { refused: saidIn(request.locale, error.message), status: error.kind === 'conflict' ? 409 : 403 });
    throw error;
  }
  return redirect(request.urlFor.office(request.authority.slug, 'orders', request.params.order), { flash: { kind: 'success', title: done[request.locale] } });
}

async function showOrder(request: Request, apps: OrderableApps, outcome: { problems?: readonly FieldProblem[]; refused?: string; status?: number } = {}): Promise<PageResult> {
  const { ctx, actor, form } = request;
  const order = await getOrder(ctx, { order: request.params.order });
  const viewer = { accountId: requireStaff(actor).accountId, mayPlace: may(actor, placeOrders, ctx.tenant), mayApprove: may(actor, approveOrders, ctx.tenant), maySign: may(actor, signDeclarations, ctx.tenant), mayCheckBudget: may(actor, checkBudgets, ctx.tenant), mayEnterResolution: may(actor, enterResolutions, ctx.tenant) };
  const [rule, grounds, choice, instances, agreed] = await Promise.all([
    findSignatureRule(ctx), checkGrounds(ctx, { order: order.id }), findOrderChoice(ctx, { order: order.id }), order.contract === null || !may(actor, seeInstances, ctx.tenant) ? [] : listInstances(ctx).then((all) => all.filter((one) => one.contractId === order.contract)),
    order.contract === null ? undefined : getContract(ctx, { contract: order.contract }),
  ]);
  const goOn = await nextStepsOf(ctx, apps, instances);
  const notes = order.contract === null ? await notesOf(ctx, apps, order.lines.map(({ app }) => app)) : [];
  const typed: TypedStep = {
    ground: form.text('ground'), kind: form.text('commitment.kind'), basis: form.text('commitment.basis'), reason: form.text('commitment.reason'), refusal: form.text('reason'), form: form.text('form'),
    signedOn: form.has('signedOn.day') ? typedDay(form, 'signedOn') : dayParts(ctx.clock.today()), reference: form.text('reference'), termKind: form.text('term.kind'), months: form.text('term.months'), renewsMonths: form.text('term.renewsMonths'), noticeMonths: form.text('term.noticeMonths'),
    position: form.text('budget.position'), note: form.text('budget.note'), body: form.text('council.body'), number: form.text('council.number'), councilReference: form.text('council.reference'),
    choiceWords: form.has('choice.words') ? form.text('choice.words') : order.title, compared: form.text('choice.compared'), choiceReason: form.text('choice.reason'),
    decidedOn: form.has('council.decidedOn.day') ? typedDay(form, 'council.decidedOn') : { day: '', month: '', year: '' },
  };
  const model = { order, choice, viewer, next: nextStep(order, viewer), rule, grounds, instances, goOn, notes, agreed, now: ctx.clock.now(), typed, problems: outcome.problems ?? [], refused: outcome.refused };
  return show(orderView(model, request), outcome.status === undefined ? {} : { status: outcome.status });
}

/** How the person who looks goes on with what runs, app by app. */
async function nextStepsOf(ctx: PageRequest['ctx'], apps: OrderableApps, instances: readonly Instance[]): Promise<readonly AppStep[]> {
  const running = instances.filter((one) => one.wanted === 'running' && one.observed === 'running');
  return (await Promise.all(running.map((instance) => apps(instance.app)?.nextSteps?.(ctx, instance) ?? []))).flat();
}

function readTerm({ form }: Request): ContractTerm {
  return form.text('term.kind') === 'fixed' ? readFixedTerm((name) => form.text(`term.${name}`)) : OPEN_TERM;
}
