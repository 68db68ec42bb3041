import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import { REPLY_KINDS, REPLY_MISSING_MAX, REPLY_TEXT_MAX, type DeliveredReply } from './delivered-reply.ts';
import { idFrom } from './id-from.ts';
import type { ProgressState } from './parcel.ts';

const strict = { additionalProperties: false } as const;
const Uuid = Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' });
const Line = Type.String({ minLength: 1, maxLength: 200 });
const Day = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$' });

const ReplySchema = Type.Object({
  kind: Type.Union(REPLY_KINDS.map((kind) => Type.Literal(kind))),
  fileNumber: Type.Optional(Line), text: Type.Optional(Type.String({ minLength: 1, maxLength: REPLY_TEXT_MAX })), due: Type.Optional(Day), missing: Type.Optional(Type.Array(Line, { maxItems: REPLY_MISSING_MAX })),
  fee: Type.Optional(Type.Object({ amountCents: Type.Integer({ minimum: 0, maximum: 1_000_000_000_00 }), purpose: Type.Optional(Line), payee: Type.Optional(Line), iban: Type.Optional(Type.String({ pattern: '^[A-Z]{2}\\d{2}[A-Z0-9]{10,30}$' })) }, strict)),
}, strict);

/** What a specialist system tells about a submission. */
export const CallbackSchema = Type.Object({
  /** The system's own id of this message: the same again changes nothing. */
  id: Uuid,
  submission: Uuid,
  /** `refused` only before anything else was told. */
  outcome: Type.Optional(Type.Union([Type.Literal('accepted'), Type.Literal('refused')])),
  /** Code of the system for a refusal, for the office; nothing personal. */
  reason: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9._/-]{1,100}$' })),
  state: Type.Optional(Type.Union([Type.Literal('in-progress'), Type.Literal('waiting'), Type.Literal('decided')])),
  /** Id of the way in which it was decided, as the service package names it. */
  decision: Type.Optional(Type.String({ pattern: '^[A-Za-z][A-Za-z0-9-]{0,59}$' })),
  replies: Type.Optional(Type.Array(ReplySchema, { maxItems: 10 })),
  documents: Type.Optional(Type.Array(Type.Object({ id: Uuid, name: Type.String({ pattern: '^[\\p{L}\\p{N} ._-]{1,100}\\.pdf$' }), kind: Type.Literal('notice'), contentType: Type.Literal('application/pdf'), content: Type.String({ pattern: '^[A-Za-z0-9+/]+={0,2}$', description: 'Base64' }) }, strict), { maxItems: 5 })),
}, strict);

export type CallbackMessage = Static<typeof CallbackSchema>;

/** Reads a message; undefined when it has another shape. */
export function parseCallback(value: unknown): CallbackMessage | undefined {
  if (!Value.Check(CallbackSchema, value)) return undefined;
  const message = value as CallbackMessage;
  return (message.documents ?? []).every(({ content }) => Buffer.from(content, 'base64').subarray(0, 5).toString('latin1') === '%PDF-') ? message : undefined;
}

/** The state that a message means for the applicant; undefined where it tells nothing of the work. */
export function stateOf({ state, replies = [], decision, documents = [] }: CallbackMessage): ProgressState | undefined {
  if (state !== undefined) return state;
  if (decision !== undefined || replies.some(({ kind }) => kind === 'decision')) return 'decided';
  if (replies.some(({ kind }) => kind === 'question' || kind === 'fee')) return 'waiting';
  return replies.length > 0 || documents.length > 0 ? 'in-progress' : undefined;
}

/** The replies of a message with ids that stay the same when it comes again. */
export function repliesOf({ id, replies = [] }: CallbackMessage): DeliveredReply[] {
  return replies.map((reply, index) => {
    const { kind, fileNumber, text, due, missing, fee } = reply;
    return {
      id: idFrom(`${id}:${index}`), kind, ...(fileNumber === undefined ? {} : { fileNumber }), ...(text === undefined ? {} : { text }), ...(due === undefined ? {} : { due }), ...(missing === undefined ? {} : { missing }),
      ...(fee === undefined ? {} : { fee: { amountCents: fee.amountCents, ...(fee.purpose === undefined ? {} : { purpose: fee.purpose }), ...(fee.payee === undefined ? {} : { payee: fee.payee }), ...(fee.iban === undefined ? {} : { iban: fee.iban }) } }),
    };
  });
}
