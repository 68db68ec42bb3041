import type { TenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import type { DeliveredEvidence } from './delivered-evidence.ts';
import type { DeliveredReply } from './delivered-reply.ts';
import type { DeliveredDocument } from './delivery-target.ts';
import type { Attachment } from './delivery.ts';
import type { MailboxOf } from './mailbox-message.ts';
import type { LocalText, ParcelContent } from './parcel-content.ts';
import type { ProgressState } from './parcel.ts';
import type { Offer } from './reception.ts';

/** What became of an application, with documents and replies to keep for the applicant. */
export type Progress = { readonly application: string; readonly state: ProgressState; readonly at: Date; readonly documents: readonly DeliveredDocument[]; /** What was said to the applicant. */ readonly replies: readonly DeliveredReply[]; /** Id of the way in which it was decided. */ readonly decision?: string };

/** Where applications come from and their progress goes to. */
export type ApplicationPort = {
  readonly read: (house: House, tenant: TenantId, application: string) => Promise<ParcelContent>;
  /** One piece of evidence as it stands; undefined when it is gone. */
  /** Whether a piece of evidence was sent with its application, without opening it; asked of those who send files along, where it is there. */
  readonly wentAlong?: (house: House, tenant: TenantId, input: { readonly application: string; readonly evidence: string }) => Promise<boolean>;
  readonly readEvidence?: (house: House, tenant: TenantId, input: { readonly application: string; readonly evidence: string }) => Promise<DeliveredEvidence | undefined>;
  /** The target that the authority chose for it by name; without one, or one that nobody registered, it goes to the first. */
  readonly chosenTarget?: (house: House, tenant: TenantId, application: string) => Promise<string | undefined>;
  /** The files that were there when it was sent and are clean now. Throws EvidenceStillChecked while one is being looked at. */
  readonly readAttachments?: (house: House, tenant: TenantId, application: string) => Promise<readonly Attachment[]>;
  /** Ids of everything that was handed in with it or after it. */
  readonly listEvidence?: (house: House, tenant: TenantId, application: string) => Promise<readonly string[]>;
  /** JSON Schema of what the service exports; undefined where nobody has published it. */
  readonly readSchema?: (house: House, service: string) => Promise<Readonly<Record<string, unknown>> | undefined>;
  /** The sample application of the service's package with the values of the authority, marked as a trial; undefined where the package has none that is complete. Throws NotFound for an unknown service. */
  readonly sample?: (house: House, tenant: TenantId, service: string) => Promise<ParcelContent | undefined>;
  /** The services that the authority has switched on or may switch on. */
  readonly listServices?: (house: House, tenant: TenantId) => Promise<readonly OfferedService[]>;
  /** Every service that is switched on, of all authorities. */
  readonly listActive?: (house: House) => Promise<readonly { readonly tenant: TenantId; readonly service: string }[]>;
  /** The target that the values of a service name now; undefined when they name none. */
  readonly targetOfService?: (house: House, tenant: TenantId, service: string) => Promise<string | undefined>;
  /** Data that somebody else's sender filled in for a service of the authority, as the content of a case. */
  readonly readForeign?: (house: House, tenant: TenantId, input: ForeignInput) => Promise<ForeignContent>;
  /** The services whose applications the authority takes from other senders, with their Leistungsschlüssel, schema and the regions for which it answers (`DE` and ARS). */
  readonly listReceivable?: (house: House, tenant: TenantId) => Promise<readonly Offer[]>;
  /** The mailbox of the applicant's BundID account, where they agreed to news there and were signed in when they sent it; undefined for everybody else. */
  readonly mailboxOf?: (house: House, tenant: TenantId, application: string) => Promise<MailboxOf | undefined>;
  readonly noteProgress: (house: House, tenant: TenantId, progress: Progress) => Promise<void>;
};

/** A service as the choice of targets shows it. */
export type OfferedService = { readonly id: string; readonly name: LocalText; readonly isOn: boolean };

/** An application that came from elsewhere: `id` becomes the submission's, `service` is its URN, `region` is `DE` and an ARS or the beginning of one. */
export type ForeignInput = { readonly id: string; readonly service: string; readonly schemaUri: string; readonly mimeType: 'application/json' | 'application/xml'; readonly data: Uint8Array; readonly region: string | undefined; readonly submittedAt: Date };

/** `unknown` is a schema that the authority does not take; `path` says where the data do not fit, without a value. */
export type ForeignContent = { readonly outcome: 'read'; readonly content: ParcelContent } | { readonly outcome: 'unknown' } | { readonly outcome: 'no-json' } | { readonly outcome: 'does-not-fit'; readonly path: string };
