import { authorityId, type AuthorityId, type AuthorityKind } from './authority-id.ts';
import { findAdministrationRule, findLeadingMember, type AdministrationRule } from './administration-rule.ts';
import { nameOfAssociation, nameOfDistrict, nameOfTown } from './authority-name.ts';
import { readRegionalKey } from './regional-key.ts';
import { isTownDistrict, type PlaceFacts, type RegisterEdition } from './register-edition.ts';
import { splitOfficialName } from './split-official-name.ts';

/** An authority as the register knows it, before it has a slug. */
export type DerivedAuthority = {
  id: AuthorityId;
  kind: AuthorityKind;
  /** AGS, 9 or 5 digits, by kind. */
  key: string;
  /** Regional key: 12 digits for a town, 9 for an association, 5 for a district. */
  ars: string;
  /** As people say it: `Amt Güstrow-Land`. */
  name: string;
  officialName: string;
  land: string;
  district: string | null;
  /** Inhabitants of its places; null when unknown for one of them. */
  population: number | null;
};

/** Who answers for a place when no competence is entered, and why. */
export type DefaultCompetence = {
  ags: string;
  /** For what the municipalities do; null = unknown or nobody. */
  municipal: AuthorityId | null;
  municipalReason: DefaultReason;
  /** For what the districts do. */
  district: AuthorityId | null;
  districtReason: DefaultReason;
};

export type DefaultReason =
  | 'own-administration' | 'member-keeps-administration' | 'association' | 'leading-member' | 'district' | 'town-district' | 'outside-any-municipality' | 'no-rule' | 'no-district';

/**
 * Derives from an edition which authorities there are and who answers for each place by default. A municipality whose daily work an association or a
 * leading member does has no administration of its own; an association without legal personality (its leading member works for all, or each for itself in a Verwaltungsgemeinschaft) is no authority.
 */
export function deriveAuthorities(edition: RegisterEdition, rules: readonly AdministrationRule[]): { authorities: DerivedAuthority[]; defaults: DefaultCompetence[] } {
  const authorities = new Map<AuthorityId, DerivedAuthority>();
  const members = Map.groupBy(edition.places, (place) => readRegionalKey(place.ars)?.association);
  const districts = new Map(edition.districts.map((district) => [district.key, { ...district, id: authorityId('district', district.key) }]));
  const municipal = new Map<string, Pick<DefaultCompetence, 'municipal' | 'municipalReason'>>();

  const addTown = (place: PlaceFacts): AuthorityId => {
    const id = authorityId('town', place.ags);
    const district = place.ags.slice(0, 5);
    authorities.set(id, {
      id, kind: 'town', key: place.ags, ars: place.ars, name: nameOfTown(place), officialName: place.name, land: place.ags.slice(0, 2), district: districts.has(district) ? district : null, population: place.population,
    });
    return id;
  };

  for (const place of edition.places) {
    if (!place.isMunicipality) municipal.set(place.ags, { municipal: null, municipalReason: 'outside-any-municipality' });
    else if (readRegionalKey(place.ars)?.association === undefined) municipal.set(place.ags, { municipal: addTown(place), municipalReason: 'own-administration' });
  }
  for (const association of edition.associations) {
    const belonging = members.get(association.key) ?? [];
    const rule = findAdministrationRule(rules, association);
    const leading = rule?.administeredBy === 'leading' ? findLeadingMember(association, belonging) : undefined;
    const isLegalPerson = rule !== undefined && (rule.administeredBy === 'association' || (rule.administeredBy === 'member' && association.type !== '54'));
    const id = authorityId('association', association.key);
    if (isLegalPerson) {
      authorities.set(id, {
        id, kind: 'association', key: association.key, ars: association.key, name: nameOfAssociation(association), officialName: association.name, land: association.key.slice(0, 2),
        district: association.key.slice(0, 5), population: sum(belonging),
      });
    }
    const leader = leading === undefined ? undefined : addTown(leading);
    for (const place of belonging) municipal.set(place.ags, ofMember(place));

    function ofMember(place: PlaceFacts): Pick<DefaultCompetence, 'municipal' | 'municipalReason'> {
      if (rule?.administeredBy === 'association') return { municipal: id, municipalReason: 'association' };
      if (rule?.administeredBy === 'member') return { municipal: addTown(place), municipalReason: 'member-keeps-administration' };
      if (leader === undefined) return { municipal: null, municipalReason: 'no-rule' };
      return { municipal: leader, municipalReason: place === leading ? 'own-administration' : 'leading-member' };
    }
  }
  for (const { id, ...district } of districts.values()) {
    if (isTownDistrict(district)) continue;
    const { displayName } = splitOfficialName(district.name, '');
    authorities.set(id, { id, kind: 'district', key: district.key, ars: district.key, name: nameOfDistrict(district), officialName: displayName, land: district.key.slice(0, 2), district: district.key, population: district.population });
  }
  const defaults = edition.places.map((place): DefaultCompetence => {
    const forTown = municipal.get(place.ags) ?? { municipal: null, municipalReason: 'no-rule' };
    return { ags: place.ags, ...forTown, ...ofDistrict(place, forTown.municipal) };
  });
  return { authorities: [...authorities.values()], defaults };

  function ofDistrict(place: PlaceFacts, town: AuthorityId | null): Pick<DefaultCompetence, 'district' | 'districtReason'> {
    const district = districts.get(place.ags.slice(0, 5));
    if (!place.isMunicipality) return { district: null, districtReason: 'outside-any-municipality' };
    if (district === undefined) return { district: null, districtReason: 'no-district' };
    if (isTownDistrict(district)) return { district: town, districtReason: 'town-district' };
    return { district: district.id, districtReason: 'district' };
  }
}

function sum(places: readonly PlaceFacts[]): number | null {
  return places.reduce<number | null>((total, place) => (total === null || place.population === null ? null : total + place.population), 0);
}
