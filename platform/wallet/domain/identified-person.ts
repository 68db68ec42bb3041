/** Levels of identification that a wallet can give (eIDAS). */
export type WalletLevel = 'substantial' | 'high';

/** What a wallet showed of a person. Missing attributes were not shown. The street comes with its number. */
export type PersonAttributes = {
  readonly givenName?: string;
  readonly familyName?: string;
  /** `YYYY-MM-DD` */
  readonly birthDate?: string;
  readonly street?: string;
  readonly postcode?: string;
  readonly town?: string;
};

/** A person who identified themselves by wallet, with where the attributes come from. */
export type IdentifiedPerson = {
  readonly level: WalletLevel;
  readonly attributes: PersonAttributes;
  /** Name of the issuer on the trust list. */
  readonly issuer: string;
  readonly format: 'dc+sd-jwt' | 'mso_mdoc';
  /** Thumbprint of the holder's key. Wallets use a new one when they want to be a stranger again. */
  readonly holder: string;
  readonly at: string;
};
