import type { TenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import type { DeliveredEvidence } from './delivered-evidence.ts';
import type { DeliveredDocument } from './delivery-target.ts';
import type { ParcelContent } from './parcel-content.ts';
import type { ProgressState } from './parcel.ts';

/** What became of an application, with documents to keep for the applicant. */
export type Progress = { readonly application: string; readonly state: ProgressState; readonly at: Date; readonly documents: readonly DeliveredDocument[]; /** Id of the way in which it was decided. */ readonly decision?: string };

/** Where applications come from and their progress goes to. */
export type ApplicationPort = {
  readonly read: (house: House, tenant: TenantId, application: string) => Promise<ParcelContent>;
  /** One piece of evidence as it stands; undefined when it is gone. */
  readonly readEvidence?: (house: House, tenant: TenantId, input: { readonly application: string; readonly evidence: string }) => Promise<DeliveredEvidence | undefined>;
  /** The target that the authority chose for it by name; without one, or one that nobody registered, it goes to the first. */
  readonly chosenTarget?: (house: House, tenant: TenantId, application: string) => Promise<string | undefined>;
  readonly noteProgress: (house: House, tenant: TenantId, progress: Progress) => Promise<void>;
};
