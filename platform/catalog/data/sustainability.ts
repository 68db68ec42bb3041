import type { Tx } from '@allmende/database';
import type { PlainDate } from '@allmende/time';
import type { SustainabilityStatement } from '../domain/sustainability.ts';
import type { SustainabilityTopic } from '../domain/sustainability-topic.ts';

type Row = {
  id: string; solution: string; topic: SustainabilityTopic; value: string; source: string; link: string | null; stated_on: PlainDate; valid_until: PlainDate | null; author: 'supplier' | 'operator'; author_name: string | null;
  entered_at: Date; sha256: string; confirmed_on: PlainDate | null; withdrawn_on: PlainDate | null; withdrawn_reason: string | null;
};

const SELECT = `
  select s.*, confirmed.decided_on as confirmed_on, withdrawn.decided_on as withdrawn_on, withdrawn.reason as withdrawn_reason
  from catalog.sustainability_statement s
  left join catalog.sustainability_decision confirmed on confirmed.statement = s.id and confirmed.outcome = 'confirmed'
  left join catalog.sustainability_decision withdrawn on withdrawn.statement = s.id and withdrawn.outcome = 'withdrawn'`;

/** Writes a statement; false when the same one stands there already. */
export async function insertStatement(tx: Tx, statement: Omit<SustainabilityStatement, 'confirmedOn' | 'withdrawn'>, enteredBy: string): Promise<boolean> {
  const { id, solution, topic, value, source, link, statedOn, validUntil, author, authorName, enteredAt, sha256 } = statement;
  const { rowCount } = await tx.client.query(
    `insert into catalog.sustainability_statement (id, solution, topic, value, source, link, stated_on, valid_until, author, author_name, entered_by, entered_at, sha256)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict (solution, sha256) do nothing`,
    [id, solution, topic, value, source, link, statedOn, validUntil, author, authorName, enteredBy, enteredAt, sha256],
  );
  return rowCount === 1;
}

/** Notes what was decided about a statement; false when the same was decided before. */
export async function insertDecision(tx: Tx, statement: string, decision: { readonly outcome: 'confirmed' | 'withdrawn'; readonly reason: string | null; readonly on: PlainDate; readonly by: string; readonly at: Date }): Promise<boolean> {
  const { rowCount } = await tx.client.query(
    'insert into catalog.sustainability_decision (statement, outcome, reason, decided_on, decided_by, decided_at) values ($1, $2, $3, $4, $5, $6) on conflict do nothing',
    [statement, decision.outcome, decision.reason, decision.on, decision.by, decision.at],
  );
  return rowCount === 1;
}

/** All statements on some solutions, withdrawn ones too; newest first. */
export async function statementsOf(tx: Tx, solutions: readonly string[]): Promise<readonly SustainabilityStatement[]> {
  const { rows } = await tx.client.query<Row>(`${SELECT} where s.solution = any ($1) order by s.entered_at desc, s.id desc`, [solutions]);
  return rows.map(statementOf);
}

/** One statement; undefined when there is none. */
export async function findStatement(tx: Tx, by: { readonly id: string } | { readonly solution: string; readonly sha256: string }): Promise<SustainabilityStatement | undefined> {
  const { rows } = 'id' in by ? await tx.client.query<Row>(`${SELECT} where s.id = $1`, [by.id]) : await tx.client.query<Row>(`${SELECT} where s.solution = $1 and s.sha256 = $2`, [by.solution, by.sha256]);
  return rows[0] && statementOf(rows[0]);
}

/** Statements of suppliers that nobody has confirmed or withdrawn, the longest waiting first; at most 200. */
export async function unconfirmedStatements(tx: Tx): Promise<readonly SustainabilityStatement[]> {
  const { rows } = await tx.client.query<Row>(`${SELECT} where s.author = 'supplier' and confirmed.statement is null and withdrawn.statement is null order by s.entered_at, s.id limit 200`);
  return rows.map(statementOf);
}

function statementOf(row: Row): SustainabilityStatement {
  return {
    id: row.id, solution: row.solution, topic: row.topic, value: row.value, source: row.source, link: row.link, statedOn: row.stated_on, validUntil: row.valid_until, author: row.author, authorName: row.author_name, enteredAt: row.entered_at,
    sha256: row.sha256, confirmedOn: row.confirmed_on, withdrawn: row.withdrawn_on === null ? null : { on: row.withdrawn_on, reason: row.withdrawn_reason ?? '' },
  };
}
