import type { AuthorityId } from './authority-id.ts';
import type { DerivedAuthority } from './derive-authorities.ts';
import { nameOfDistrict } from './authority-name.ts';
import type { Association, AssociationType, District, PlaceFacts, RegisterEdition } from './register-edition.ts';
import { slugify, type SlugWish } from './slug.ts';
import { splitOfficialName } from './split-official-name.ts';

const ASSOCIATION_PREFIX: Record<AssociationType, string> = { 51: 'amt', 52: 'sg', 53: 'vg', 54: 'vgem', 55: 'klg', 56: 'vv', 58: 'eg' };

/**
 * The wishes for slugs of everything new in an edition, in the order of precedence: municipalities by population (the largest keeps the plain name, the others add
 * their district, then their key), then districts, associations and areas outside any municipality. A town's authority shares the slug of its place and has no wish of its own.
 */
export function wishPlaceSlugs(edition: RegisterEdition, isNew: (ags: string) => boolean): SlugWish<string>[] {
  const districts = new Map(edition.districts.map((district) => [district.key, district]));
  return edition.places.filter((place) => isNew(place.ags)).toSorted(byPrecedence).map((place) => {
    const plain = slugify(splitOfficialName(place.name, place.ags.slice(0, 5)).germanName);
    const base = place.isMunicipality ? plain : `gebiet-${plain}`;
    const district = districts.get(place.ags.slice(0, 5));
    return { key: place.ags, candidates: [base, ...(district ? [`${base}-${districtWord(district)}`] : []), `${base}-${place.ags}`] };
  });
}

/** The wishes of districts and associations. See `wishPlaceSlugs`. */
export function wishAuthoritySlugs(edition: RegisterEdition, authorities: readonly DerivedAuthority[], isNew: (id: AuthorityId) => boolean): SlugWish<AuthorityId>[] {
  const districts = new Map(edition.districts.map((district) => [district.key, district]));
  const associations = new Map(edition.associations.map((association) => [association.key, association]));
  const fresh = authorities.filter((authority) => isNew(authority.id));
  const ordered = [...fresh.filter(({ kind }) => kind === 'district'), ...fresh.filter(({ kind }) => kind === 'association').toSorted((a, b) => (b.population ?? 0) - (a.population ?? 0) || (a.key < b.key ? -1 : 1))];
  return ordered.map((authority) => {
    const association = associations.get(authority.key);
    const base = authority.kind === 'association' && association !== undefined ? associationSlug(association) : slugify(authority.name);
    const district = districts.get(authority.key.slice(0, 5));
    return { key: authority.id, candidates: [base, ...(authority.kind === 'association' && district ? [`${base}-${districtWord(district)}`] : []), `${base}-${authority.key}`] };
  });
}

function associationSlug({ type, name }: Pick<Association, 'type' | 'name'>): string {
  const bare = name.replace(/\s*\(VGem\)$/u, '').replace(/^Amt /u, '');
  return bare.startsWith('GVV ') ? slugify(bare) : `${ASSOCIATION_PREFIX[type]}-${slugify(bare)}`;
}

function districtWord(district: District): string {
  return slugify(nameOfDistrict(district).replace(/^(?:Landkreis|Kreis) /u, ''));
}

function byPrecedence(a: PlaceFacts, b: PlaceFacts): number {
  return Number(b.isMunicipality) - Number(a.isMunicipality) || (b.population ?? 0) - (a.population ?? 0) || (a.ags < b.ags ? -1 : 1);
}
