import type { LocalText, ParcelContent } from './parcel-content.ts';

/** A file that goes along with a submission. Personal: its name, too. */
export type Attachment = {
  readonly id: string;
  /** Id of the evidence in the service package; the same for several pages of one thing. */
  readonly evidence: string;
  readonly label: LocalText;
  /** As the applicant's device named it. */
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
};

/** What an authority entered for a destination, by the names of its target's form. Secrets are among it: never log or show it. */
export type Settings = Readonly<Record<string, string>>;

/** What a target may ask for beside the content, when it delivers. */
export type Delivery = {
  /** The destination that the authority set up; undefined for targets that need none. */
  readonly destination: string | undefined;
  /** Empty for targets that need none. */
  readonly settings: Settings;
  /** The files that were there when the application was sent, every one of them clean. Read when asked for. Throws EvidenceStillChecked while one is being looked at. */
  readonly attachments: () => Promise<readonly Attachment[]>;
  /** JSON Schema (2020-12) of `{ answers, rows?, results? }`, as the service exports it; undefined where nobody knows it. */
  readonly schema: () => Promise<Readonly<Record<string, unknown>> | undefined>;
  /** A trial that comes every night: whoever cannot see whether something arrives goes as far as it can and sends nothing that people would have to clear away. */
  readonly isQuiet?: boolean;
};

/** What a target may ask for beside a piece of evidence that comes after its submission. */
export type EvidenceDelivery = Pick<Delivery, 'destination' | 'settings' | 'schema'> & { /** The application as it was sent. */ readonly content: () => Promise<ParcelContent> };

/** `isConfirmed: false`: handed over, but the target says later (`reportReceipt`) whether it takes it. `isArrivalUnknown`: handed over to something that never answers, such as a mail server. */
export type Delivered = { readonly receipt: string; readonly isConfirmed?: boolean; readonly isArrivalUnknown?: boolean };
