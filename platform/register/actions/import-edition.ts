import type { Tx } from '@allmende/database';
import type { AdministrationRule } from '../domain/administration-rule.ts';
import { nameOfAssociation, nameOfDistrict } from '../domain/authority-name.ts';
import { deriveAuthorities } from '../domain/derive-authorities.ts';
import { diffEditions, type EditionDifference } from '../domain/diff-editions.ts';
import { EditionTooOld } from '../domain/errors.ts';
import { readRegionalKey } from '../domain/regional-key.ts';
import type { RegisterEdition } from '../domain/register-edition.ts';
import { searchForm } from '../domain/search-form.ts';
import { giveSlugs } from '../domain/slug.ts';
import { splitOfficialName } from '../domain/split-official-name.ts';
import { wishAuthoritySlugs, wishPlaceSlugs } from '../domain/wish-slugs.ts';
import { findEditionInForce, loadPresent, lockRegister, markVanished, saveEdition, writeRows } from '../data/edition.ts';

/** What an import did. `written` counts rows that were inserted or changed, over all tables: 0 when the edition was already there. */
export type ImportReport = { date: string; places: number; authorities: number; written: number; difference: EditionDifference };

/**
 * Writes an edition as a difference to what is there, in the caller's transaction: addresses once given stay, what vanished is marked and waits for a successor.
 * Throws EditionTooOld when a newer one is in force. `fingerprint` says what the edition was made of, where it ships with the platform.
 */
export async function importEdition(tx: Tx, edition: RegisterEdition, rules: readonly AdministrationRule[], now: Date, fingerprint?: string): Promise<ImportReport> {
  await lockRegister(tx);
  const inForce = await findEditionInForce(tx);
  if (inForce !== undefined && edition.date < inForce.date) throw new EditionTooOld(edition.date, inForce.date);
  const present = await loadPresent(tx);
  const difference = diffEditions(present.places, edition.places.map(({ ags, ars, name }) => ({ ags, ars, name })));
  const { authorities, defaults } = deriveAuthorities(edition, rules);

  const newPlaces = giveSlugs(wishPlaceSlugs(edition, (ags) => !present.placeSlugs.has(ags)), present.taken);
  const newAuthorities = giveSlugs(wishAuthoritySlugs(edition, authorities, (id) => !present.authoritySlugs.has(id)), new Set([...present.taken, ...newPlaces.values()]));
  const slugOfPlace = (ags: string): string => present.placeSlugs.get(ags) ?? given(newPlaces.get(ags));
  const districts = new Set(edition.districts.map(({ key }) => key));
  const competence = new Map(defaults.map((one) => [one.ags, one]));

  const authorityRows = authorities.map((authority) => ({
    id: authority.id, kind: authority.kind, key: authority.key, ars: authority.ars, name: authority.name, official_name: authority.officialName,
    slug: present.authoritySlugs.get(authority.id) ?? (authority.kind === 'town' ? slugOfPlace(authority.key) : given(newAuthorities.get(authority.id))),
    land: authority.land, district: authority.district, population: authority.population, ...searchColumns(authority.name), vanished_on: null,
  }));
  const placeRows = edition.places.map((place) => {
    const key = given(readRegionalKey(place.ars));
    const answers = given(competence.get(place.ags));
    const { displayName } = splitOfficialName(place.name, key.district);
    return {
      ags: place.ags, ars: place.ars, name: displayName, official_name: place.name, type: place.type, is_municipality: place.isMunicipality, land: key.land,
      district: districts.has(key.district) ? key.district : null, association: key.association ?? null, population: place.population, area_hectares: place.areaHectares, postcode: place.postcode,
      has_several_postcodes: place.hasSeveralPostcodes, slug: slugOfPlace(place.ags), ...searchColumns(displayName), municipal_authority: answers.municipal, municipal_reason: answers.municipalReason,
      district_authority: answers.district, district_reason: answers.districtReason, vanished_on: null,
    };
  });
  const authorityOfSlug = new Map(authorityRows.map(({ slug, id }) => [slug, id]));
  const agsOfSlug = new Map(placeRows.map(({ slug, ags }) => [slug, ags]));
  const slugRows = [...new Set([...agsOfSlug.keys(), ...authorityOfSlug.keys()])].map((slug) => ({ slug, ags: agsOfSlug.get(slug) ?? null, authority: authorityOfSlug.get(slug) ?? null }));

  let written = await writeRows(tx, 'land', edition.lands);
  written += await writeRows(tx, 'district', edition.districts.map((one) => ({ key: one.key, type: one.type, name: nameOfDistrict(one), official_name: one.name, seat: one.seat, population: one.population, vanished_on: null })));
  written += await writeRows(tx, 'association', edition.associations.map((one) => ({ key: one.key, type: one.type, name: nameOfAssociation(one), official_name: one.name, seat: one.seat, vanished_on: null })));
  written += await writeRows(tx, 'authority', authorityRows);
  written += await writeRows(tx, 'place', placeRows);
  written += await writeRows(tx, 'slug', slugRows);
  written += await markVanished(tx, 'place', placeRows.map(({ ags }) => ags), edition.date);
  written += await markVanished(tx, 'authority', authorityRows.map(({ id }) => id), edition.date);
  written += await markVanished(tx, 'district', [...districts], edition.date);
  written += await markVanished(tx, 'association', edition.associations.map(({ key }) => key), edition.date);
  const counts = { appeared: difference.appeared.length, vanished: difference.vanished.length, renamed: difference.renamed.length, moved: difference.moved.length };
  await saveEdition(tx, { date: edition.date, populationOn: edition.populationOn, source: edition.source, importedAt: now, difference: counts, fingerprint: fingerprint ?? null });
  return { date: edition.date, places: placeRows.length, authorities: authorityRows.length, written, difference };
}

function searchColumns(name: string): { search_strict: string; search_loose: string } {
  const form = searchForm(name);
  return { search_strict: form.strict, search_loose: form.loose };
}

function given<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new RangeError('the edition contradicts itself');
  return value;
}
