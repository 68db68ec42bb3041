import { Type, type Static } from 'typebox';
import { CALLBACKS } from './vocabulary.ts';

const Uuid = Type.String({ format: 'uuid' });
const Named = Type.Array(Type.Object({ destinationId: Uuid, submissionId: Uuid, caseId: Uuid }), { minItems: 1, maxItems: 500 });
const Ids = Type.Array(Uuid, { minItems: 1, maxItems: 500 });

/** Body of a callback: which submissions have arrived, or have news. `submissionIds` is the deprecated form without cases. */
export const Callback = Type.Object({
  type: Type.Union([Type.Literal(CALLBACKS.newSubmissions), Type.Literal(CALLBACKS.newEvents), Type.Literal(CALLBACKS.newReplies)]),
  submissionIds: Type.Optional(Ids),
  submissions: Type.Optional(Named),
});
export type Callback = Static<typeof Callback>;
