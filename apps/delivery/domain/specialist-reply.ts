import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { CallbackSchema, repliesOf, stateOf, type CallbackMessage } from './callback-message.ts';
import type { DeliveredReply } from './delivered-reply.ts';
import type { ProgressState } from './parcel.ts';

/** Names the schema of replies by FIT-Connect; `docs/schemas/specialist-reply-1.json` is the same for others. */
export const SPECIALIST_REPLY_SCHEMA = 'urn:allmende:specialist-reply:1';

const { id, state, decision, replies } = CallbackSchema.properties;

/** What a specialist system says by FIT-Connect: what it may say by a signed message, without the ids that the case already says. Documents come as attachments. */
export const SpecialistReply = Type.Object({ id, at: Type.Optional(Type.String({ maxLength: 40 })), state, decision, replies }, { additionalProperties: false });

/** A reply as the applicant's side takes it; `state` is undefined where nothing was said of the work. */
export type ReadReply = { readonly id: string; readonly state: ProgressState | undefined; readonly decision: string | undefined; readonly replies: readonly DeliveredReply[] };

/** Reads the data of a reply; undefined when they have another shape. `hasDocuments` says whether letters came along. */
export function readSpecialistReply(bytes: Uint8Array, hasDocuments: boolean): ReadReply | undefined {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
  if (!Value.Check(SpecialistReply, value)) return undefined;
  // The case says which submission it is about.
  const message: CallbackMessage = { ...(value as Pick<CallbackMessage, 'id' | 'state' | 'decision' | 'replies'>), submission: '' };
  return { id: message.id, state: stateOf(message) ?? (hasDocuments ? 'in-progress' : undefined), decision: message.decision, replies: repliesOf(message) };
}
