import { Type } from 'typebox';

const Answer = Type.Union([Type.String(), Type.Integer(), Type.Boolean()]);
const Instant = Type.String({ format: 'date-time' });

const Missing = Type.Array(Type.Object({ page: Type.String(), field: Type.String(), row: Type.Optional(Type.Integer({ description: 'Number of the row, from 1' })) }));

/** The fields of a form by name, as typed. */
export const FormFields = Type.Record(Type.String({ maxLength: 120 }), Type.String({ maxLength: 20_000 }));

export const PlaceServiceSchema = Type.Object({
  service: Type.String(), name: Type.String(), summary: Type.String(), authority: Type.Object({ id: Type.String({ format: 'uuid' }), slug: Type.String(), name: Type.String() }),
  version: Type.String(), package: Type.String({ description: 'SHA-256 of the service package' }), overlay: Type.String({ description: 'SHA-256 of the local values' }),
  pages: Type.Array(Type.Object({
    id: Type.String(), title: Type.String(),
    lists: Type.Union([Type.String(), Type.Null()], { description: 'The repeating group whose rows it lists' }), of: Type.Union([Type.String(), Type.Null()], { description: 'The repeating group for each row of which it is asked' }),
    questions: Type.Array(Type.Object({ id: Type.String(), type: Type.String(), label: Type.String(), optional: Type.Boolean(), options: Type.Array(Type.String()) })),
  })),
});

export const EarlierApplication = Type.Object({ reference: Type.String({ maxLength: 100 }), secret: Type.String({ maxLength: 100, description: 'The access code from its confirmation' }) });

const Puzzle = Type.Object({ stamp: Type.String(), bits: Type.Integer() }, {
  description: 'Whoever sends more than people do solves it once a day and sends `allmende-puzzle: <stamp>:<solution>` with each save: a decimal number for which SHA-256 over `<stamp>:<solution>` begins with so many zero bits',
});

export const StartedSchema = Type.Object({ draft: Type.String({ format: 'uuid' }), secret: Type.String(), firstPage: Type.String(), puzzle: Puzzle });

export const DraftSchema = Type.Object({
  service: Type.String(), answers: Type.Record(Type.String(), Answer), pages: Type.Array(Type.Object({ id: Type.String(), state: Type.Union([Type.Literal('done'), Type.Literal('open'), Type.Literal('blocked')]) })),
  next: Type.String(),
  rows: Type.Record(Type.String(), Type.Array(Type.Object({
    id: Type.String({ format: 'uuid' }), done: Type.Boolean(), answers: Type.Record(Type.String(), Answer), pages: Type.Array(Type.Object({ id: Type.String(), state: Type.Union([Type.Literal('done'), Type.Literal('open'), Type.Literal('blocked')]) })),
  })), { description: 'By repeating group, its rows' }),
  complete: Type.Boolean(), missing: Missing, later: Type.Array(Type.String()),
  results: Type.Record(Type.String(), Type.Union([Answer, Type.Null()]), { description: 'Amounts in cents; null while unknown' }), expiresOn: Type.String({ format: 'date' }), puzzle: Puzzle,
});

export const AddedRowSchema = Type.Object({ row: Type.String({ format: 'uuid' }), firstPage: Type.String() });

export const RowsOfFields = Type.Object({ rows: Type.Array(FormFields) });

export const ReplacedRowsSchema = Type.Object({ rows: Type.Array(Type.String({ format: 'uuid' })) });

export const RemovedRowSchema = Type.Object({ removed: Type.String({ format: 'uuid' }) });

/** `next` is the next inner page of the row, null when it is done and the list comes next. */
export const SavedRowPageSchema = Type.Object({ list: Type.String(), next: Type.Union([Type.String(), Type.Null()]) });

/** Where to go on, and what is missing after the save. */
export const SavedSchema = Type.Object({ next: Type.String(), complete: Type.Boolean(), missing: Missing, later: Type.Array(Type.String()) });

export const SubmittedSchema = Type.Object({ application: Type.String({ format: 'uuid' }), reference: Type.String(), secret: Type.String(), submittedAt: Instant });

export const StatusSchema = Type.Object({
  application: Type.String({ format: 'uuid' }), reference: Type.String(), serviceName: Type.String(), submittedAt: Instant, state: Type.String(), stateName: Type.String(), stateSince: Instant,
  documents: Type.Array(Type.Object({ file: Type.String({ format: 'uuid' }), kind: Type.String(), issuedAt: Instant })), later: Type.Array(Type.String()),
  withdrawnAt: Type.Union([Instant, Type.Null()]),
  usual: Type.Union([Type.Object({ days: Type.Integer(), decisions: Type.Integer() }), Type.Null()], { description: 'Half of the authority’s decisions on this service came after at most so many days; null while there are fewer than ten' }),
  timeline: Type.Array(Type.Object({ kind: Type.String(), at: Instant }), { description: 'What happened, newest first' }),
  replies: Type.Array(Type.Object({ id: Type.String({ format: 'uuid' }), kind: Type.String(), at: Instant, text: Type.Union([Type.String(), Type.Null()]), due: Type.Union([Type.String({ format: 'date' }), Type.Null()]), missing: Type.Array(Type.String()) }), { description: 'What the authority said or asks for, oldest first, in German' }),
});

export const WithdrawnSchema = Type.Object({ withdrawnAt: Instant });
