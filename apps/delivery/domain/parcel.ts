/** `waiting` is tried again by itself; `sent` was handed over and waits for the target's word; `failed` waits for a person. */
export type ParcelState = 'waiting' | 'sent' | 'delivered' | 'failed';

export const PARCEL_STATES: readonly ParcelState[] = ['waiting', 'sent', 'delivered', 'failed'];

/** What the applicant may know of the work on an application. `erased` means that the file was deleted at its end. */
export type ProgressState = 'submitted' | 'in-progress' | 'waiting' | 'decided' | 'erased';

/** An application on its way to the system that works on it. Holds nothing personal. */
export type Parcel = {
  readonly id: string;
  readonly application: string;
  readonly service: string;
  readonly target: string;
  /** The destination that the authority set up; null for targets that need none. */
  readonly destination: string | null;
  readonly state: ParcelState;
  /** Tries since it was last told to go. */
  readonly attempts: number;
  /** Code of the last failure. */
  readonly problem: string | null;
  readonly createdAt: Date;
  readonly deliveredAt: Date | null;
  /** The target's own id for it. */
  readonly receipt: string | null;
};

/** Tries with growing pauses, about 16 hours, before a person has to look. */
export const DELIVERY_ATTEMPTS = 12;

/** The state after a failed try. */
export function stateAfterFailure(attempts: number): ParcelState {
  return attempts >= DELIVERY_ATTEMPTS ? 'failed' : 'waiting';
}

/** Where a parcel goes: a target, and the destination where the target needs one. */
export type Route = { readonly target: string; readonly destination: string | undefined };
