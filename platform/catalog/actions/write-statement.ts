import { createHash } from 'node:crypto';
import type { Actor } from '@allmende/access';
import { record } from '@allmende/audit';
import { newId, PLATFORM_TENANT, type Database } from '@allmende/database';
import type { Clock } from '@allmende/time';
import { findStatement, insertStatement } from '../data/sustainability.ts';
import { checkSustainability, type SustainabilityInput } from '../domain/check-sustainability.ts';
import { StatementWithdrawn } from '../domain/errors.ts';
import type { SustainabilityStatement } from '../domain/sustainability.ts';

/** Who states something. */
export type StatementAuthor = Pick<SustainabilityStatement, 'author' | 'authorName'>;

/** Checks a statement and writes it with its hash in the log; the same one again changes nothing. The caller checks the permission and that the solution is there. Throws InvalidInput, and StatementWithdrawn for one that was withdrawn. */
export async function writeStatement(
  ctx: { readonly database: Pick<Database, 'inTenant'>; readonly clock: Clock; readonly actor: Actor }, input: { readonly solution: string; readonly statement: SustainabilityInput; readonly by: StatementAuthor },
): Promise<SustainabilityStatement> {
  const { solution, by } = input;
  const checked = checkSustainability(input.statement, ctx.clock.today());
  const enteredAt = ctx.clock.now();
  const sha256 = createHash('sha256').update(JSON.stringify({ solution, ...checked, author: by.author, authorName: by.authorName })).digest('hex');
  const statement = { ...checked, id: newId(), solution, author: by.author, authorName: by.authorName, enteredAt, sha256 };
  return ctx.database.inTenant(PLATFORM_TENANT, async (tx) => {
    if (!(await insertStatement(tx, statement, ctx.actor.kind === 'staff' || ctx.actor.kind === 'supplier' ? ctx.actor.accountId : ctx.actor.kind === 'system' ? ctx.actor.name : 'platform'))) {
      const known = await findStatement(tx, { solution, sha256 });
      if (known === undefined || known.withdrawn !== null) throw new StatementWithdrawn();
      return known;
    }
    await record(tx, {
      actor: ctx.actor, action: 'catalog/sustainability-stated', subject: { kind: 'solution', id: solution }, at: enteredAt,
      facts: { topic: checked.topic, statedOn: checked.statedOn, ...(checked.validUntil === null ? {} : { validUntil: checked.validUntil }), author: by.author, statement: statement.id, hash: sha256 },
    });
    return { ...statement, confirmedOn: null, withdrawn: null };
  });
}
