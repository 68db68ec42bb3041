import type { PlainDate } from '@allmende/time';

/** The twelve official types of a district, association and place that the register uses; the text is the code of GV100AD. */
export type DistrictType = '41' | '42' | '43' | '44' | '45';
export type AssociationType = '51' | '52' | '53' | '54' | '55' | '56' | '58';
export type PlaceType = '60' | '61' | '62' | '63' | '64' | '65' | '66' | '67';

/** A federal state; `key` has 2 digits. */
export type Land = { key: string; name: string };

/** A Landkreis, Kreis, Regionalverband or kreisfreie Stadt; `key` has 5 digits. */
export type District = { key: string; type: DistrictType; name: string; seat: string | null; population: number | null };

/** Several municipalities that share an administration or some of its work; `key` has 9 digits. */
export type Association = { key: string; type: AssociationType; name: string; seat: string | null };

/** A municipality, or an area outside any municipality (`isMunicipality` false). `name` is the official one. */
export type PlaceFacts = {
  /** 8 digits; stays when the association changes. */
  ags: string;
  /** 12 digits. */
  ars: string;
  name: string;
  /** Unknown for municipalities younger than the source of the types. */
  type: PlaceType | null;
  isMunicipality: boolean;
  population: number | null;
  areaHectares: number | null;
  /** Postcode of the seat of the administration; a place can have more. */
  postcode: string | null;
  hasSeveralPostcodes: boolean;
};

/** One edition of the official municipality register. */
export type RegisterEdition = {
  /** Day of the territory. */
  date: PlainDate;
  populationOn: PlainDate | null;
  source: string;
  lands: Land[];
  districts: District[];
  associations: Association[];
  places: PlaceFacts[];
};

/** Whether the district is a town that is its own district. */
export function isTownDistrict(district: Pick<District, 'type'>): boolean {
  return district.type === '41' || district.type === '42';
}
