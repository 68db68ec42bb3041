import type { Database } from '@allmende/database';
import { countRegister, findEditionInForce, type EditionInForce } from '../data/edition.ts';

/** What the operator sees of the register: the edition in force (undefined before the first import) and how many of each kind are present. */
export async function describeRegister(ctx: { database: Pick<Database, 'withoutTenant'> }): Promise<{ edition: EditionInForce | undefined; counts: Awaited<ReturnType<typeof countRegister>> }> {
  return ctx.database.withoutTenant(async (tx) => ({ edition: await findEditionInForce(tx), counts: await countRegister(tx) }));
}
