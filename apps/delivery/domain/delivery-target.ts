import type { TenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import type { DeliveredEvidence } from './delivered-evidence.ts';
import type { ParcelContent } from './parcel-content.ts';

/** A document that a system gives back for the applicant. */
export type DeliveredDocument = {
  readonly id: string;
  /** File name, never personal. */
  readonly name: string;
  /** `notice` and the like; the applicant's page has the word for it. */
  readonly kind: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
};

/** A system that works on applications: our own cases, later foreign ones. The processes register them. */
export type DeliveryTarget = {
  readonly name: string;
  /** Takes an application durably and gives its own id for it. The same submission twice is one file and the same receipt. Throws when it cannot take it now. */
  readonly deliver: (house: House, tenant: TenantId, content: ParcelContent) => Promise<{ readonly receipt: string }>;
  /** Takes evidence of a submission that it has taken before, durably; the same again replaces what it knew. Systems that cannot are not asked. */
  readonly receiveEvidence?: (house: House, tenant: TenantId, evidence: DeliveredEvidence) => Promise<void>;
  /** A document that was reported with `reportProgress`; undefined when it is gone. */
  readonly fetchDocument: (house: House, tenant: TenantId, document: string) => Promise<DeliveredDocument | undefined>;
};
