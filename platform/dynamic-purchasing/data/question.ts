import type { TenantTx } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import { openDataKey, openJson, sealJson, type KeyStore } from '@allmende/secrets';
import type { Competition } from '../domain/competition.ts';

/** A question with its answer, without who asked. */
export type Question = { readonly id: string; readonly question: string; readonly answer: string | null; readonly askedAt: Date; readonly answeredAt: Date | null };

type Texts = { readonly question: string; readonly answer: string | null };
const context = (id: string) => `dynamic_purchasing.question:${id}`;

export async function insertQuestion(tx: TenantTx, keys: KeyStore, competition: Competition, question: Question): Promise<void> {
  const { key } = await openDataKey(tx, keys, competition.dataKey);
  await tx.client.query('insert into dynamic_purchasing.question (tenant_id, id, competition, asked_at, texts) values ($1, $2, $3, $4, $5)', [tx.tenant, question.id, competition.id, question.askedAt, sealJson(key, { question: question.question, answer: null } satisfies Texts, context(question.id))]);
}

/** All questions, in the order in which they were asked; at most 500. */
export async function listQuestions(tx: TenantTx, keys: KeyStore, competition: Competition): Promise<Question[]> {
  const { rows } = await tx.client.query<{ id: string; asked_at: Date; answered_at: Date | null; texts: Buffer }>('select id, asked_at, answered_at, texts from dynamic_purchasing.question where tenant_id = $1 and competition = $2 order by asked_at, id limit 500', [tx.tenant, competition.id]);
  const { key } = await openDataKey(tx, keys, competition.dataKey);
  return rows.map((row) => ({ id: row.id, askedAt: row.asked_at, answeredAt: row.answered_at, ...(openJson(key, row.texts, context(row.id)) as Texts) }));
}

/** Answers a question; a later answer takes the place of an earlier one. Throws NotFound. */
export async function saveAnswer(tx: TenantTx, keys: KeyStore, competition: Competition, input: { readonly question: string; readonly answer: string; readonly at: Date }): Promise<void> {
  const found = (await listQuestions(tx, keys, competition)).find((one) => one.id === input.question);
  if (found === undefined) throw new NotFound();
  const { key } = await openDataKey(tx, keys, competition.dataKey);
  await tx.client.query('update dynamic_purchasing.question set answered_at = $3, texts = $4 where tenant_id = $1 and id = $2', [tx.tenant, input.question, input.at, sealJson(key, { question: found.question, answer: input.answer } satisfies Texts, context(input.question))]);
}
