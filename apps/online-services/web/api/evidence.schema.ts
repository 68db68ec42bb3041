import { Type } from 'typebox';

const Status = Type.Union([Type.Literal('there'), Type.Literal('checking'), Type.Literal('refused'), Type.Literal('later'), Type.Literal('office'), Type.Literal('open')]);
const Way = Type.Union([Type.Literal('upload'), Type.Literal('later'), Type.Literal('register'), Type.Literal('office')]);
const Day = Type.String({ format: 'date' });
const Row = Type.Union([Type.Null(), Type.Integer()], { description: 'Number of the row that it belongs to, from 1' });

/** Key of a piece of evidence: its id, with the id of the row where it belongs to one. */
export const EvidenceKey = Type.String({ pattern: '^[a-z][a-zA-Z0-9-]{0,60}(\\.[0-9a-f-]{36})?$' });

const FileSchema = Type.Object({
  id: Type.String({ format: 'uuid' }), name: Type.String(), state: Type.Union([Type.Literal('checking'), Type.Literal('clean'), Type.Literal('refused')], { description: 'Only what is clean can be fetched' }),
  reason: Type.Union([Type.Null(), Type.String()], { description: 'Why it was refused, in words' }), sizeBytes: Type.Integer(), isLate: Type.Boolean({ description: 'Came after sending' }), receivedAt: Type.String({ format: 'date-time' }),
  hints: Type.Array(Type.Object({ kind: Type.String(), outcome: Type.String(), text: Type.String() }), { description: 'What a look into the document said; decides nothing' }),
});

/** What is asked for as things stand, with what has come, and how complete everything is. */
export const EvidenceListSchema = Type.Object({
  items: Type.Array(Type.Object({
    key: Type.String(), title: Type.String(), why: Type.Union([Type.Null(), Type.String()]), row: Row, isRequired: Type.Boolean(), status: Status, ways: Type.Array(Way), accepts: Type.Array(Type.String({ description: 'Media type' })),
    maxFileBytes: Type.Integer(), maxFiles: Type.Integer(), validMonths: Type.Union([Type.Null(), Type.Integer()]), by: Type.Union([Type.Null(), Day]), files: Type.Array(FileSchema),
  })),
  completeness: Type.Object({
    score: Type.Integer({ minimum: 0, maximum: 100 }), required: Type.Integer(), there: Type.Integer(),
    missing: Type.Array(Type.Union([
      Type.Object({ kind: Type.Literal('answer'), page: Type.String(), field: Type.String(), row: Row }),
      Type.Object({ kind: Type.Literal('evidence'), key: Type.String(), row: Row, isRequired: Type.Boolean(), status: Status, ways: Type.Array(Way), by: Type.Union([Type.Null(), Day]) }),
    ])),
  }),
});

/** How many files were taken into quarantine, and what was wrong with the others. */
export const TakenSchema = Type.Object({ taken: Type.Integer(), problems: Type.Array(Type.Object({ pointer: Type.String(), code: Type.String(), detail: Type.String() })) });

export const WayBody = Type.Object({ way: Type.Union([Type.Literal('later'), Type.Literal('office')]) }, { additionalProperties: false });
