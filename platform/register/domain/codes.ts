import type { AssociationType, DistrictType, PlaceType } from './register-edition.ts';

/** The official wording of the district types. */
export const DISTRICT_TYPES: Record<DistrictType, string> = { 41: 'Kreisfreie Stadt', 42: 'Stadtkreis', 43: 'Kreis', 44: 'Landkreis', 45: 'Regionalverband' };

/** The official wording of the association types. */
export const ASSOCIATION_TYPES: Record<AssociationType, string> = {
  51: 'Amt', 52: 'Samtgemeinde', 53: 'Verbandsgemeinde', 54: 'Verwaltungsgemeinschaft', 55: 'Kirchspielslandgemeinde', 56: 'Verwaltungsverband', 58: 'Erfüllende Gemeinde',
};

/** The official wording of the place types. */
export const PLACE_TYPES: Record<PlaceType, string> = {
  60: 'Markt', 61: 'Kreisfreie Stadt', 62: 'Stadtkreis', 63: 'Stadt', 64: 'Kreisangehörige Gemeinde', 65: 'gemeindefreies Gebiet, bewohnt', 66: 'gemeindefreies Gebiet, unbewohnt', 67: 'Große Kreisstadt',
};

export function isDistrictType(code: string): code is DistrictType {
  return Object.hasOwn(DISTRICT_TYPES, code);
}

export function isAssociationType(code: string): code is AssociationType {
  return Object.hasOwn(ASSOCIATION_TYPES, code);
}

export function isPlaceType(code: string): code is PlaceType {
  return Object.hasOwn(PLACE_TYPES, code);
}
