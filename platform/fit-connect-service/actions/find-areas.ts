import type { House } from '@allmende/house';
import { listLands, PLACE_TYPES, searchPlaces, type Place } from '@allmende/register';
import { refuse } from '../domain/errors.ts';

/** An area as routing names it. Its id is the regional key (ARS). */
export type Area = { readonly id: string; readonly name: string; readonly type: string };

const AT_MOST = 100;

/** Finds municipalities by name or postcode, and federal states by name; `*` stands for anything, several expressions for any of them. Throws Refusal. */
export async function findAreas(house: Pick<House, 'database'>, expressions: readonly string[]): Promise<readonly Area[]> {
  if (expressions.length === 0 || expressions.length > 10 || expressions.some((one) => one.length > 100 || one.includes('\0') || one.replaceAll('*', '').trim().length < 2)) throw refuse('bad-query', 'areaSearchexpression');
  const lands = await listLands(house);
  const found = new Map<string, Area>();
  for (const expression of expressions) {
    const words = expression.replaceAll('*', ' ').trim();
    for (const { key, name } of lands) if (name.toLowerCase().includes(words.toLowerCase())) found.set(key, { id: key, name, type: 'Bundesland' });
    for (const { place } of (await searchPlaces(house, { query: words, limit: AT_MOST })).hits) found.set(place.ars, areaOf(place));
  }
  return [...found.values()];
}

function areaOf(place: Place): Area {
  return { id: place.ars, name: place.name, type: place.type === null ? 'Gebiet' : PLACE_TYPES[place.type] };
}
