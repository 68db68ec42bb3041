import type { TenantId } from '@allmende/database';

/** An authority as every page and action needs it. */
export type AuthorityRef = {
  readonly tenant: TenantId;
  readonly slug: string;
  /** `Stadt Heilbronn`, `Amt Güstrow-Land`. */
  readonly name: string;
  /** Two digits of the Land, such as `08`. */
  readonly land: string;
};

/** A place as every page needs it. */
export type PlaceRef = {
  /** Regionalschlüssel, 12 digits. */
  readonly ars: string;
  readonly slug: string;
  /** `Heilbronn`, `Mühl Rosin`. */
  readonly name: string;
  readonly land: string;
};

/** Who is meant by an address. The register answers; the processes connect the two. */
export type Directory = {
  findAuthorityBySlug(slug: string): Promise<AuthorityRef | undefined>;
  findPlaceBySlug(slug: string): Promise<PlaceRef | undefined>;
  /** The authorities behind these tenants, by name; the platform's own tenant and unknown ones are missing from the answer. */
  namesOf(tenants: readonly TenantId[]): Promise<readonly AuthorityRef[]>;
};
