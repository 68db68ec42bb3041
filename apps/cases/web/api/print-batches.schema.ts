import { Type } from 'typebox';

const Uuid = Type.String({ format: 'uuid' });
const Instant = Type.String({ format: 'date-time' });
const Day = Type.String({ format: 'date' });
const strict = { additionalProperties: false } as const;

export const BatchParams = Type.Object({ batch: Uuid });
export const AuthorityBatchParams = Type.Object({ authority: Type.String(), batch: Uuid });

const Letter = Type.Object({ notice: Uuid, case: Uuid, reference: Type.String(), service: Type.String(), issuedAt: Instant, hasFile: Type.Boolean(), postedOn: Type.Union([Day, Type.Null()]) });
const Batch = { id: Uuid, madeAt: Instant, madeBy: Type.String(), postedOn: Type.Union([Day, Type.Null()]) };

export const PostSchema = Type.Object({ waiting: Type.Array(Letter, { description: 'Oldest first, at most 500' }), batches: Type.Array(Type.Object({ ...Batch, letters: Type.Integer() })) });
export const BatchSchema = Type.Object({ ...Batch, letters: Type.Array(Letter) });
export const NewBatchBody = Type.Object({ notices: Type.Array(Uuid, { minItems: 1, maxItems: 500 }) }, strict);
export const NewBatchSchema = Type.Object({ id: Uuid, letters: Type.Integer() });
export const BatchPostingBody = Type.Object({ postedOn: Day, close: Type.Boolean({ description: 'Also close the cases in which nothing is left to do' }) }, strict);
export const PostedBatchSchema = Type.Object({ posted: Type.Integer(), closed: Type.Integer(), left: Type.Array(Type.String(), { description: 'References of the cases that stayed as they were' }) });
export const LeftSchema = Type.Object({ left: Type.Array(Type.String()) });
