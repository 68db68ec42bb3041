import { InvalidInput, NotFound } from '@allmende/errors';
import { defineApi, parseDay } from '@allmende/http';
import { Type } from 'typebox';
import { approveSolution, publishSolution, returnSolution, submitSolution } from '../../actions/decide-on-solution.ts';
import { beginSolution, renewDescription } from '../../actions/hand-in-description.ts';
import { handInDocument } from '../../actions/hand-in-document.ts';
import { handInSbom } from '../../actions/hand-in-sbom.ts';
import { declareAi, declareOrigin } from '../../actions/hand-in-statement.ts';
import { importAdvisories } from '../../actions/import-advisories.ts';
import { reviewEvidence } from '../../actions/review-evidence.ts';
import { getOwnSolution, getVetting, listOwnSolutions, listVetting, type StandingSolution } from '../../actions/see-solution.ts';
import { vettingOf } from '../../actions/vetting-of.ts';
import { isDocumentCheck } from '../../domain/check-document.ts';
import type { Evidence } from '../../domain/evidence.ts';
import { isCheck } from '../../domain/ladder.ts';
import { importAdvisories as mayImport, seeVetting, vetSolutions } from '../../domain/permissions.ts';
import { EvidenceSchema, PublicVettingSchema, StandingSchema } from './vetting.schema.ts';

const tag = 'vetting';
const params = Type.Object({ solution: Type.String({ format: 'uuid' }) });
const Description = Type.Object({ publiccode: Type.String({ maxLength: 1_048_576, description: 'The publiccode.yml' }) }, { additionalProperties: false });
const Reason = Type.Object({ reason: Type.String({ maxLength: 2000 }) }, { additionalProperties: false });
const State = Type.Union([Type.Literal('draft'), Type.Literal('submitted'), Type.Literal('returned'), Type.Literal('approved'), Type.Literal('published')]);

export const listOwnSolutionsApi = defineApi({
  method: 'GET', path: '/supplier/solutions', tag, operationId: 'listOwnSolutions', summary: 'The solutions of the caller\'s supplier, with their levels', access: 'supplier', response: Type.Object({ solutions: Type.Array(StandingSchema) }),
  handle: async ({ ctx }) => ({ solutions: (await listOwnSolutions(ctx)).map(shown) }),
});

export const beginSolutionApi = defineApi({
  method: 'POST', path: '/supplier/solutions', tag, operationId: 'beginSolution', summary: 'Submit the description of a solution; it is checked at once', access: 'supplier', body: Description, status: 201, response: StandingSchema, rateLimit: { max: 60, windowMs: 3_600_000 },
  async handle({ ctx, body }) {
    const { id } = await beginSolution(ctx, { publiccode: new TextEncoder().encode(body.publiccode) });
    return shown(await getOwnSolution(ctx, { solution: id }));
  },
});

export const getOwnSolutionApi = defineApi({
  method: 'GET', path: '/supplier/solutions/:solution', tag, operationId: 'getOwnSolution', summary: 'One solution with every check, its findings and how to mend them', access: 'supplier', params, response: StandingSchema,
  handle: async ({ ctx, params: { solution } }) => shown(await getOwnSolution(ctx, { solution })),
});

export const renewDescriptionApi = defineApi({
  method: 'PUT', path: '/supplier/solutions/:solution/description', tag, operationId: 'renewDescription', summary: 'Replace the description', access: 'supplier', params, body: Description, response: StandingSchema,
  async handle({ ctx, params: { solution }, body }) {
    await renewDescription(ctx, { solution, publiccode: new TextEncoder().encode(body.publiccode) });
    return shown(await getOwnSolution(ctx, { solution }));
  },
});

export const declareOriginApi = defineApi({
  method: 'POST', path: '/supplier/solutions/:solution/origin', tag, operationId: 'declareOrigin', summary: 'Declare where a solution comes from', access: 'supplier', params, status: 201, response: EvidenceSchema,
  body: Type.Object({ holder: Type.String({ maxLength: 300 }), right: Type.String({ maxLength: 20, description: 'own or granted' }), commit: Type.String({ maxLength: 200 }), thirdParties: Type.Boolean() }, { additionalProperties: false }),
  handle: async ({ ctx, params: { solution }, body }) => evidenceShown(await declareOrigin(ctx, { solution, statement: body })),
});

export const declareAiApi = defineApi({
  method: 'POST', path: '/supplier/solutions/:solution/ai-act', tag, operationId: 'declareAi', summary: 'State the class under the AI Act and where its duties are met', access: 'supplier', params, status: 201, response: EvidenceSchema,
  body: Type.Object({ aiClass: Type.String({ maxLength: 20 }), reason: Type.String({ maxLength: 4000 }), duties: Type.Record(Type.String({ maxLength: 40 }), Type.String({ maxLength: 500 })) }, { additionalProperties: false }),
  handle: async ({ ctx, params: { solution }, body }) => evidenceShown(await declareAi(ctx, { solution, statement: body })),
});

export const handInDocumentApi = defineApi({
  method: 'POST', path: '/supplier/solutions/:solution/documents/:check', tag, operationId: 'handInDocument', summary: 'Hand in a document (PDF) for a check', access: 'supplier', status: 201, response: EvidenceSchema, uploads: { maxFileBytes: 20 * 1024 * 1024, maxFiles: 1 },
  params: Type.Object({ solution: Type.String({ format: 'uuid' }), check: Type.String({ maxLength: 40 }) }),
  query: Type.Object({ dated: Type.String({ maxLength: 10 }), validUntil: Type.Optional(Type.String({ maxLength: 10 })), result: Type.Optional(Type.String({ maxLength: 40 })) }),
  async handle({ ctx, params: { solution, check }, query, files: [file] }) {
    if (!isCheck(check) || !isDocumentCheck(check)) throw new NotFound();
    const statement = { dated: parseDay(query.dated, 'dated'), validUntil: query.validUntil === undefined ? null : parseDay(query.validUntil, 'validUntil'), result: query.result ?? '' };
    if (file === undefined || file.tooLarge) throw new InvalidInput([{ pointer: '/file', code: 'required', message: 'Schicken Sie ein PDF mit höchstens 20 MB.' }]);
    return evidenceShown(await handInDocument(ctx, { solution, check, file, statement }));
  },
});

export const handInSbomApi = defineApi({
  method: 'POST', path: '/supplier/solutions/:solution/sbom', tag, operationId: 'handInSbom', summary: 'Hand in a CycloneDX bill of materials, its detached signature and the public key: three files, by field sbom, signature, publicKey', access: 'supplier', params, status: 201, response: StandingSchema,
  uploads: { maxFileBytes: 20 * 1024 * 1024, maxFiles: 3 },
  async handle({ ctx, params: { solution }, files }) {
    const bytesOf = (field: string) => files.find((file) => file.field === field)?.bytes ?? new Uint8Array();
    await handInSbom(ctx, { solution, sbom: bytesOf('sbom'), signature: bytesOf('signature'), publicKey: new TextDecoder().decode(bytesOf('publicKey').slice(0, 10_000)) });
    return shown(await getOwnSolution(ctx, { solution }));
  },
});

export const submitSolutionApi = defineApi({
  method: 'POST', path: '/supplier/solutions/:solution/submission', tag, operationId: 'submitSolution', summary: 'Submit a solution for review', access: 'supplier', params, status: 204,
  async handle({ ctx, params: { solution } }) { await submitSolution(ctx, { solution }); return undefined; },
});

export const publishSolutionApi = defineApi({
  method: 'POST', path: '/supplier/solutions/:solution/publication', tag, operationId: 'publishSolution', summary: 'Approve what the operator approved: the solution stands in the store', access: 'supplier', params,
  body: Type.Object({ revision: Type.Integer({ minimum: 1 }) }, { additionalProperties: false }), response: Type.Object({ slug: Type.String() }),
  handle: async ({ ctx, params: { solution }, body }) => ({ slug: await publishSolution(ctx, { solution, revision: body.revision }) }),
});

export const listVettingApi = defineApi({
  method: 'GET', path: '/vetting', tag, operationId: 'listVetting', summary: 'Solutions of suppliers in a state, the longest waiting first', access: seeVetting, query: Type.Object({ state: Type.Optional(State) }), response: Type.Object({ solutions: Type.Array(StandingSchema) }),
  handle: async ({ ctx, query }) => ({ solutions: (await listVetting(ctx, { state: query.state ?? 'submitted' })).map(shown) }),
});

export const getVettingApi = defineApi({
  method: 'GET', path: '/vetting/:solution', tag, operationId: 'getVetting', summary: 'One solution of a supplier with every check', access: seeVetting, params, response: StandingSchema, handle: async ({ ctx, params: { solution } }) => shown(await getVetting(ctx, { solution })),
});

export const reviewEvidenceApi = defineApi({
  method: 'POST', path: '/vetting/:solution/evidence/:evidence/review', tag, operationId: 'reviewEvidence', summary: 'Confirm evidence or give it back', access: vetSolutions, status: 204,
  params: Type.Object({ solution: Type.String({ format: 'uuid' }), evidence: Type.String({ format: 'uuid' }) }),
  body: Type.Object({ outcome: Type.Union([Type.Literal('confirmed'), Type.Literal('returned')]), reason: Type.Optional(Type.String({ maxLength: 2000 })) }, { additionalProperties: false }),
  async handle({ ctx, params: { solution, evidence }, body }) { await reviewEvidence(ctx, { solution, evidence, outcome: body.outcome, reason: body.reason ?? '' }); return undefined; },
});

export const returnSolutionApi = defineApi({
  method: 'POST', path: '/vetting/:solution/return', tag, operationId: 'returnSolution', summary: 'Give a solution back with reasons', access: vetSolutions, params, body: Reason, status: 204,
  async handle({ ctx, params: { solution }, body }) { await returnSolution(ctx, { solution, reason: body.reason }); return undefined; },
});

export const approveSolutionApi = defineApi({
  method: 'POST', path: '/vetting/:solution/approval', tag, operationId: 'approveSolution', summary: 'Approve a solution; its supplier has to approve as well', access: vetSolutions, params, status: 204,
  async handle({ ctx, params: { solution } }) { await approveSolution(ctx, { solution }); return undefined; },
});

export const importAdvisoriesApi = defineApi({
  method: 'POST', path: '/advisories', tag, operationId: 'importAdvisories', summary: 'Import known vulnerabilities from an OSV file', access: mayImport, status: 201, uploads: { maxFileBytes: 50 * 1024 * 1024, maxFiles: 1 },
  response: Type.Object({ advisories: Type.Integer(), unreadable: Type.Integer(), hash: Type.String() }),
  async handle({ ctx, files: [file] }) {
    if (file === undefined || file.tooLarge) throw new InvalidInput([{ pointer: '/file', code: 'required', message: 'Schicken Sie eine Datei mit höchstens 50 MB.' }]);
    const { advisories, unreadable, hash } = await importAdvisories(ctx, { file: file.bytes });
    return { advisories, unreadable, hash };
  },
});

export const vettingOfApi = defineApi({
  method: 'GET', path: '/solutions/:solution/vetting', tag, operationId: 'getVettingOfSolution', summary: 'The level of a solution of the store with its checks and their days', access: 'anyone', params: Type.Object({ solution: Type.String({ pattern: '^[a-z0-9-]{1,80}$' }) }),
  response: PublicVettingSchema,
  async handle({ ctx, params: { solution } }) {
    const vetting = await vettingOf(ctx, { slug: solution });
    if (vetting === undefined) throw new NotFound();
    return { ...vetting, checks: [...vetting.checks] };
  },
});

function shown({ solution, standing }: StandingSolution) {
  const { id, name, supplier, state, listing, revision, slug, reason } = solution;
  return {
    id, name, supplier, state, listing, revision, slug, reason, level: standing.level, holdsUntil: standing.holdsUntil,
    checks: standing.rungs.flatMap(({ rung, checks }) => checks.map((check) => ({ level: rung.level, check: check.rule.id, state: check.state, evidence: check.evidence === undefined ? null : evidenceShown(check.evidence) }))),
  };
}

function evidenceShown({ id, outcome, hash, recordedOn, expiresOn, author, findings, review }: Evidence) {
  return { id, outcome, hash, recordedOn, expiresOn, author, findings: [...findings], review: review === null ? null : { outcome: review.outcome, reason: review.reason } };
}
