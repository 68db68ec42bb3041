import { defineApi, parseDay } from '@allmende/http';
import { Type } from 'typebox';
import { decideOnAmendment, proposeAmendment } from '../../actions/amend-contract.ts';
import { bundleContract } from '../../actions/bundle-contract.ts';
import { contractFigures } from '../../actions/contract-figures.ts';
import { endContract } from '../../actions/end-contract.ts';
import { enterAgreementText } from '../../actions/enter-agreement-text.ts';
import { exportPeppolOrder } from '../../actions/export-peppol-order.ts';
import { getContract } from '../../actions/get-contract.ts';
import { listAgreementTexts } from '../../actions/list-agreement-texts.ts';
import { listContracts } from '../../actions/list-contracts.ts';
import { readContractDocument } from '../../actions/read-contract-document.ts';
import type { Amendment } from '../../domain/amendment.ts';
import type { Contract, DocumentKind } from '../../domain/contract.ts';
import { ENDPOINT_PATTERN } from '../../domain/peppol-order.ts';
import { approveOrders, endContracts, enterAgreements, placeOrders, seeContractFigures, seeOrders } from '../../domain/permissions.ts';
import { AuthorityParams, CommitmentSchema, Day, Id, Instant, LineSchema, nullable, ProofSchema, TermSchema } from './orders.schema.ts';
import { showLine, showProof } from './show-order.ts';

const tag = 'procurement';
const path = '/authorities/:authority/contracts';
const ContractParams = Type.Object({ authority: Type.String(), contract: Id });
const PartySchema = Type.Object({ name: Type.String(), key: Type.String() });
const DocumentKindSchema = Type.Unsafe<DocumentKind>(Type.String({ pattern: '^(contract|processing-agreement|amendment-[1-9][0-9]{0,2})$' }));
const contract = {
  id: Id, number: Type.String(), order: Id, customer: PartySchema, provider: PartySchema, subject: Type.String(), lines: Type.Array(LineSchema), centsPerYear: Type.Integer(), startsOn: Day, endsOn: nullable(Day), term: TermSchema, noticeFor: nullable(Day), concludedAt: Instant, approvedAt: Instant,
  proof: ProofSchema, commitment: CommitmentSchema, agreement: Type.Object({ id: Id, version: Type.String(), source: Type.String(), validFrom: Day }),
};

const AmendmentSchema = Type.Object({
  number: Type.Integer(), title: Type.String(), text: Type.String(), term: nullable(TermSchema), effectiveOn: Day, state: Type.Union([Type.Literal('proposed'), Type.Literal('agreed'), Type.Literal('refused')]), proposedAt: Instant, decidedAt: nullable(Instant),
});

export const proposeAmendmentApi = defineApi({
  method: 'POST', path: `${path}/:contract/amendments`, tag, operationId: 'proposeAmendment', summary: 'Propose a change of a contract for a second person to agree to', access: placeOrders, params: ContractParams, status: 201, response: AmendmentSchema,
  body: Type.Object({ title: Type.String({ maxLength: 150 }), text: Type.String({ maxLength: 5000 }), effectiveOn: Day, term: Type.Optional(TermSchema) }, { additionalProperties: false }),
  handle: async ({ ctx, params, body }) => showAmendment(await proposeAmendment(ctx, { contract: params.contract, title: body.title, text: body.text, effectiveOn: parseDay(body.effectiveOn, 'effectiveOn'), term: body.term ?? null })),
});

export const decideAmendmentApi = defineApi({
  method: 'POST', path: `${path}/:contract/amendments/:number/decision`, tag, operationId: 'decideAmendment', summary: 'Agree to an amendment or refuse it, as a second person', access: approveOrders, response: AmendmentSchema,
  params: Type.Object({ authority: Type.String(), contract: Id, number: Type.Integer({ minimum: 1, maximum: 99 }) }), body: Type.Object({ agreed: Type.Boolean() }, { additionalProperties: false }),
  handle: async ({ ctx, params: { contract: id, number }, body }) => showAmendment(await decideOnAmendment(ctx, { contract: id, number, agreed: body.agreed })),
});

export const peppolOrderApi = defineApi({
  method: 'GET', path: `${path}/:contract/peppol-order`, tag, operationId: 'getPeppolOrder', summary: 'The order behind a contract as Peppol BIS Order 3 (UBL 2.1); the electronic addresses of both parties are told by the caller', access: seeOrders, params: ContractParams, file: 'application/xml',
  query: Type.Object({ buyer: Type.String({ pattern: ENDPOINT_PATTERN, description: 'Scheme, colon, identifier, such as 0204:08121000-1234-56' }), seller: Type.String({ pattern: ENDPOINT_PATTERN }) }),
  async handle({ ctx, params, query }) {
    const { name, text } = await exportPeppolOrder(ctx, { contract: params.contract, ...query });
    return { bytes: Buffer.from(text, 'utf8'), contentType: 'application/xml', name };
  },
});

export const listContractsApi = defineApi({
  method: 'GET', path, tag, operationId: 'listContracts', summary: 'Contracts of the authority', access: seeOrders, params: AuthorityParams, response: Type.Object({ contracts: Type.Array(Type.Object(contract)) }),
  handle: async ({ ctx }) => ({ contracts: (await listContracts(ctx)).map(shown) }),
});

export const getContractApi = defineApi({
  method: 'GET', path: `${path}/:contract`, tag, operationId: 'getContract', summary: 'One contract with its documents', access: seeOrders, params: ContractParams,
  response: Type.Object({ ...contract, documents: Type.Array(Type.Object({ kind: DocumentKindSchema, sha256: Type.String(), sizeBytes: Type.Integer(), storedAt: Instant })), amendments: Type.Array(AmendmentSchema), periodEndsOn: nullable(Day), noticeBy: nullable(Day) }),
  async handle({ ctx, params }) {
    const found = await getContract(ctx, { contract: params.contract });
    return { ...shown(found.contract), documents: found.documents.map(({ kind, sha256, sizeBytes, storedAt }) => ({ kind, sha256, sizeBytes, storedAt: storedAt.toISOString() })), amendments: found.amendments.map(showAmendment), periodEndsOn: found.days?.lastDay ?? null, noticeBy: found.days?.noticeBy ?? null };
  },
});

export const contractDocumentApi = defineApi({
  method: 'GET', path: `${path}/:contract/documents/:kind`, tag, operationId: 'getContractDocument', summary: 'A document of a contract as PDF/UA', access: seeOrders, params: Type.Object({ authority: Type.String(), contract: Id, kind: DocumentKindSchema }),
  file: 'application/pdf',
  async handle({ ctx, params: { contract: id, kind } }) {
    const { bytes, contentType, name } = await readContractDocument(ctx, { contract: id, kind });
    return { bytes, contentType, name };
  },
});

export const contractBundleApi = defineApi({
  method: 'GET', path: `${path}/:contract/bundle`, tag, operationId: 'getContractBundle', summary: 'Everything for one contract as one file for the offline verifier: documents, order, OCDS record, entries of the audit log with proofs; recorded in the log', access: seeOrders, params: ContractParams,
  file: 'application/jsonl',
  async handle({ ctx, params: { authority, contract: id } }) {
    const { name, lines } = await bundleContract(ctx, { contract: id, uri: `${ctx.config.publicAddress}/api/v1/authorities/${authority}/contracts/${id}/bundle` });
    return { bytes: lines, contentType: 'application/jsonl', name };
  },
});

export const endContractApi = defineApi({
  method: 'POST', path: `${path}/:contract/end`, tag, operationId: 'endContract', summary: 'End a contract as its term allows: an open one today, one with a term with its last day; its apps end then and all data are returned', access: endContracts, params: ContractParams, response: Type.Object({ lastDay: Day }),
  handle: async ({ ctx, params }) => endContract(ctx, { contract: params.contract }),
});

export const contractFiguresApi = defineApi({
  method: 'GET', path: '/contract-figures', tag, operationId: 'getContractFigures', summary: 'How many contracts each authority has and what they come to (operator)', access: seeContractFigures,
  response: Type.Object({ figures: Type.Array(Type.Object({ authority: Id, name: Type.String(), running: Type.Integer(), ended: Type.Integer(), centsPerYear: Type.Integer() })) }),
  handle: async ({ ctx }) => ({ figures: [...await contractFigures(ctx)] }),
});

export const listAgreementsApi = defineApi({
  method: 'GET', path: '/agreement-texts', tag, operationId: 'listAgreementTexts', summary: 'Versions of the processing agreement', access: 'anyone', response: Type.Object({ texts: Type.Array(Type.Object({ version: Type.String(), source: Type.String(), validFrom: Day })) }),
  handle: async ({ ctx }) => ({ texts: (await listAgreementTexts(ctx)).map(({ version, source, validFrom }) => ({ version, source, validFrom })) }),
});

export const enterAgreementApi = defineApi({
  method: 'POST', path: '/agreement-texts', tag, operationId: 'enterAgreementText', summary: 'Enter a version of the processing agreement (operator)', access: enterAgreements, status: 204,
  body: Type.Object({ version: Type.String({ maxLength: 100 }), source: Type.String({ maxLength: 200 }), validFrom: Day, text: Type.String({ maxLength: 100_000 }) }, { additionalProperties: false }),
  async handle({ ctx, body }) { await enterAgreementText(ctx, { ...body, validFrom: parseDay(body.validFrom, 'validFrom') }); return undefined; },
});

function shown(one: Contract) {
  return {
    id: one.id, number: one.number, order: one.order, customer: one.customer, provider: one.provider, subject: one.subject, lines: one.lines.map(showLine), centsPerYear: one.centsPerYear, startsOn: one.startsOn, endsOn: one.endsOn, term: { ...one.term }, noticeFor: one.notice?.lastDay ?? null,
    concludedAt: one.concludedAt.toISOString(), approvedAt: one.approved.at.toISOString(), proof: showProof(one.ground), commitment: one.commitment,
    agreement: { id: one.agreement.id, version: one.agreement.text.version, source: one.agreement.text.source, validFrom: one.agreement.text.validFrom },
  };
}

function showAmendment({ number, title, text, term, effectiveOn, state, proposed, decided }: Amendment) {
  return { number, title, text, term: term && { ...term }, effectiveOn, state, proposedAt: proposed.at.toISOString(), decidedAt: decided?.at.toISOString() ?? null };
}
