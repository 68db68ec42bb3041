import type { Refusal } from '@allmende/uploads';
import { Type, type Static } from 'typebox';

const strict = { additionalProperties: false } as const;
const Uuid = Type.String({ format: 'uuid' });
const Instant = Type.String({ format: 'date-time' });

/** What applicant and office wrote about an application, in clear. Addresses for e-mails are not taken along: they were confirmed for this platform. */
export const ConversationRecord = Type.Object({
  application: Uuid,
  messages: Type.Array(Type.Object({
    id: Uuid, from: Type.Union([Type.Literal('applicant'), Type.Literal('office')]), at: Instant, readAt: Type.Union([Instant, Type.Null()]), author: Type.Union([Type.String(), Type.Null()]), text: Type.String(),
    attachments: Type.Array(Type.Object({
      id: Uuid, name: Type.String(), state: Type.Union([Type.Literal('received'), Type.Literal('clean'), Type.Literal('refused')]), kind: Type.Optional(Type.Enum(['pdf', 'jpeg', 'png', 'webp'])), refusal: Type.Optional(Type.Unsafe<Refusal>(Type.String())), receivedAt: Instant,
      file: Type.Union([Type.String({ description: 'Path below files/; one that ends in .quarantine was not checked for viruses' }), Type.Null()]),
    }, strict)),
  }, strict)),
}, strict);

export type ArchivedConversation = Static<typeof ConversationRecord>;

/** Where an attachment lies in an archive. */
export function attachmentPath(application: string, attachment: string, isQuarantined: boolean): string {
  return `files/messages/${application}/${attachment}${isQuarantined ? '.quarantine' : ''}`;
}
