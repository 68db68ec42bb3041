import { ASSOCIATION_TYPES } from './codes.ts';
import { isTownDistrict, type Association, type District, type PlaceFacts } from './register-edition.ts';
import { splitOfficialName } from './split-official-name.ts';

/** Appended words that stand before the name when a town speaks of itself. */
const TITLES = new Set(['Hansestadt', 'Landeshauptstadt', 'Freie und Hansestadt', 'Hanse- und Universitätsstadt', 'Universitäts- und Hansestadt', 'Flecken', 'Klosterflecken', 'Marktflecken', 'Lutherstadt']);
/** A district whose name already says what it is. */
const SAYS_DISTRICT = /kreis|\bRegion\b|Regionalverband|Städteregion/iu;

/** The name of a municipality as people say it: `Stadt Heilbronn`, `Gemeinde Süderholz`, `Markt Wolnzach`. The bare name where the register does not tell the type. */
export function nameOfTown(place: Pick<PlaceFacts, 'name' | 'type' | 'ags'>): string {
  const { displayName, suffix } = splitOfficialName(place.name, place.ags.slice(0, 5));
  if (suffix !== undefined && TITLES.has(suffix)) return `${suffix} ${displayName}`;
  if (place.type === '60') return `Markt ${displayName}`;
  if (place.type === '61' || place.type === '62' || place.type === '63' || place.type === '67') return `Stadt ${displayName}`;
  if (place.type === '64') return `Gemeinde ${displayName}`;
  return suffix === 'Stadt' ? `Stadt ${displayName}` : displayName;
}

/** The name of an association: `Amt Güstrow-Land`, `Verwaltungsgemeinschaft Emmerting`, `Gemeindeverwaltungsverband Flein-Talheim`. */
export function nameOfAssociation(association: Pick<Association, 'name' | 'type'>): string {
  const { name, type } = association;
  const bare = name.replace(/\s*\(VGem\)$/u, '');
  if (name.startsWith('GVV ')) return `Gemeindeverwaltungsverband ${name.slice(4)}`;
  if (name.startsWith('VVG ')) return `Vereinbarte Verwaltungsgemeinschaft ${name.slice(4)}`;
  const kind = ASSOCIATION_TYPES[type];
  return bare.startsWith(`${kind} `) ? bare : `${kind} ${bare}`;
}

/** The name of a district: `Landkreis Bergstraße`, `Kreis Pinneberg`, `Rhein-Neckar-Kreis`. */
export function nameOfDistrict(district: Pick<District, 'name' | 'type'>): string {
  if (isTownDistrict(district)) return splitOfficialName(district.name, '').displayName;
  if (SAYS_DISTRICT.test(district.name)) return district.name;
  return `${district.type === '43' ? 'Kreis' : 'Landkreis'} ${district.name}`;
}
