import { defineApi, parseDay } from '@allmende/http';
import { cents } from '@allmende/money';
import { Type } from 'typebox';
import { decideOnAmendment, proposeAmendment } from '../../actions/amend-contract.ts';
import { confirmAmendmentBudget, enterAmendmentResolution } from '../../actions/amendment-steps.ts';
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
import { approveOrders, checkBudgets, endContracts, enterAgreements, enterResolutions, placeOrders, seeContractFigures, seeOrders } from '../../domain/permissions.ts';
import { yearlySum } from '../../domain/price-change.ts';
import { AuthorityParams, CommitmentSchema, Day, Id, Instant, LineSchema, nullable, ProofSchema, TermSchema } from './orders.schema.ts';
import { showLine, showProof } from './show-order.ts';

const tag = 'procurement';
const path = '/authorities/:authority/contracts';
const ContractParams = Type.Object({ authority: Type.String(), contract: Id });
const PartySchema = Type.Object({ name: Type.String(), key: Type.String() });
const DocumentKindSchema = Type.Unsafe<DocumentKind>(Type.String({ pattern: '^(contract|processing-agreement|amendment-[1-9][0-9]{0,2})$' }));
const NowPrice = Type.Integer({ description: 'Cents a year with the amendments that are in force today; the contract keeps what was agreed first' });
const contract = {
  id: Id, number: Type.String(), order: Id, customer: PartySchema, provider: PartySchema, subject: Type.String(), lines: Type.Array(LineSchema), centsPerYear: Type.Integer(), startsOn: Day, endsOn: nullable(Day), term: TermSchema, noticeFor: nullable(Day), concludedAt: Instant, approvedAt: Instant,
  proof: ProofSchema, commitment: CommitmentSchema, agreement: Type.Object({ id: Id, version: Type.String(), source: Type.String(), validFrom: Day }),
};

const NewPrices = Type.Array(Type.Object({ position: Type.Integer({ minimum: 1 }), centsPerYear: Type.Integer({ minimum: 0, maximum: 10_000_000_000 }) }, { additionalProperties: false }), { maxItems: 20 });
const Consent = Type.Object({ givenOn: Day, reference: Type.String({ maxLength: 150 }) }, { additionalProperties: false, description: 'That the other party agreed: when, and where that lies' });
const DeclarationSchema = Type.Object({ form: Type.Union([Type.Literal('paper'), Type.Literal('electronic-signature')]), signedOn: Day, reference: Type.String({ maxLength: 150 }) }, { additionalProperties: false });
const AmendmentSchema = Type.Object({
  number: Type.Integer(), title: Type.String(), text: Type.String(), term: nullable(TermSchema), effectiveOn: Day, state: Type.Union([Type.Literal('proposed'), Type.Literal('agreed'), Type.Literal('refused')]), proposedAt: Instant, decidedAt: nullable(Instant),
  price: nullable(Type.Object({ prices: NewPrices, beforeCentsPerYear: Type.Integer(), centsPerYear: Type.Integer(), basis: Type.String({ description: 'As the officer names it; not checked' }), reason: Type.String(), consent: Consent, isLonger: Type.Boolean({ description: 'Whether the term gets longer' }), commitment: nullable(CommitmentSchema) })),
  steps: Type.Object({ budget: Type.Boolean(), head: Type.Boolean(), council: Type.Boolean(), budgetConfirmedAt: nullable(Instant), resolutionEnteredAt: nullable(Instant) }, { description: 'What higher prices or a longer term need by the rules of the authority, and what is done' }), proof: nullable(ProofSchema),
});
const AmendmentParams = Type.Object({ authority: Type.String(), contract: Id, number: Type.Integer({ minimum: 1, maximum: 99 }) });

export const proposeAmendmentApi = defineApi({
  method: 'POST', path: `${path}/:contract/amendments`, tag, operationId: 'proposeAmendment', summary: 'Propose a change of a contract, its prices or its term for a second person to agree to', access: placeOrders, params: ContractParams, status: 201, response: AmendmentSchema,
  body: Type.Object({
    title: Type.String({ maxLength: 150 }), text: Type.String({ maxLength: 5000 }), effectiveOn: Day, term: Type.Optional(TermSchema),
    price: Type.Optional(Type.Object({ prices: NewPrices, basis: Type.String({ maxLength: 150 }), reason: Type.String({ maxLength: 1000 }), consent: Consent }, { additionalProperties: false, description: 'New prices a year of single lines; the others keep theirs. Without a single one for an amendment that only makes the term longer' })),
    commitment: Type.Optional(Type.Object({ kind: Type.String({ maxLength: 40 }), basis: Type.Optional(Type.String({ maxLength: 150 })), reason: Type.String({ maxLength: 500 }) }, { additionalProperties: false, description: 'Asked for when the authority pays more, or for longer; as with an order' })),
  }, { additionalProperties: false }),
  handle: async ({ ctx, params, body }) => showAmendment(await proposeAmendment(ctx, {
    contract: params.contract, title: body.title, text: body.text, effectiveOn: parseDay(body.effectiveOn, 'effectiveOn'), term: body.term ?? null,
    price: body.price === undefined ? null : { ...body.price, prices: body.price.prices.map(({ centsPerYear, position }) => ({ position, centsPerYear: cents(centsPerYear) })), consent: { givenOn: parseDay(body.price.consent.givenOn, 'price/consent/givenOn'), reference: body.price.consent.reference } },
    ...(body.commitment === undefined ? {} : { commitment: { ...body.commitment, basis: body.commitment.basis ?? '' } }),
  })),
});

export const confirmAmendmentBudgetApi = defineApi({
  method: 'POST', path: `${path}/:contract/amendments/:number/budget-check`, tag, operationId: 'confirmAmendmentBudget', summary: 'State that the budget covers the higher prices or the longer term of an amendment', access: checkBudgets, params: AmendmentParams, response: AmendmentSchema,
  body: Type.Object({ position: Type.String({ maxLength: 100 }), note: Type.Optional(Type.String({ maxLength: 500 })) }, { additionalProperties: false }),
  handle: async ({ ctx, params: { contract: id, number }, body }) => showAmendment(await confirmAmendmentBudget(ctx, { contract: id, number, position: body.position, note: body.note ?? '' })),
});

export const enterAmendmentResolutionApi = defineApi({
  method: 'POST', path: `${path}/:contract/amendments/:number/resolution`, tag, operationId: 'enterAmendmentResolution', summary: 'Enter the resolution that the higher prices or the longer term of an amendment need', access: enterResolutions, params: AmendmentParams, response: AmendmentSchema,
  body: Type.Object({ body: Type.String({ maxLength: 150 }), number: Type.String({ maxLength: 150 }), decidedOn: Day, reference: Type.String({ maxLength: 150 }) }, { additionalProperties: false }),
  handle: async ({ ctx, params: { contract: id, number }, body }) => showAmendment(await enterAmendmentResolution(ctx, { contract: id, number, resolution: { ...body, decidedOn: parseDay(body.decidedOn, 'decidedOn') } })),
});

export const decideAmendmentApi = defineApi({
  method: 'POST', path: `${path}/:contract/amendments/:number/decision`, tag, operationId: 'decideAmendment', summary: 'Agree to an amendment or refuse it, as a second person; to higher prices or a longer term with every step done', access: approveOrders, response: AmendmentSchema,
  params: AmendmentParams, body: Type.Object({ agreed: Type.Boolean(), declaration: Type.Optional(DeclarationSchema) }, { additionalProperties: false }),
  handle: async ({ ctx, params: { contract: id, number }, body }) => showAmendment(await decideOnAmendment(ctx, {
    contract: id, number, agreed: body.agreed, ...(body.declaration === undefined ? {} : { declaration: { ...body.declaration, signedOn: parseDay(body.declaration.signedOn, 'declaration/signedOn') } }),
  })),
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
  method: 'GET', path, tag, operationId: 'listContracts', summary: 'Contracts of the authority', access: seeOrders, params: AuthorityParams, response: Type.Object({ contracts: Type.Array(Type.Object({ ...contract, centsPerYearNow: NowPrice })) }),
  handle: async ({ ctx }) => ({ contracts: (await listContracts(ctx)).map((one) => ({ ...shown(one), centsPerYearNow: one.centsPerYearNow })) }),
});

export const getContractApi = defineApi({
  method: 'GET', path: `${path}/:contract`, tag, operationId: 'getContract', summary: 'One contract with its documents', access: seeOrders, params: ContractParams,
  response: Type.Object({ ...contract, centsPerYearNow: NowPrice, documents: Type.Array(Type.Object({ kind: DocumentKindSchema, sha256: Type.String(), sizeBytes: Type.Integer(), storedAt: Instant })), amendments: Type.Array(AmendmentSchema), periodEndsOn: nullable(Day), noticeBy: nullable(Day) }),
  async handle({ ctx, params }) {
    const found = await getContract(ctx, { contract: params.contract });
    return { ...shown(found.contract), centsPerYearNow: yearlySum(found.lines), documents: found.documents.map(({ kind, sha256, sizeBytes, storedAt }) => ({ kind, sha256, sizeBytes, storedAt: storedAt.toISOString() })), amendments: found.amendments.map(showAmendment), periodEndsOn: found.days?.lastDay ?? null, noticeBy: found.days?.noticeBy ?? null };
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

function showAmendment({ number, title, text, term, price, effectiveOn, state, proposed, decided, chain, checks, proven }: Amendment) {
  return {
    number, title, text, term: term && { ...term }, effectiveOn, state, proposedAt: proposed.at.toISOString(), decidedAt: decided?.at.toISOString() ?? null, price: price && { ...price, prices: [...price.prices] },
    steps: { budget: chain.budget, head: chain.head, council: chain.council, budgetConfirmedAt: checks.budget?.at.toISOString() ?? null, resolutionEnteredAt: checks.council?.at.toISOString() ?? null }, proof: proven && showProof(proven),
  };
}
