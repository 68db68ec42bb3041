/** A kind of credential that authorities give out. Claims are those that are shown one by one. */
export type CredentialType = {
  readonly id: string;
  readonly name: { readonly de: string; readonly en: string };
  readonly description: { readonly de: string; readonly en: string };
  readonly claims: readonly { readonly name: string; readonly de: string; readonly en: string }[];
  /** How long it counts, in months from its day; who needs longer fetches it again. */
  readonly months: number;
};

/** The badge of a dog for which tax is paid. */
export const DOG_TAX_BADGE: CredentialType = {
  id: 'dog-tax-badge', months: 24,
  name: { de: 'Hundesteuermarke', en: 'Dog tax badge' }, description: { de: 'Dieser Hund ist zur Hundesteuer angemeldet.', en: 'This dog is registered for dog tax.' },
  claims: [
    { name: 'badge_number', de: 'Nummer der Marke', en: 'Number of the badge' }, { name: 'dog_name', de: 'Name des Hundes', en: 'Name of the dog' }, { name: 'dog_breed', de: 'Rasse', en: 'Breed' },
    { name: 'dog_chip', de: 'Nummer des Chips', en: 'Number of the chip' }, { name: 'keeper_family_name', de: 'Familienname der haltenden Person', en: 'Family name of the keeper' },
    { name: 'keeper_given_name', de: 'Vorname der haltenden Person', en: 'First name of the keeper' },
  ],
};

/** That a service was completed. */
export const COMPLETION_CERTIFICATE: CredentialType = {
  id: 'completion-certificate', months: 60,
  name: { de: 'Bescheinigung über einen abgeschlossenen Antrag', en: 'Certificate of a completed application' }, description: { de: 'Über diesen Antrag hat die Behörde entschieden.', en: 'The authority has decided on this application.' },
  claims: [
    { name: 'service', de: 'Leistung', en: 'Service' }, { name: 'reference', de: 'Aktenzeichen', en: 'Reference' }, { name: 'submitted_on', de: 'Eingegangen am', en: 'Received on' }, { name: 'decided_on', de: 'Entschieden am', en: 'Decided on' },
    { name: 'family_name', de: 'Familienname', en: 'Family name' }, { name: 'given_name', de: 'Vorname', en: 'First name' },
  ],
};

export const CREDENTIAL_TYPES: readonly CredentialType[] = [DOG_TAX_BADGE, COMPLETION_CERTIFICATE];

/** The type with this id; undefined for none. */
export function credentialType(id: string): CredentialType | undefined {
  return CREDENTIAL_TYPES.find((type) => type.id === id);
}

/** The name of a type for verifiers (`vct`): an address that describes it. */
export function typeAddress(home: string, id: string): string {
  return `${home}/wallet/types/${id}`;
}

/** The name of an authority as issuer; wallets find everything else from it. */
export function issuerAddress(home: string, tenant: string): string {
  return `${home}/wallet/${tenant}`;
}
