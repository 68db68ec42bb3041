/**
 * What happened to a parcel. `tried`: a try failed, with its code; `failed`: the last one; `refused`: the target took it and then said no, with its code; `progressed`: the target reported a state; `heard`: the target said something else that is proved, such as a notice of arrival.
 * `evidence-…`: the same about a document that came after the application, where it goes to the target as something of its own.
 */
export type ParcelEventKind = 'accepted' | 'sent' | 'delivered' | 'failed' | 'tried' | 'retried' | 'redirected' | 'refused' | 'progressed' | 'heard' | 'evidence-sent' | 'evidence-delivered' | 'evidence-refused' | 'evidence-tried' | 'evidence-retried';

/** One thing that happened. `detail` is a state, a code or a name of a destination; nothing personal. */
export type ParcelEvent = {
  readonly kind: ParcelEventKind;
  readonly detail: string | null;
  readonly at: Date;
  /** Whether the signature of what the target said was right; null where nothing was signed. */
  readonly verified: boolean | null;
  /** Id of the key that signed. */
  readonly signedBy: string | null;
};
