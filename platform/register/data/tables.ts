import type { PlainDate } from '@allmende/time';
import type { AuthorityId, AuthorityKind } from '../domain/authority-id.ts';
import type { DefaultReason } from '../domain/derive-authorities.ts';
import type { AssociationType, PlaceType } from '../domain/register-edition.ts';

/** The tables of the register that are read and written row by row. */
export type RegisterTables = {
  'register.edition': { date: PlainDate; population_on: PlainDate | null; source: string; imported_at: Date; difference: string | EditionCounts; fingerprint: string | null };
  'register.land': { key: string; name: string };
  'register.district': { key: string; type: string; name: string; official_name: string; seat: string | null; population: number | null; vanished_on: PlainDate | null };
  'register.association': { key: string; type: AssociationType; name: string; official_name: string; seat: string | null; vanished_on: PlainDate | null };
  'register.authority': AuthorityRow;
  'register.place': PlaceRow;
  'register.slug': { slug: string; ags: string | null; authority: AuthorityId | null };
  'register.postcode': { postcode: string; ags: string };
  'register.dissolved_key': { key: string; level: string; name: string; last_year: number };
  'register.competence': {
    id: string; ags: string; service: string; authority: AuthorityId | null; valid_from: PlainDate; valid_until: PlainDate | null; reason: string; entered_by: string; entered_at: Date;
  };
  'register.successor': { ags: string; successor: string; reason: string; named_by: string; named_at: Date };
};

export type EditionCounts = { appeared: number; vanished: number; renamed: number; moved: number };

export type AuthorityRow = {
  id: AuthorityId; kind: AuthorityKind; key: string; ars: string; name: string; official_name: string; slug: string; land: string; district: string | null; population: number | null;
  search_strict: string; search_loose: string; vanished_on: PlainDate | null;
};

export type PlaceRow = {
  ags: string; ars: string; name: string; official_name: string; type: PlaceType | null; is_municipality: boolean; land: string; district: string | null; association: string | null;
  population: number | null; area_hectares: number | null; postcode: string | null; has_several_postcodes: boolean; slug: string; search_strict: string; search_loose: string;
  municipal_authority: AuthorityId | null; municipal_reason: DefaultReason; district_authority: AuthorityId | null; district_reason: DefaultReason; vanished_on: PlainDate | null;
};
