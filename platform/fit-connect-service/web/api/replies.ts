import { Type } from 'typebox';
import { announceReply, fetchReply, fetchReplyAttachment, listReplies, submitReply, takeReply, uploadReplyAttachment } from '../../actions/answer-case.ts';
import { refuse } from '../../domain/errors.ts';
import { LARGEST_REPLY_DOCUMENT, MOST_REPLY_DOCUMENTS } from '../../domain/reply.ts';
import { json, list } from './answer.ts';
import { SubmitSubmission } from '../../domain/bodies.ts';
import type { Route } from './route.ts';

const Uuid = Type.String({ format: 'uuid' });
const Announcement = Type.Object({ caseId: Uuid, announcedAttachments: Type.Array(Uuid, { maxItems: MOST_REPLY_DOCUMENTS }) });
const LARGEST_CONTENT = 4 * 1024 * 1024;

/** Answers within a case, version 2 only. */
export const replyRoutes: readonly Route[] = [
  {
    method: 'GET', path: '/replies',
    async handle(asked) {
      const page = asked.page();
      const { total, replies } = await listReplies(asked.house, await asked.caller(), page);
      return json(200, list('replies', replies, { offset: page.offset, total }));
    },
  },
  {
    method: 'POST', path: '/replies',
    async handle(asked) {
      const caller = await asked.caller();
      const { caseId, announcedAttachments } = await asked.json<{ caseId: string; announcedAttachments: readonly string[] }>(Announcement, { largest: 65_536, type: 'application/json' });
      if (new Set(announcedAttachments.map((one) => one.toLowerCase())).size !== announcedAttachments.length) throw refuse('unreadable', 'announcedAttachments');
      const made = await announceReply(asked.house, caller, { caseId: caseId.toLowerCase(), announced: announcedAttachments });
      return json(201, made, { location: `/v2/replies/${made.replyId}` });
    },
  },
  {
    method: 'GET', path: '/replies/:reply',
    async handle(asked) {
      const { reply, content } = await fetchReply(asked.house, await asked.caller(), asked.params['reply'] ?? '');
      return json(200, { replyId: reply.replyId, caseId: reply.caseId, attachments: reply.announced, ...content });
    },
  },
  {
    method: 'PUT', path: '/replies/:reply',
    async handle(asked) {
      const caller = await asked.caller();
      const content = await asked.json<{ encryptedMetadata: string; encryptedData: string }>(SubmitSubmission.v2, { largest: LARGEST_CONTENT, type: 'application/json', tooLarge: 'too-large', wrongType: 'wrong-type' });
      const { replyId, caseId, announced } = await submitReply(asked.house, caller, asked.params['reply'] ?? '', content);
      return json(200, { replyId, caseId, attachments: announced });
    },
  },
  {
    method: 'DELETE', path: '/replies/:reply',
    async handle(asked) {
      await takeReply(asked.house, await asked.caller(), asked.params['reply'] ?? '');
      return { status: 204 };
    },
  },
  {
    method: 'GET', path: '/replies/:reply/attachments/:attachment',
    async handle(asked) {
      const jwe = await fetchReplyAttachment(asked.house, await asked.caller(), { reply: asked.params['reply'] ?? '', attachment: asked.params['attachment'] ?? '' });
      return { status: 200, headers: { 'content-type': 'application/jose' }, body: jwe };
    },
  },
  {
    method: 'PUT', path: '/replies/:reply/attachments/:attachment',
    async handle(asked) {
      const caller = await asked.caller();
      const jwe = await asked.text({ largest: LARGEST_REPLY_DOCUMENT, type: 'application/jose', tooLarge: 'too-large', wrongType: 'wrong-type' });
      await uploadReplyAttachment(asked.house, caller, { reply: asked.params['reply'] ?? '', attachment: asked.params['attachment'] ?? '' }, jwe.trim());
      return { status: 204 };
    },
  },
];
