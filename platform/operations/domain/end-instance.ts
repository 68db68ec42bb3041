import { NotInThisState } from './errors.ts';
import type { EndReason, Instance } from './instance.ts';

const DAY_MS = 86_400_000;

/** Days between the return of data and their deletion unless told otherwise. Our own choice, no period of law. */
export const DEFAULT_GRACE_DAYS = 30;
export const MOST_GRACE_DAYS = 3650;

/** Ends an instance: use stops, data are returned, and deleted when the grace days are over. Repeating changes nothing. */
export function endInstance(instance: Instance, end: { readonly reason: EndReason; readonly graceDays: number }, now: Date): Instance {
  if (!Number.isInteger(end.graceDays) || end.graceDays < 1 || end.graceDays > MOST_GRACE_DAYS) throw new RangeError(`grace days must be a whole number from 1 to ${MOST_GRACE_DAYS}`);
  if (instance.wanted === 'removed') return end.reason === 'contract-ended' ? { ...instance, endReason: end.reason } : instance;
  return { ...instance, wanted: 'removed', endedAt: now, endReason: end.reason, deleteAfter: new Date(now.getTime() + end.graceDays * DAY_MS), archiveWantedAt: undefined };
}

/** The data lie ready as an archive. The grace days count anew from here, so that a late archive shortens nothing. */
export function returnData(instance: Instance, now: Date): Instance {
  if (!instance.endedAt || !instance.deleteAfter) throw new NotInThisState('Die Anwendung ist nicht beendet.');
  const grace = instance.deleteAfter.getTime() - instance.endedAt.getTime();
  return { ...instance, dataReturnedAt: now, deleteAfter: new Date(now.getTime() + grace) };
}

/** Stops use until further notice. */
export function suspendInstance(instance: Instance): Instance {
  if (instance.wanted === 'removed') throw new NotInThisState('Die Anwendung ist schon beendet.');
  return { ...instance, wanted: 'suspended' };
}

/** Takes up use again, also of an ended instance as long as its contract stands and its data are there. */
export function resumeInstance(instance: Instance): Instance {
  if (instance.removingSince) throw new NotInThisState('Die Daten dieser Anwendung sind gelöscht oder werden gerade gelöscht. Bitte bestellen Sie sie neu.');
  if (instance.endReason === 'contract-ended') throw new NotInThisState('Der Vertrag ist beendet. Bitte bestellen Sie die Anwendung neu.');
  return { ...instance, wanted: 'running', endedAt: undefined, endReason: undefined, deleteAfter: undefined, dataReturnedAt: undefined };
}
