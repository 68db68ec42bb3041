import { rows, type TenantTx } from '@allmende/database';
import { sql } from 'kysely';
import type { CaseFile, CaseFlag, CaseState } from '../domain/case-file.ts';
import { CASE_COLUMNS, caseFileOf } from './case-file.ts';
import type { CasesTables } from './tables.ts';

// Exactly the expression of the index `case_file_by_deadline`.
const BY_DUE = `(case when due_on is null then 'infinity'::date else due_on end)`;

/** The deadline of a case to sort and compare by: cases without one come last. */
export const DUE = sql<Date>`${sql.raw(BY_DUE)}`;
const day = (text: string) => sql<Date>`${text}::date`;

/** Which cases of an authority are wanted. */
export type CaseSearch = {
  /** Only cases of these. */
  readonly services: 'all' | ReadonlySet<string>;
  readonly state?: CaseState | 'open' | undefined;
  readonly service?: string | undefined;
  readonly flag?: CaseFlag | undefined;
  /** Accounts that work on it, or `nobody`. */
  readonly assignees?: readonly string[] | 'nobody' | undefined;
  /** Only these; what a search found. */
  readonly ids?: readonly string[] | undefined;
  /** Only those that arrived before this moment. */
  readonly receivedBefore?: Date | undefined;
  /** Only those whose deadline lies on this day or later, and before that one. */
  readonly dueFrom?: string | undefined;
  readonly dueBefore?: string | undefined;
  /** `news`: only those with something new from the applicant, the newest news first. */
  readonly order?: 'newest' | 'oldest' | 'due' | 'news' | undefined;
  /** Last case of the page before. */
  readonly after?: Pick<CaseFile, 'id' | 'receivedAt' | 'dueOn'> | undefined;
  readonly limit: number;
};

/**
 * Cases by time of arrival or by deadline. Only leakproof operators where an index has to serve, so that it does under row-level security too; the indexes of flags are partial, one for each flag that is looked for often, and
 * their condition stands in the statement word by word.
 */
export async function listCases(tx: TenantTx, search: CaseSearch): Promise<CaseFile[]> {
  const direction = search.order === 'oldest' || search.order === 'due' ? 'asc' : 'desc';
  let query = rows<CasesTables>(tx).selectFrom('cases.case_file').where('tenant_id', '=', tx.tenant).select(CASE_COLUMNS).limit(search.limit);
  if (search.order === 'due') query = query.orderBy(DUE);
  if (search.order === 'news') query = query.where(sql<boolean>`news_at is not null`).orderBy(sql`news_at desc`);
  query = query.orderBy('received_at', direction).orderBy('id', direction);
  const { services, state, service, flag, assignees, ids, receivedBefore, dueFrom, dueBefore, after } = search;
  if (ids !== undefined) query = query.where('id', '=', sql<string>`any(${[...ids]}::uuid[])`);
  if (receivedBefore !== undefined) query = query.where('received_at', '<', receivedBefore);
  if (dueFrom !== undefined) query = query.where(DUE, '>=', day(dueFrom));
  if (dueBefore !== undefined) query = query.where(DUE, '<', day(dueBefore));
  if (services !== 'all') query = query.where('service', 'in', [...services]);
  if (state === 'open') query = query.where('is_open', '=', true);
  else if (state !== undefined) query = query.where('state', '=', state);
  if (service !== undefined) query = query.where('service', '=', service);
  if (flag !== undefined) query = query.where(sql<boolean>`${sql.lit(flag)} = any(flags)`);
  if (assignees === 'nobody') query = query.where('assigned_to', 'is', null);
  else if (assignees?.length === 1) query = query.where('assigned_to', '=', assignees[0] ?? '');
  else if (assignees !== undefined) query = query.where('assigned_to', '=', sql<string>`any(${[...assignees]}::uuid[])`);
  if (after !== undefined) {
    const than = direction === 'asc' ? '>' : '<';
    const due = day(after.dueOn ?? 'infinity');
    // The first condition lets the index begin at the page; the second leaves out what was on the page before.
    if (search.order === 'due') query = query.where(DUE, '>=', due);
    query = query.where((where) => {
      const later = where.or([where('received_at', than, after.receivedAt), where.and([where('received_at', '=', after.receivedAt), where('id', than, after.id)])]);
      return search.order === 'due' ? where.or([where(DUE, '>', due), later]) : later;
    });
    if (search.order !== 'due') query = query.where('received_at', direction === 'asc' ? '>=' : '<=', after.receivedAt);
  }
  return (await query.execute()).map(caseFileOf);
}

/** Some cases by their ids, in no order; those that do not exist are missing. */
export async function listCasesById(tx: TenantTx, ids: readonly string[]): Promise<CaseFile[]> {
  if (ids.length === 0) return [];
  return (await rows<CasesTables>(tx).selectFrom('cases.case_file').where('tenant_id', '=', tx.tenant).where('id', '=', sql<string>`any(${[...ids]}::uuid[])`).select(CASE_COLUMNS).execute()).map(caseFileOf);
}

/** A search ends here: whoever finds more has to say more. */
export const MOST_FOUND = 1000;

/**
 * The search over the readable fields, the only one: cases whose reference begins as typed, and those with a name in which each word begins a word; the newest `MOST_FOUND` of each. Ranges of B-trees on columns of the collation
 * "C", all operators leakproof: it needs no right beyond those of the authority, and row-level security filters what it reads. `services` limits what may be found.
 */
export async function findCaseIds(tx: TenantTx, typed: { readonly reference: string | undefined; readonly words: readonly string[] }, services: 'all' | ReadonlySet<string>): Promise<{ readonly ids: readonly string[]; readonly hasMore: boolean }> {
  const of = services === 'all' ? '' : ' and file.service = any($2)';
  const allowed = services === 'all' ? [] : [[...services]];
  const found = new Set<string>();
  let hasMore = false;
  const take = (ids: readonly { id: string }[]) => {
    for (const { id } of ids) found.add(id);
    hasMore ||= ids.length >= MOST_FOUND;
  };
  if (typed.reference !== undefined) {
    const at = 2 + allowed.length;
    take((await tx.client.query<{ id: string }>({
      text: `select id from cases.case_file as file where tenant_id = $1${of} and reference >= $${at} and reference < $${at + 1} order by reference limit ${MOST_FOUND}`,
      values: [tx.tenant, ...allowed, typed.reference, `${typed.reference}~`],
    })).rows);
  }
  // The longest word narrows most.
  const [first, ...more] = typed.words.toSorted((one, other) => other.length - one.length);
  if (first !== undefined) {
    const values: unknown[] = [tx.tenant, ...allowed];
    // Above every letter of every script: the range holds each word that begins so.
    const range = (word: string) => { values.push(word, `${word}\u{10ffff}`); return `word >= $${values.length - 1} and word < $${values.length}`; };
    const others = more.map((word) => ` and exists (select from cases.case_word as other where other.tenant_id = $1 and other.case_id = hit.case_id and other.${range(word).replace(' and word', ' and other.word')})`).join('');
    const visible = services === 'all' ? '' : ` and exists (select from cases.case_file as file where file.tenant_id = $1 and file.id = hit.case_id${of})`;
    take((await tx.client.query<{ id: string }>({
      text: `select case_id as id from cases.case_word as hit where tenant_id = $1 and ${range(first)}${others}${visible} order by received_at desc limit ${MOST_FOUND}`, values,
    })).rows);
  }
  return { ids: [...found], hasMore };
}

/** Counts stop here: “more than 999” says enough, and a million rows need no counting. */
export const MOST_COUNTED = 1000;

export type InboxCounts = { readonly states: Readonly<Record<CaseState | 'open', number>>; readonly mine: number; readonly deputy: number; readonly unassigned: number; readonly overdue: number; readonly soon: number };

/** How many cases there are in each view of the inbox, at most `MOST_COUNTED` each. `represented` are the accounts in whose place the person works. */
export async function countCases(
  tx: TenantTx, people: { readonly account: string | undefined; readonly represented: readonly string[] }, services: 'all' | ReadonlySet<string>, days: { readonly today: string; readonly soon: string },
): Promise<InboxCounts> {
  const { account, represented } = people;
  const limited = services === 'all' ? '' : ' and service = any($6)';
  const count = (name: string, condition: string, order = '') => `(select count(*) from (select from cases.case_file where tenant_id = $1${limited} and ${condition}${order} limit ${MOST_COUNTED}) as counted) as "${name}"`;
  // In the order of the index: without it PostgreSQL reads the table from anywhere and hopes to meet so many soon, which among years of closed cases takes it a third of a second.
  const countDue = (name: string, condition: string) => count(name, `is_open and ${condition}`, ` order by ${BY_DUE}`);
  const { rows: [found] } = await tx.client.query<Record<string, number>>({
    name: `cases-inbox-count${services === 'all' ? '' : '-of-services'}`,
    text: `select ${[
      count('open', 'is_open'), count('new', `state = 'new'`), count('in-progress', `state = 'in-progress'`), count('waiting', `state = 'waiting'`), count('decided', `state = 'decided'`), count('closed', `state = 'closed'`),
      count('unassigned', 'is_open and assigned_to is null'), countDue('overdue', `${BY_DUE} < $2::date`), countDue('soon', `${BY_DUE} >= $2::date and ${BY_DUE} < $3::date`),
      count('mine', 'is_open and assigned_to = $4::uuid'), count('deputy', 'is_open and assigned_to = any($5::uuid[])'),
    ].join(', ')}`,
    values: [tx.tenant, days.today, days.soon, account ?? null, [...represented], ...(services === 'all' ? [] : [[...services]])],
  });
  const of = (name: string) => Number(found?.[name] ?? 0);
  return {
    states: { open: of('open'), new: of('new'), 'in-progress': of('in-progress'), waiting: of('waiting'), decided: of('decided'), closed: of('closed') },
    mine: of('mine'), deputy: of('deputy'), unassigned: of('unassigned'), overdue: of('overdue'), soon: of('soon'),
  };
}

/** Of which of these cases the notice has not been sent yet. */
export async function listUnsent(tx: TenantTx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const found = await rows<CasesTables>(tx).selectFrom('cases.notice').where('tenant_id', '=', tx.tenant).where('case_id', 'in', [...ids]).where('posted_on', 'is', null).select('case_id').execute();
  return new Set(found.map((row) => row.case_id));
}

/** The services of which the authority has cases: a loose walk along the index, one step a service. */
export async function listCaseServices(tx: TenantTx): Promise<{ service: string; name: { de: string; en: string } }[]> {
  const { rows: found } = await tx.client.query<{ service: string; de: string; en: string }>({
    name: 'cases-services',
    text: `
      with recursive step as (
        (select service, service_name_de as de, service_name_en as en from cases.case_file where tenant_id = $1 order by service, received_at desc limit 1)
        union all
        select next.* from step cross join lateral
          (select service, service_name_de as de, service_name_en as en from cases.case_file where tenant_id = $1 and service > step.service order by service, received_at desc limit 1) as next
      ) select service, de, en from step`,
    values: [tx.tenant],
  });
  return found.map((row) => ({ service: row.service, name: { de: row.de, en: row.en } }));
}
