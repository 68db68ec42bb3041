import type { PlainDate } from '@allmende/time';
import type { AuthorityId, AuthorityKind } from './authority-id.ts';
import type { AssociationType, PlaceType } from './register-edition.ts';

/** A place as pages and other rooms see it. */
export type Place = {
  /** Identifies the place, 8 digits. */
  ags: string;
  ars: string;
  slug: string;
  /** For headings: `Heilbronn`. */
  name: string;
  /** As the register writes it: `Heilbronn, Universitätsstadt`. */
  officialName: string;
  type: PlaceType | null;
  /** False for areas outside any municipality. */
  isMunicipality: boolean;
  land: { key: string; name: string };
  /** Name with its kind: `Landkreis Konstanz`; null for areas in no district. */
  district: { key: string; name: string } | null;
  association: { key: string; name: string; type: AssociationType } | null;
  population: number | null;
  areaHectares: number | null;
  postcodeOfSeat: string | null;
  hasSeveralPostcodes: boolean;
  /** Day of the first edition in which it was missing. */
  vanishedOn: PlainDate | null;
  /** Who took it in, once the operator has said so. */
  successor: { ags: string; slug: string; name: string } | null;
};

/** An authority as pages and other rooms see it; every authority there is, member or not. */
export type Authority = {
  /** At the same time the tenant id. */
  id: AuthorityId;
  kind: AuthorityKind;
  /** AGS of a town, 9 digits of an association, 5 of a district. */
  key: string;
  ars: string;
  slug: string;
  /** As people say it: `Amt Güstrow-Land`. */
  name: string;
  officialName: string;
  /** Key and name of the federal state. */
  land: { key: string; name: string };
  district: { key: string; name: string } | null;
  /** Inhabitants of its places; null when unknown for one of them. */
  population: number | null;
  vanishedOn: PlainDate | null;
};
