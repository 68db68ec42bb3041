/** Levels of identification, from nothing to the eID (eIDAS). */
export type IdentityLevel = 'none' | 'basic' | 'substantial' | 'high';

/** What is known of a person who identified themselves, whatever the way. Missing attributes were not shown. */
export type PersonAttributes = {
  readonly givenName?: string;
  readonly familyName?: string;
  readonly birthName?: string;
  /** `YYYY-MM-DD` */
  readonly birthDate?: string;
  readonly street?: string;
  readonly houseNumber?: string;
  readonly postcode?: string;
  readonly town?: string;
};

/** A person with where the attributes come from. */
export type IdentifiedPerson = {
  readonly source: 'wallet';
  readonly level: IdentityLevel;
  readonly attributes: PersonAttributes;
  /** Name of the issuer on the trust list. */
  readonly issuer: string;
  readonly format: 'dc+sd-jwt' | 'mso_mdoc';
  readonly at: string;
};
