import { may, requireStaff } from '@allmende/access';
import { DomainError, InvalidInput, type FieldProblem } from '@allmende/errors';
import { definePage, readDay, redirect, sendFile, show, typedDay, type PageRequest, type PageResult } from '@allmende/http';
import { saidIn } from '@allmende/i18n';
import { parseEuro } from '@allmende/money';
import { listInstances, seeInstances } from '@allmende/operations';
import { formatDate } from '@allmende/time';
import { Type } from 'typebox';
import { decideOnAmendment, proposeAmendment } from '../../actions/amend-contract.ts';
import { confirmAmendmentBudget, enterAmendmentResolution } from '../../actions/amendment-steps.ts';
import { bundleContract } from '../../actions/bundle-contract.ts';
import { endContract } from '../../actions/end-contract.ts';
import { findSignatureRule } from '../../actions/find-signature-rule.ts';
import { getContract } from '../../actions/get-contract.ts';
import { listContracts } from '../../actions/list-contracts.ts';
import { listNoticeDays } from '../../actions/list-notice-days.ts';
import { readContractDocument } from '../../actions/read-contract-document.ts';
import type { DocumentKind } from '../../domain/contract.ts';
import { OPEN_TERM, type ContractTerm } from '../../domain/contract-term.ts';
import type { OrderLine } from '../../domain/order-line.ts';
import { approveOrders, checkBudgets, endContracts, enterResolutions, placeOrders, seeOrders, signDeclarations } from '../../domain/permissions.ts';
import type { PriceChangeInput } from '../../domain/price-change.ts';
import { readFixedTerm } from '../read-fixed-term.ts';
import type { TypedAmendment } from './amendments.view.ts';
import { contractView } from './contract.view.ts';
import { contractsView } from './contracts.view.ts';

/** Names of documents as they stand in addresses. */
export const DocumentKindParam = Type.Unsafe<DocumentKind>(Type.String({ pattern: '^(contract|processing-agreement|amendment-[1-9][0-9]{0,2})$' }));
const params = Type.Object({ contract: Type.String({ format: 'uuid' }) });

export const contractsPage = definePage({ method: 'GET', path: '/:authority/office/contracts', access: seeOrders, handle: async (request) => show(contractsView({ contracts: await listContracts(request.ctx), near: await listNoticeDays(request.ctx) }, request)) });

export const contractPage = definePage({
  method: 'GET', path: '/:authority/office/contracts/:contract', access: seeOrders, params,
  handle: (request) => showContract(request),
});

export const contractDocumentPage = definePage({
  method: 'GET', path: '/:authority/office/contracts/:contract/documents/:kind', access: seeOrders,
  params: Type.Object({ contract: Type.String({ format: 'uuid' }), kind: DocumentKindParam }),
  async handle(request) {
    const { bytes, contentType, name } = await readContractDocument(request.ctx, request.params);
    return sendFile({ bytes, contentType, name });
  },
});

export const contractBundlePage = definePage({
  method: 'GET', path: '/:authority/office/contracts/:contract/bundle', access: seeOrders, params,
  async handle({ ctx, authority, params: { contract } }) {
    const { name, lines } = await bundleContract(ctx, { contract, uri: `${ctx.config.publicAddress}/api/v1/authorities/${authority.slug}/contracts/${contract}/bundle` });
    return sendFile({ bytes: lines, contentType: 'application/jsonl', name });
  },
});

export const endContractPost = definePage({
  method: 'POST', path: '/:authority/office/contracts/:contract/end', access: endContracts, params,
  async handle(request) {
    const { lastDay } = await endContract(request.ctx, request.params);
    const isToday = lastDay <= request.ctx.clock.today();
    const title = isToday ? { de: 'Der Vertrag endet heute. Alle Daten werden zurückgegeben.', en: 'The contract ends today. All data are being returned.' } : { de: `Der Vertrag ist zum ${formatDate(lastDay, 'de')} gekündigt.`, en: `Notice is given; the contract ends on ${formatDate(lastDay, 'en')}.` };
    return redirect(request.urlFor.office(request.authority.slug, 'contracts', request.params.contract), { flash: { kind: 'success', title: title[request.locale] } });
  },
});

const amendmentParams = Type.Object({ contract: Type.String({ format: 'uuid' }), number: Type.String({ pattern: '^[1-9][0-9]?$' }) });

export const amendContractPost = definePage({
  method: 'POST', path: '/:authority/office/contracts/:contract/amendments', access: placeOrders, params,
  handle: (request) => amend(request, { de: 'Der Nachtrag ist vorgeschlagen. Jetzt stimmt eine zweite Person zu.', en: 'The amendment is proposed. Now a second person agrees.' }, async () => {
    const { ctx, form } = request;
    const typed = typedAmendment(form, (await getContract(ctx, { contract: request.params.contract })).lines);
    await proposeAmendment(ctx, {
      contract: request.params.contract, title: typed.title, text: typed.text, effectiveOn: readDay(typed.effectiveOn, 'effectiveOn'), term: termOf(typed), price: readPriceChange(typed),
      commitment: { kind: typed.commitmentKind, basis: typed.commitmentBasis, reason: typed.commitmentReason },
    });
  }),
});

export const amendmentBudgetPost = definePage({
  method: 'POST', path: '/:authority/office/contracts/:contract/amendments/:number/budget', access: checkBudgets, params: amendmentParams,
  handle: (request) => amend(request, { de: 'Die Deckung im Haushalt ist bestätigt.', en: 'That the budget covers it is confirmed.' }, async () => {
    await confirmAmendmentBudget(request.ctx, { contract: request.params.contract, number: Number(request.params.number), position: request.form.text('budget.position'), note: request.form.text('budget.note') });
  }),
});

export const amendmentResolutionPost = definePage({
  method: 'POST', path: '/:authority/office/contracts/:contract/amendments/:number/resolution', access: enterResolutions, params: amendmentParams,
  handle: (request) => amend(request, { de: 'Der Beschluss ist eingetragen.', en: 'The resolution is entered.' }, async () => {
    const { form } = request;
    await enterAmendmentResolution(request.ctx, {
      contract: request.params.contract, number: Number(request.params.number),
      resolution: { body: form.text('council.body'), number: form.text('council.number'), reference: form.text('council.reference'), decidedOn: readDay(typedDay(form, 'council.decidedOn'), 'council.decidedOn') },
    });
  }),
});

export const decideAmendmentPost = definePage({
  method: 'POST', path: '/:authority/office/contracts/:contract/amendments/:number', access: approveOrders, params: amendmentParams,
  async handle(request) {
    const { form } = request;
    const agreed = form.text('decision') === 'agreed';
    return amend(request, agreed ? { de: 'Der Nachtrag ist vereinbart.', en: 'The amendment is agreed.' } : { de: 'Der Nachtrag ist abgelehnt.', en: 'The amendment is refused.' }, async () => {
      const declaration = agreed && form.text('form') !== '' ? { declaration: { form: form.text('form'), signedOn: readDay(typedDay(form, 'signedOn'), 'signedOn'), reference: form.text('reference') } } : {};
      await decideOnAmendment(request.ctx, { contract: request.params.contract, number: Number(request.params.number), agreed, ...declaration });
    });
  },
});

type ContractRequest = Pick<PageRequest, 'ctx' | 'actor' | 'form' | 'locale' | 'csrf' | 'urlFor' | 'authority'> & { readonly params: { readonly contract: string } };

async function amend(request: ContractRequest, done: { readonly de: string; readonly en: string }, act: () => Promise<void>): Promise<PageResult> {
  try {
    await act();
  } catch (error) {
    if (error instanceof InvalidInput) return showContract(request, { problems: error.fields });
    if (error instanceof DomainError && (error.kind === 'conflict' || error.code === 'procurement/second-person-needed' || error.code === 'procurement/head-needed')) return showContract(request, { refused: saidIn(request.locale, error.message), status: error.kind === 'conflict' ? 409 : 403 });
    throw error;
  }
  return redirect(request.urlFor.office(request.authority.slug, 'contracts', request.params.contract), { flash: { kind: 'success', title: done[request.locale] } });
}

async function showContract(request: ContractRequest, outcome: { readonly problems?: readonly FieldProblem[]; readonly refused?: string; readonly status?: number } = {}): Promise<PageResult> {
  const { ctx, actor } = request;
  const [found, instances, rule] = await Promise.all([getContract(ctx, { contract: request.params.contract }), may(actor, seeInstances, ctx.tenant) ? listInstances(ctx) : [], findSignatureRule(ctx)]);
  const viewer = {
    accountId: requireStaff(actor).accountId, mayEnd: may(actor, endContracts, ctx.tenant), mayAmend: may(actor, placeOrders, ctx.tenant), mayAgree: may(actor, approveOrders, ctx.tenant), mayCheckBudget: may(actor, checkBudgets, ctx.tenant),
    mayEnterResolution: may(actor, enterResolutions, ctx.tenant), isHead: may(actor, signDeclarations, ctx.tenant),
  };
  const model = { ...found, instances: instances.filter((one) => one.contractId === found.contract.id), viewer, rule, typed: typedAmendment(request.form, found.lines), problems: outcome.problems ?? [], refused: outcome.refused, today: ctx.clock.today() };
  return show(contractView(model, request), outcome.status !== undefined ? { status: outcome.status } : model.problems.length > 0 ? { status: 422 } : {});
}

function typedAmendment(form: PageRequest['form'], lines: readonly OrderLine[]): TypedAmendment {
  return {
    title: form.text('title'), text: form.text('text').replaceAll('\r\n', '\n'), effectiveOn: typedDay(form, 'effectiveOn'), termKind: form.text('term.kind'), months: form.text('term.months'), renewsMonths: form.text('term.renewsMonths'), noticeMonths: form.text('term.noticeMonths'),
    prices: Object.fromEntries(lines.map(({ position }) => [position, form.text(`price.prices.${position}`)])), basis: form.text('price.basis'), reason: form.text('price.reason'), givenOn: typedDay(form, 'price.consent.givenOn'), consent: form.text('price.consent.reference'),
    commitmentKind: form.text('commitment.kind'), commitmentBasis: form.text('commitment.basis'), commitmentReason: form.text('commitment.reason'), position: form.text('budget.position'), note: form.text('budget.note'),
    body: form.text('council.body'), number: form.text('council.number'), decidedOn: typedDay(form, 'council.decidedOn'), councilReference: form.text('council.reference'), form: form.text('form'), signedOn: typedDay(form, 'signedOn'), reference: form.text('reference'),
  };
}

// Prices that nobody typed stay; where nothing is said about prices or reasons at all, it is no change that needs them.
function readPriceChange(typed: TypedAmendment): PriceChangeInput | null {
  const written = Object.entries(typed.prices).filter(([, text]) => text.trim() !== '');
  if (written.length === 0 && [typed.basis, typed.reason, typed.consent, ...Object.values(typed.givenOn)].every((text) => text.trim() === '')) return null;
  const problems: FieldProblem[] = [];
  const prices = written.flatMap(([position, text]) => {
    const amount = parseEuro(text);
    if (amount === undefined) problems.push({ pointer: `/price/prices/${position}`, code: 'amount', message: 'Bitte geben Sie einen Betrag in Euro an, zum Beispiel 10.000,00.' });
    return amount === undefined ? [] : [{ position: Number(position), centsPerYear: amount }];
  });
  if (problems.length > 0) throw new InvalidInput(problems);
  return { prices, basis: typed.basis, reason: typed.reason, consent: { givenOn: readDay(typed.givenOn, 'price.consent.givenOn'), reference: typed.consent } };
}

function termOf(typed: TypedAmendment): ContractTerm | null {
  if (typed.termKind === 'open') return OPEN_TERM;
  if (typed.termKind !== 'fixed') return null;
  return readFixedTerm((name) => typed[name]);
}
