import type { Database } from '@allmende/database';
import { parsePostcodes } from '../domain/parse-postcodes.ts';
import { knownPlaces, replacePostcodes } from '../data/edition.ts';

/** Replaces the list of postcodes by one of the operator's own (`plz,ags`). Rows with a key that no present place has are left out and reported. Throws UnreadableRegister. */
export async function importPostcodes(ctx: { database: Pick<Database, 'withoutTenant'> }, input: { text: string; fileName: string }): Promise<{ imported: number; stale: { postcode: string; ags: string }[] }> {
  const list = parsePostcodes(input.text, input.fileName);
  return ctx.database.withoutTenant(async (tx) => {
    const known = await knownPlaces(tx);
    const current = list.filter(({ ags }) => known.has(ags));
    await replacePostcodes(tx, current);
    return { imported: current.length, stale: list.filter(({ ags }) => !known.has(ags)) };
  });
}
