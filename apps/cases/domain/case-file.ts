import { formatDate, type PlainDate } from '@allmende/time';
import { CaseChanged, NotPossibleNow } from './errors.ts';
import { isOver } from './retention.ts';
import type { NoticeObjection } from './notice.ts';

/** Few and fixed; everything else is a flag. */
export type CaseState = 'new' | 'in-progress' | 'waiting' | 'decided' | 'closed';

export const CASE_STATES: readonly CaseState[] = ['new', 'in-progress', 'waiting', 'decided', 'closed'];

/** What a caseworker should know at first sight. `deemed-approval`: when nobody decides in time, the permit counts as given. */
export type CaseFlag = (typeof CASE_FLAGS)[number];

export const CASE_FLAGS = ['evidence-missing', 'amount-unknown', 'remedy-unknown', 'example-values', 'deemed-approval', 'objection', 'objection-late', 'evidence-new', 'message-new', 'withdrawn', 'statement-open', 'statement-new', 'entered-by-office'] as const;

/** A case as it lies readable and searchable; everything personal lies sealed beside it. */
export type CaseFile = {
  readonly id: string;
  /** The submission it came from. */
  readonly application: string;
  readonly reference: string;
  readonly service: string;
  /** Name of the service in German and English. */
  readonly serviceName: { readonly de: string; readonly en: string };
  readonly placeArs: string;
  readonly placeName: string;
  readonly state: CaseState;
  readonly flags: readonly CaseFlag[];
  /** Only where the service package lets it be stored readable. */
  readonly applicantName: string | null;
  readonly receivedAt: Date;
  readonly dueOn: string | null;
  readonly assignee: { readonly accountId: string; readonly name: string } | null;
  readonly decidedAt: Date | null;
  readonly closedAt: Date | null;
  /** Grows with each change. */
  readonly version: number;
  readonly dataKeyId: string;
  /** Last day on which it is kept; null while it is open, and where no period is known. */
  readonly keptUntil: string | null;
  /** Who proposed to delete it, where a second person has to confirm. */
  readonly deletionAsked: { readonly accountId: string; readonly name: string; readonly at: Date } | null;
};

/** Whether somebody still has to work on it. */
export function isOpen(state: CaseState): boolean {
  return state === 'new' || state === 'in-progress' || state === 'waiting';
}

/** Refuses to change a case that somebody else has changed since it was shown. */
export function requireVersion(current: Pick<CaseFile, 'version'>, seen: number): void {
  if (current.version !== seen) throw new CaseChanged();
}

/** The case with somebody working on it; `undefined` gives it back to everybody. Throws NotPossibleNow when it is decided. */
export function assign(current: CaseFile, assignee: CaseFile['assignee']): CaseFile {
  if (!isOpen(current.state)) throw new NotPossibleNow('Der Fall ist schon entschieden. Er kann niemandem mehr zugeteilt werden.');
  const state = current.state === 'new' && assignee !== null ? 'in-progress' : current.state;
  return { ...current, assignee, state, version: current.version + 1 };
}

/** The case while it waits for its applicant. Whoever asks without having taken it on takes it on. Throws NotPossibleNow when it is decided. */
export function waitFor(current: CaseFile, by: NonNullable<CaseFile['assignee']>): CaseFile {
  if (!isOpen(current.state)) throw new NotPossibleNow('Über diesen Fall ist schon entschieden. Sie können nichts mehr anfordern.');
  return { ...current, state: 'waiting', assignee: current.assignee ?? by, version: current.version + 1 };
}

/** The case with a decision. Whoever decides without having taken it on takes it on. Throws NotPossibleNow when it is decided. */
export function decide(current: CaseFile, by: NonNullable<CaseFile['assignee']>, at: Date): CaseFile {
  if (!isOpen(current.state)) throw new NotPossibleNow('Über diesen Fall ist schon entschieden.');
  return { ...current, state: 'decided', assignee: current.assignee ?? by, decidedAt: at, version: current.version + 1 };
}

/** The case at its end: after a decision that has been sent, or without one for a reason; kept until `lastDay`, where somebody has said how long. Throws NotPossibleNow. */
export function close(current: CaseFile, at: Date, notice: { readonly postedOn: string | null } | undefined, lastDay: PlainDate | null): CaseFile {
  if (current.state === 'closed') throw new NotPossibleNow('Der Fall ist schon abgeschlossen.');
  if (current.state === 'decided' && notice?.postedOn === null) throw new NotPossibleNow('Der Bescheid ist noch nicht zur Post gegeben. Tragen Sie erst ein, wann er abgesendet wurde.');
  return { ...current, state: 'closed', closedAt: at, keptUntil: lastDay, version: current.version + 1 };
}

/** The case with an objection that arrived against its notice. A closed one is worked on again. Throws NotPossibleNow before a notice is served, and when there is one already. */
export function object(current: CaseFile, inTime: NoticeObjection['inTime'], notice: { readonly postedOn: string | null } | undefined): CaseFile {
  if (notice === undefined || notice.postedOn === null) throw new NotPossibleNow('Ein Widerspruch lässt sich erst eintragen, wenn der Bescheid abgesendet ist.');
  if (hasObjection(current)) throw new NotPossibleNow('Zu diesem Bescheid ist schon ein Widerspruch eingetragen.');
  return { ...current, state: 'decided', closedAt: null, keptUntil: null, deletionAsked: null, flags: [...current.flags, inTime === 'late' ? 'objection-late' : 'objection'], version: current.version + 1 };
}

/** The case with its notice waiting for the post again; one that was closed is a decided one again. Throws NotPossibleNow when an objection arrived. */
export function takeBackPostingOf(current: CaseFile): CaseFile {
  if (hasObjection(current)) throw new NotPossibleNow('Zu diesem Bescheid ist ein Widerspruch eingetragen. Seine Absendung lässt sich nicht mehr zurücknehmen.');
  return { ...current, state: 'decided', closedAt: null, keptUntil: null, deletionAsked: null, version: current.version + 1 };
}

/** The case after a change that sets a flag. */
export function withFlag(current: CaseFile, flag: CaseFlag): CaseFile {
  return { ...current, flags: current.flags.includes(flag) ? current.flags : [...current.flags, flag], version: current.version + 1 };
}

/** The case after a change that takes a flag away. */
export function withoutFlag(current: CaseFile, flag: CaseFlag): CaseFile {
  return { ...current, flags: current.flags.filter((one) => one !== flag), version: current.version + 1 };
}

/** Whether the applicant took the application back before anybody decided: then there is nothing to decide. */
export function isWithdrawn(current: Pick<CaseFile, 'state' | 'flags'>): boolean {
  return isOpen(current.state) && current.flags.includes('withdrawn');
}

/** Whether an objection against the notice is recorded. */
export function hasObjection(current: Pick<CaseFile, 'flags'>): boolean {
  return current.flags.includes('objection') || current.flags.includes('objection-late');
}

/** Refuses to delete a case that is not closed, or that has to be kept still. */
export function requireDeletable(current: CaseFile, today: PlainDate): void {
  if (current.state !== 'closed') throw new NotPossibleNow('Nur abgeschlossene Fälle können gelöscht werden.');
  if (current.keptUntil !== null && !isOver(current.keptUntil, today)) throw new NotPossibleNow(`Dieser Fall wird bis zum ${formatDate(current.keptUntil as PlainDate)} aufbewahrt. Danach kann er gelöscht werden.`);
}

/** The case with somebody's proposal to delete it, for another person to confirm. */
export function askForDeletion(current: CaseFile, by: NonNullable<CaseFile['deletionAsked']>): CaseFile {
  return { ...current, deletionAsked: by, version: current.version + 1 };
}

/** The case without the proposal to delete it. Throws NotPossibleNow when there is none. */
export function dropDeletion(current: CaseFile): CaseFile {
  if (current.deletionAsked === null) throw new NotPossibleNow('Niemand hat vorgeschlagen, diesen Fall zu löschen.');
  return { ...current, deletionAsked: null, version: current.version + 1 };
}

/** The state as the applicant sees it. */
export function applicantState(state: CaseState): 'submitted' | 'in-progress' | 'waiting' | 'decided' {
  if (state === 'new') return 'submitted';
  return state === 'closed' ? 'decided' : state;
}

/** The one thing to do next. */
export type NextStep = 'take-on' | 'decide' | 'close-withdrawn' | 'post' | 'answer-objection' | 'close' | 'delete' | 'none';

/** What has to happen next with a case. */
export function nextStep(current: Pick<CaseFile, 'state' | 'assignee' | 'flags'>, notice: { readonly postedOn: string | null } | undefined): NextStep {
  if (current.state === 'closed') return 'delete';
  if (current.state === 'decided') return notice !== undefined && notice.postedOn === null ? 'post' : hasObjection(current) ? 'answer-objection' : 'close';
  if (isWithdrawn(current)) return 'close-withdrawn';
  if (current.assignee === null) return 'take-on';
  return 'decide';
}
