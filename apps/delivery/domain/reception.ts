/** `decrypt`: submissions are encrypted for it; `sign`: our answers are signed with it. */
export type KeyPurpose = 'decrypt' | 'sign';

/** A service that is taken, as the delivery service publishes it. */
export type Offer = { readonly identifier: string; readonly regions: readonly string[]; readonly submissionSchemas: readonly { readonly schemaUri: string; readonly mimeType: 'application/json' | 'application/xml' }[] };

/** A destination at which an authority receives by FIT-Connect. */
export type Reception = {
  /** The id that the delivery service gave it. */
  readonly id: string;
  readonly apiAddress: string;
  readonly tokenAddress: string;
  /** Who signs the events of the delivery service. */
  readonly issuer: string;
  readonly state: 'active' | 'paused';
  /** The system that works on what arrives. */
  readonly target: string;
  readonly offers: readonly Offer[];
  readonly lookedAt: Date | null;
  readonly problem: string | null;
};

/** Sealed with a reception: what only the authority's own programs know. */
export type ReceptionSecrets = { readonly clientId: string; readonly clientSecret: string; readonly callbackSecret: string };

/** A key of a reception without its private part. */
export type ReceptionKey = { readonly kid: string; readonly purpose: KeyPurpose; readonly madeAt: Date; readonly expiresAt: Date; readonly inUse: boolean };

/** Years for which a new key is made. */
export const KEY_YEARS = 2;

/** Days before the end of a key in which the page asks to replace it. */
export const KEY_WARNING_DAYS = 60;
