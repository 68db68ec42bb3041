import { may, requireStaff } from '@allmende/access';
import { DomainError, InvalidInput, type FieldProblem } from '@allmende/errors';
import { definePage, readDay, redirect, sendFile, show, typedDay, type PageRequest, type PageResult } from '@allmende/http';
import { listInstances } from '@allmende/operations';
import { formatDate } from '@allmende/time';
import { Type } from 'typebox';
import { decideOnAmendment, proposeAmendment } from '../../actions/amend-contract.ts';
import { bundleContract } from '../../actions/bundle-contract.ts';
import { endContract } from '../../actions/end-contract.ts';
import { getContract } from '../../actions/get-contract.ts';
import { listContracts } from '../../actions/list-contracts.ts';
import { listNoticeDays } from '../../actions/list-notice-days.ts';
import { readContractDocument } from '../../actions/read-contract-document.ts';
import type { DocumentKind } from '../../domain/contract.ts';
import { OPEN_TERM, type ContractTerm } from '../../domain/contract-term.ts';
import { approveOrders, endContracts, placeOrders, seeOrders } from '../../domain/permissions.ts';
import { readFixedTerm } from '../read-fixed-term.ts';
import { contractView, type TypedAmendment } from './contract.view.ts';
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

export const amendContractPost = definePage({
  method: 'POST', path: '/:authority/office/contracts/:contract/amendments', access: placeOrders, params,
  async handle(request) {
    const { ctx, form } = request;
    const typed: TypedAmendment = {
      title: form.text('title'), text: form.text('text').replaceAll('\r\n', '\n'), effectiveOn: typedDay(form, 'effectiveOn'), termKind: form.text('term.kind'), months: form.text('term.months'), renewsMonths: form.text('term.renewsMonths'), noticeMonths: form.text('term.noticeMonths'),
    };
    try {
      await proposeAmendment(ctx, { contract: request.params.contract, title: typed.title, text: typed.text, effectiveOn: readDay(typed.effectiveOn, 'effectiveOn'), term: termOf(typed) });
    } catch (error) {
      if (error instanceof InvalidInput) return showContract(request, { typed, problems: error.fields });
      if (error instanceof DomainError && error.kind === 'conflict') return showContract(request, { typed, refused: error.message });
      throw error;
    }
    return redirect(request.urlFor.office(request.authority.slug, 'contracts', request.params.contract), { flash: { kind: 'success', title: request.locale === 'en' ? 'The amendment is proposed. Now a second person agrees.' : 'Der Nachtrag ist vorgeschlagen. Jetzt stimmt eine zweite Person zu.' } });
  },
});

export const decideAmendmentPost = definePage({
  method: 'POST', path: '/:authority/office/contracts/:contract/amendments/:number', access: approveOrders, params: Type.Object({ contract: Type.String({ format: 'uuid' }), number: Type.String({ pattern: '^[1-9][0-9]?$' }) }),
  async handle(request) {
    const agreed = request.form.text('decision') === 'agreed';
    try {
      await decideOnAmendment(request.ctx, { contract: request.params.contract, number: Number(request.params.number), agreed });
    } catch (error) {
      if (error instanceof DomainError && (error.kind === 'conflict' || error.code === 'procurement/second-person-needed')) return showContract(request, { refused: error.message });
      throw error;
    }
    const title = agreed ? { de: 'Der Nachtrag ist vereinbart.', en: 'The amendment is agreed.' } : { de: 'Der Nachtrag ist abgelehnt.', en: 'The amendment is refused.' };
    return redirect(request.urlFor.office(request.authority.slug, 'contracts', request.params.contract), { flash: { kind: 'success', title: title[request.locale] } });
  },
});

const NOTHING: TypedAmendment = { title: '', text: '', effectiveOn: { day: '', month: '', year: '' }, termKind: '', months: '', renewsMonths: '', noticeMonths: '' };

async function showContract(
  request: Pick<PageRequest, 'ctx' | 'actor' | 'locale' | 'csrf' | 'urlFor' | 'authority'> & { readonly params: { readonly contract: string } }, outcome: { readonly typed?: TypedAmendment; readonly problems?: readonly FieldProblem[]; readonly refused?: string } = {},
): Promise<PageResult> {
  const { ctx, actor } = request;
  const [found, instances] = await Promise.all([getContract(ctx, { contract: request.params.contract }), listInstances(ctx)]);
  const viewer = { accountId: requireStaff(actor).accountId, mayEnd: may(actor, endContracts, ctx.tenant), mayAmend: may(actor, placeOrders, ctx.tenant), mayAgree: may(actor, approveOrders, ctx.tenant) };
  const model = { ...found, instances: instances.filter((one) => one.contractId === found.contract.id), viewer, typed: outcome.typed ?? NOTHING, problems: outcome.problems ?? [], refused: outcome.refused };
  return show(contractView(model, request), outcome.refused !== undefined ? { status: 409 } : model.problems.length > 0 ? { status: 422 } : {});
}

function termOf(typed: TypedAmendment): ContractTerm | null {
  if (typed.termKind === 'open') return OPEN_TERM;
  if (typed.termKind !== 'fixed') return null;
  return readFixedTerm((name) => typed[name]);
}
