import { Type } from 'typebox';
import { CASE_FLAGS } from '../../domain/case-file.ts';

const Uuid = Type.String({ format: 'uuid' });
const Instant = Type.String({ format: 'date-time' });
const Day = Type.String({ format: 'date' });
const orNull = <Schema extends ReturnType<typeof Type.String> | ReturnType<typeof Type.Object>>(schema: Schema) => Type.Union([schema, Type.Null()]);
const strict = { additionalProperties: false } as const;

export const AuthorityParams = Type.Object({ authority: Type.String() });
export const CaseParams = Type.Object({ case: Uuid });
export const AuthorityCaseParams = Type.Object({ authority: Type.String(), case: Uuid });

const State = Type.Union([Type.Literal('new'), Type.Literal('in-progress'), Type.Literal('waiting'), Type.Literal('decided'), Type.Literal('closed')]);

export const CaseFilterSchema = Type.Object({
  state: Type.Optional(Type.Union([Type.Literal('open'), ...State.anyOf])),
  service: Type.Optional(Type.String({ minLength: 1, maxLength: 80, pattern: '^[a-z0-9-]+$' })),
  flag: Type.Optional(Type.Union(CASE_FLAGS.map((flag) => Type.Literal(flag)))),
  assignee: Type.Optional(Type.Union([Type.Literal('mine'), Type.Literal('deputy'), Type.Literal('nobody'), Uuid], { description: 'Who works on it: the caller, those in whose place the caller works today, nobody, or an account' })),
  q: Type.Optional(Type.String({ maxLength: 100, description: 'Start of a reference, or of words of a name where the service keeps it readable' })),
  order: Type.Optional(Type.Union([Type.Literal('newest'), Type.Literal('oldest'), Type.Literal('due')])),
  due: Type.Optional(Type.Union([Type.Literal('overdue'), Type.Literal('soon')], { description: 'Open cases past their deadline, or within two weeks of it' })),
  age: Type.Optional(Type.Union([Type.Literal('14'), Type.Literal('30'), Type.Literal('90')], { description: 'Arrived more than so many days ago' })),
  after: Type.Optional(Uuid),
}, strict);

const Words = Type.Object({ de: Type.String(), en: Type.String() });

export const CaseSchema = Type.Object({
  id: Uuid, application: Uuid, reference: Type.String(), service: Type.String(), serviceName: Words, placeArs: Type.String(), placeName: Type.String(), state: State, flags: Type.Array(Type.String()), applicantName: orNull(Type.String()), receivedAt: Instant,
  dueOn: Type.Union([Day, Type.Null()], { description: 'Nearest deadline of the authority, taken early where something is unknown' }), assignee: Type.Union([Type.Object({ accountId: Uuid, name: Type.String() }), Type.Null()]), decidedAt: orNull(Instant), closedAt: orNull(Instant), version: Type.Integer(),
  keptUntil: Type.Union([Day, Type.Null()], { description: 'Last day on which a closed case is kept; null where no period is known' }), deletionAskedAt: Type.Union([Instant, Type.Null()], { description: 'When somebody proposed to delete it' }),
});

const Count = Type.Integer({ minimum: 0, maximum: 1000, description: 'Counting stops at 1,000' });

export const CaseListSchema = Type.Object({
  cases: Type.Array(CaseSchema), counts: Type.Object({ open: Count, new: Count, 'in-progress': Count, waiting: Count, decided: Count, closed: Count, mine: Count, deputy: Count, unassigned: Count, overdue: Count, soon: Count }),
  next: Type.Record(Type.String(), Type.String(), { description: 'By case, the one thing to do next' }), searchHasMore: Type.Boolean({ description: 'The search found more than it looks through: say more' }), after: orNull(Uuid),
});

const Row = Type.Object({ label: Type.String(), value: orNull(Type.String()) });
const Amount = Type.Union([Type.Integer({ description: 'Cents' }), Type.Null()]);

const CountedDay = Type.Object({ earliest: Day, latest: Day, doubts: Type.Array(Type.String()), norm: Type.String() }, { description: 'A day counted by law; two days where something is unknown' });

export const NoticeSchema = Type.Object({
  id: Uuid, decision: Type.String(), dueOn: orNull(Day), issuedAt: Instant, postedOn: orNull(Day), hasFile: Type.Boolean(), serviceOfNotice: Type.Object({ route: Type.String(), ground: Type.String(), statement: Type.String(), servedOn: Type.Union([CountedDay, Type.Null()]), remedyEnds: Type.Union([CountedDay, Type.Null()]) }),
  objection: Type.Union([Type.Object({ receivedOn: Day, inTime: Type.String({ description: '`in-time`, `late`, `doubt` or `unknown`' }) }), Type.Null()]),
  amountCents: Amount, firstAmountCents: Amount, subject: orNull(Type.String()), paragraphs: Type.Array(Type.String()), remedy: orNull(Type.String()),
});

export const OpenedCaseSchema = Type.Object({
  case: CaseSchema, next: Type.String(),
  content: Type.Union([Type.Object({
    language: Type.String(), answers: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()])),
    rows: Type.Record(Type.String(), Type.Array(Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()]))), { description: 'By repeating group, the answers of each row' }), pages: Type.Array(Type.Object({ title: Type.String(), rows: Type.Array(Row) })), results: Type.Array(Row),
    missingEvidence: Type.Array(Type.String()), decisions: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), amountCents: Amount, firstAmountCents: Amount, startsOn: orNull(Type.String()) })),
  }), Type.Null()]),
  notice: Type.Union([NoticeSchema, Type.Null()]),
  deadlines: Type.Array(Type.Object({ name: Type.String(), ends: CountedDay, source: Type.String(), isDeemedApproval: Type.Boolean({ description: 'After it the permit counts as given (§ 42a VwVfG)' }), workingDaysLeft: Type.Integer() })),
  history: Type.Array(Type.Object({ kind: Type.String(), at: Instant, actor: orNull(Type.String()), note: orNull(Type.String()) })),
});

const Version = Type.Integer({ minimum: 1, description: 'The version that the caller has seen; an older one is refused with 409' });
const LongText = Type.String({ maxLength: 10_000 });

const Figures = Type.Object({
  amount: Type.Optional(Type.String({ maxLength: 40, description: 'Euro as typed: 96,00' })), firstAmount: Type.Optional(Type.String({ maxLength: 40 })), startsOn: Type.Optional(Day), dueOn: Type.Optional(Day), reason: Type.Optional(LongText),
}, strict);

export const NoticeTextSchema = Type.Object({ subject: LongText, body: LongText, remedy: LongText, recipient: LongText }, strict);

export const AssignmentBody = Type.Object({ version: Version, to: Type.Union([Type.Literal('me'), Type.Literal('nobody'), Uuid], { description: 'The caller, nobody, or the account of a colleague' }) }, strict);
export const DraftBody = Type.Object({ decision: Type.String({ maxLength: 80 }), figures: Figures }, strict);
export const DecisionBody = Type.Object({ version: Version, decision: Type.String({ maxLength: 80 }), figures: Figures, text: NoticeTextSchema, refusalReason: Type.Optional(Type.String({ maxLength: 80, description: 'For a refusal: one of the reasons that the service lists, for the figures' })), route: Type.Optional(Type.Union([Type.Literal('post'), Type.Literal('formal'), Type.Literal('mailbox')])) }, strict);
export const PostingBody = Type.Object({ version: Version, postedOn: Day }, strict);
export const ObjectionBody = Type.Object({ version: Version, receivedOn: Day, note: Type.Optional(LongText) }, strict);
export const ClosingBody = Type.Object({ version: Version, reason: Type.Optional(LongText) }, strict);
export const DeletionQuery = Type.Object({ version: Version }, strict);
export const DeletedSchema = Type.Object({ outcome: Type.Union([Type.Literal('deleted'), Type.Literal('proposed')]) });
export const VersionSchema = Type.Object({ version: Type.Integer() });
export const DecidedSchema = Type.Object({ version: Type.Integer(), notice: Uuid });
