import type { TenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import type { DeliveredEvidence } from './delivered-evidence.ts';
import type { DeliveredReply } from './delivered-reply.ts';
import type { Delivered, Delivery, EvidenceDelivery } from './delivery.ts';
import type { LocalText, ParcelContent } from './parcel-content.ts';
import type { TargetForm } from './target-form.ts';

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
  /** What people call it. */
  readonly label?: LocalText;
  /** What an authority enters before it can be used, for each destination; targets without a form are there for everybody. */
  readonly form?: TargetForm;
  /** The files of a submission go along with it: delivery waits until all are checked, and `receiveEvidence` gets only what comes later. */
  readonly takesAttachments?: boolean;
  /** Lives in this house and takes a submission within milliseconds, without asking anybody else: it gets what was sent in the moment in which delivery hears of it. */
  readonly isNear?: boolean;
  /** Why it cannot take applications of a service at all; undefined when it can. */
  readonly refusesService?: (service: string) => LocalText | undefined;
  /**
   * Takes an application durably and gives its own id for it. The same submission twice is one file and the same receipt. Throws when it cannot take it now. A content with `isTest` is taken as far as it can be
   * without becoming a real file, and marked as a trial wherever it appears.
   */
  readonly deliver: (house: House, tenant: TenantId, content: ParcelContent, delivery: Delivery) => Promise<Delivered>;
  /** Takes evidence of a submission that it has taken before, durably; the same again replaces what it knew. Systems that cannot are not asked. */
  readonly receiveEvidence?: (house: House, tenant: TenantId, evidence: DeliveredEvidence, delivery: EvidenceDelivery) => Promise<void>;
  /** Takes note, durably, that the applicant has taken the application back; the same again changes nothing. Without it applicants are not offered to withdraw online, but told whom to write to. */
  readonly receiveWithdrawal?: (house: House, tenant: TenantId, withdrawal: { readonly submission: string; readonly at: Date }) => Promise<void>;
  /** A document that was reported with `reportProgress`; undefined when it is gone. */
  readonly fetchDocument: (house: House, tenant: TenantId, document: string) => Promise<DeliveredDocument | undefined>;
  /** What it said to the applicant and reported with `reportProgress`; undefined when it is gone. Systems that only report states have none. */
  readonly fetchReply?: (house: House, tenant: TenantId, reply: string) => Promise<DeliveredReply | undefined>;
};
