import type { Database } from '@allmende/database';
import { InvalidInput } from '@allmende/errors';
import type { Authority, Place } from '../domain/place.ts';
import { searchForm } from '../domain/search-form.ts';
import { findAuthorityBySlug } from './find-authority-by-slug.ts';
import { findPlace } from './find-place.ts';
import { searchAuthorities } from './search-authorities.ts';
import { searchPlaces } from './search-places.ts';

type Context = { database: Pick<Database, 'withoutTenant'> };

/** The one municipality that a person means who typed its name, address or AGS. Throws InvalidInput at the pointer, naming the addresses to choose from where a name has several bearers. */
export async function findNamedPlace(ctx: Context, input: { typed: string; pointer: string }): Promise<Place> {
  const typed = input.typed.trim();
  if (/^\d{8}$/u.test(typed)) {
    const place = await findPlace(ctx, { ags: typed });
    if (place !== undefined) return place;
  }
  const hits = (await searchPlaces(ctx, { query: typed, limit: 25 })).hits.map(({ place }) => place).filter((place) => place.isMunicipality);
  return theOne(hits, typed, input.pointer, 'Diese Gemeinde steht nicht im Verzeichnis. Bitte geben Sie Name, Adresse oder Gemeindeschlüssel an.');
}

/** The one authority that a person means who typed its name or address. Throws InvalidInput at the pointer, like `findNamedPlace`. */
export async function findNamedAuthority(ctx: Context, input: { typed: string; pointer: string }): Promise<Authority> {
  const typed = input.typed.trim();
  const bySlug = await findAuthorityBySlug(ctx, { slug: typed });
  if (bySlug !== undefined) return bySlug;
  return theOne(await searchAuthorities(ctx, { query: typed, limit: 25 }), typed, input.pointer, 'Diese Behörde steht nicht im Verzeichnis. Bitte geben Sie ihren Namen oder ihre Adresse an, zum Beispiel amt-guestrow-land.');
}

function theOne<Named extends { name: string; slug: string }>(found: readonly Named[], typed: string, pointer: string, message: string): Named {
  const [only, second] = found;
  if (only !== undefined && second === undefined) return only;
  const exact = found.filter((one) => one.slug === typed || searchForm(one.name).strict === searchForm(typed).strict);
  const [match, other] = exact.some((one) => one.slug === typed) ? exact.filter((one) => one.slug === typed) : exact;
  if (match !== undefined && other === undefined) return match;
  if (only === undefined) throw new InvalidInput([{ pointer, code: 'unknown', message }]);
  throw new InvalidInput([{ pointer, code: 'ambiguous', message: `Das trifft auf mehrere zu. Bitte geben Sie eine dieser Adressen an: ${(exact.length > 0 ? exact : found).slice(0, 8).map((one) => one.slug).join(', ')}.` }]);
}
