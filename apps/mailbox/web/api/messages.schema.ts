import { Type } from 'typebox';

const Uuid = Type.String({ format: 'uuid' });
const Instant = Type.String({ format: 'date-time' });

export const MessagesSchema = Type.Object({
  messages: Type.Array(Type.Object({
    id: Uuid, from: Type.Union([Type.Literal('applicant'), Type.Literal('office')]), author: Type.Union([Type.String(), Type.Null()]), at: Instant, readAt: Type.Union([Instant, Type.Null()], { description: 'When the other side opened it first' }), text: Type.String(),
    attachments: Type.Array(Type.Object({ id: Uuid, name: Type.String(), state: Type.Union([Type.Literal('checking'), Type.Literal('clean'), Type.Literal('refused')]), reason: Type.Union([Type.String(), Type.Null()]), sizeBytes: Type.Integer() })),
  }), { description: 'Oldest first' }),
});

export const SentSchema = Type.Object({ id: Uuid });
export const MessageBody = Type.Object({ id: Type.Optional(Type.String({ format: 'uuid', description: 'Made by the caller: the same one again is the same message' })), text: Type.String({ maxLength: 10_000 }) }, { additionalProperties: false });

/** Where an applicant hears of news, and how that stands; both null where they do not. */
export const ContactSchema = Type.Object({ email: Type.Union([Type.String(), Type.Null()]), state: Type.Union([Type.Literal('waits-for-confirmation'), Type.Literal('confirmed'), Type.Literal('failed'), Type.Null()]) });
export const ContactBody = Type.Object({ email: Type.String({ maxLength: 300 }) }, { additionalProperties: false });
