import { defineApi } from '@allmende/http';
import { dissolvePrintBatch } from '../../actions/dissolve-print-batch.ts';
import { listPost } from '../../actions/list-post.ts';
import { makePrintBatch } from '../../actions/make-print-batch.ts';
import { openBatch } from '../../actions/open-batch.ts';
import { postPrintBatch } from '../../actions/post-print-batch.ts';
import { readBatchFile } from '../../actions/read-batch-file.ts';
import { undoPosting } from '../../actions/undo-posting.ts';
import { decideCases } from '../../domain/permissions.ts';
import type { Letter, PrintBatch } from '../../domain/print-batch.ts';
import { AuthorityParams } from './cases.schema.ts';
import { AuthorityBatchParams, BatchPostingBody, BatchSchema, LeftSchema, NewBatchBody, NewBatchSchema, PostedBatchSchema, PostSchema } from './print-batches.schema.ts';

const BATCHES = '/authorities/:authority/print-batches';
const BATCH = `${BATCHES}/:batch`;

export const listPostApi = defineApi({
  method: 'GET', path: BATCHES, tag: 'cases', operationId: 'listPost', access: decideCases, params: AuthorityParams, response: PostSchema,
  summary: 'Notices that wait for the post, and the newest print batches',
  async handle({ ctx }) {
    const { waiting, batches } = await listPost(ctx);
    return { waiting: waiting.map(shownLetter), batches: batches.map((batch) => ({ ...shownBatch(batch), letters: batch.letters })) };
  },
});

export const makeBatchApi = defineApi({
  method: 'POST', path: BATCHES, tag: 'cases', operationId: 'makePrintBatch', access: decideCases, params: AuthorityParams, body: NewBatchBody, status: 201, response: NewBatchSchema,
  summary: 'Put waiting notices into a batch that is printed together',
  handle: ({ ctx, body }) => makePrintBatch(ctx, body),
});

export const getBatchApi = defineApi({
  method: 'GET', path: BATCH, tag: 'cases', operationId: 'getPrintBatch', access: decideCases, params: AuthorityBatchParams, response: BatchSchema,
  summary: 'A print batch with its letters in order',
  async handle({ ctx, params }) {
    const { batch, letters } = await openBatch(ctx, params);
    return { ...shownBatch(batch), letters: letters.map(shownLetter) };
  },
});

export const getBatchFileApi = defineApi({
  method: 'GET', path: `${BATCH}/letters.pdf`, tag: 'cases', operationId: 'getPrintBatchFile', access: decideCases, params: AuthorityBatchParams, file: 'application/pdf',
  summary: 'All letters of a batch in one PDF behind a cover sheet',
  handle: async ({ ctx, params, authority }) => ({ ...(await readBatchFile(ctx, { batch: params.batch, authority: authority.name })), contentType: 'application/pdf' }),
});

export const postBatchApi = defineApi({
  method: 'POST', path: `${BATCH}/postings`, tag: 'cases', operationId: 'postPrintBatch', access: decideCases, params: AuthorityBatchParams, body: BatchPostingBody, response: PostedBatchSchema,
  summary: 'Enter that the letters of a batch went to the post',
  async handle({ ctx, params, body }) {
    const { posted, closed, left } = await postPrintBatch(ctx, { batch: params.batch, ...body });
    return { posted, closed, left: [...left] };
  },
});

export const undoPostingApi = defineApi({
  method: 'DELETE', path: `${BATCH}/postings`, tag: 'cases', operationId: 'undoPrintBatchPosting', access: decideCases, params: AuthorityBatchParams, response: LeftSchema,
  summary: 'Take back, on the same day, that a batch went to the post',
  async handle({ ctx, params }) {
    const { left } = await undoPosting(ctx, { batch: params.batch });
    return { left: [...left] };
  },
});

export const dissolveBatchApi = defineApi({
  method: 'DELETE', path: BATCH, tag: 'cases', operationId: 'dissolvePrintBatch', access: decideCases, params: AuthorityBatchParams, status: 204,
  summary: 'Dissolve a batch that was not posted; its letters wait again',
  async handle({ ctx, params }) {
    await dissolvePrintBatch(ctx, { batch: params.batch });
    return undefined;
  },
});

function shownBatch({ id, madeAt, madeBy, postedOn }: PrintBatch) {
  return { id, madeAt: madeAt.toISOString(), madeBy: madeBy.name, postedOn };
}

function shownLetter({ notice, case: id, reference, service, issuedAt, pdfFileId, postedOn }: Letter) {
  return { notice, case: id, reference, service, issuedAt: issuedAt.toISOString(), hasFile: pdfFileId !== null, postedOn };
}
