import { refuse } from './errors.ts';

/** States of a destination by the Submission API 1.1.3. */
export type DestinationStatus = 'created' | 'active' | 'inactive' | 'decommissioned';

/** Who answers for a destination. */
export type ContactInformation = { readonly legalName: string; readonly address: string; readonly phone: string; readonly email: string; readonly unit?: string };

export type SubmissionSchema = { readonly schemaUri: string; readonly mimeType: 'application/json' | 'application/xml' };

/** A service that a destination takes, with the regions (`DE` and an ARS or the beginning of one). */
export type OfferedService = { readonly identifier: string; readonly regions: readonly string[]; readonly submissionSchemas: readonly SubmissionSchema[] };

export type ReplyChannels = Readonly<Record<string, unknown>>;

/** A destination as it is kept; the secret of its callback is never read but to sign. */
export type Destination = {
  readonly id: string;
  readonly status: DestinationStatus;
  /** Tenant id, where it belongs to an authority of the register. */
  readonly authority: string | undefined;
  readonly encryptionKid: string;
  readonly contact: ContactInformation;
  readonly services: readonly OfferedService[];
  readonly metadataVersions: readonly string[];
  readonly replyChannels: ReplyChannels | undefined;
  readonly callbackUrl: string | undefined;
};

const NEXT: Readonly<Record<DestinationStatus, readonly DestinationStatus[]>> = {
  created: ['created', 'active', 'decommissioned'],
  active: ['active', 'inactive', 'decommissioned'],
  inactive: ['inactive', 'active', 'decommissioned'],
  decommissioned: ['decommissioned'],
};

/** Throws Refusal when a destination cannot go from one state to the other; what is decommissioned stays so. */
export function checkStatusChange(from: DestinationStatus, to: DestinationStatus): void {
  if (!NEXT[from].includes(to)) throw refuse('destination-state-change');
}

/** Whether two regions have anything in common: one is a part of the other. */
export function regionsMeet(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one);
}

/** Whether the destination takes the service, in the region where one is named. */
export function takesService(destination: Pick<Destination, 'services'>, wanted: { readonly identifier: string; readonly region?: string | undefined }): boolean {
  const { region } = wanted;
  return destination.services.some((one) => one.identifier === wanted.identifier && (region === undefined || one.regions.some((offered) => region.startsWith(offered))));
}
