import type { ApplicationReply } from './application-reply.ts';

/** One thing that happened to an application, for its applicant. */
export type TimelineEntry = {
  readonly at: Date;
  readonly kind: 'sent' | 'submitted' | 'in-progress' | 'waiting' | 'decided' | 'document' | 'evidence' | 'withdrawn' | ApplicationReply['kind'];
  /** Evidence that came, as the service names it. */
  readonly label?: string;
};

type Facts = {
  readonly submittedAt: Date;
  readonly state: string;
  readonly stateSince: Date;
  readonly steps: readonly { readonly state: string; readonly at: Date }[];
  readonly documents: readonly { readonly issuedAt: Date }[];
  readonly replies: readonly Pick<ApplicationReply, 'kind' | 'at'>[];
  readonly late: readonly { readonly label: string; readonly at: Date }[];
  readonly withdrawnAt: Date | null;
};

const STATES = ['in-progress', 'waiting', 'decided'] as const;

/** What happened to an application, newest first. A state that was reported again says nothing new; what the office asked for stands as a question, not also as waiting. */
export function applicationTimeline(facts: Facts): TimelineEntry[] {
  const steps = facts.steps.length > 0 ? facts.steps : [{ state: facts.state, at: facts.stateSince }];
  const reported = steps.flatMap(({ state, at }, index) => {
    const kind = STATES.find((one) => one === state);
    const isAsked = kind === 'waiting' && facts.replies.some((reply) => reply.kind === 'question' && reply.at.getTime() === at.getTime());
    return kind === undefined || isAsked || steps[index - 1]?.state === state ? [] : [{ kind, at }];
  });
  const entries: TimelineEntry[] = [
    { kind: 'sent', at: facts.submittedAt }, ...reported, ...facts.documents.map(({ issuedAt }) => ({ kind: 'document' as const, at: issuedAt })), ...facts.replies.map(({ kind, at }) => ({ kind, at })),
    ...facts.late.map(({ label, at }) => ({ kind: 'evidence' as const, label, at })), ...(facts.withdrawnAt === null ? [] : [{ kind: 'withdrawn' as const, at: facts.withdrawnAt }]),
  ];
  return entries.toSorted((one, other) => other.at.getTime() - one.at.getTime());
}

/** Who has to act now, and what for. */
export type WhoActs =
  | { readonly who: 'nobody'; readonly why: 'withdrawn' | 'decided' }
  | { readonly who: 'applicant'; readonly what: 'answer' | 'pay' | 'evidence'; readonly due: string | undefined }
  | { readonly who: 'office'; readonly what: 'begin' | 'work' | 'wait' };

/** Who has to act now: an open question or fee, then evidence that is needed, otherwise the office. `missing` are days by which required evidence should be there, where they are known. */
export function whoActs(facts: Pick<Facts, 'state' | 'stateSince' | 'withdrawnAt'> & { readonly replies: readonly ApplicationReply[]; readonly missing: readonly { readonly due: string | undefined }[] }): WhoActs {
  if (facts.withdrawnAt !== null) return { who: 'nobody', why: 'withdrawn' };
  if (facts.state === 'decided') return { who: 'nobody', why: 'decided' };
  const open = openReply(facts.replies, facts);
  if (open !== undefined) return { who: 'applicant', what: open.kind === 'fee' ? 'pay' : 'answer', due: open.due };
  if (facts.missing.length > 0) return { who: 'applicant', what: 'evidence', due: facts.missing.flatMap(({ due }) => (due === undefined ? [] : [due])).toSorted()[0] };
  return { who: 'office', what: facts.state === 'in-progress' ? 'work' : facts.state === 'waiting' ? 'wait' : 'begin' };
}

/** The question or fee that still waits for the applicant: the newest of what was said, unless the office has gone on since. */
export function openReply<Reply extends Pick<ApplicationReply, 'kind' | 'at'>>(replies: readonly Reply[], application: Pick<Facts, 'state' | 'stateSince'>): Reply | undefined {
  const newest = replies.findLast(({ kind }) => kind !== 'note' && kind !== 'received');
  if (newest === undefined || (newest.kind !== 'question' && newest.kind !== 'fee')) return undefined;
  const hasGoneOn = application.state === 'decided' || (application.state !== 'waiting' && application.stateSince > newest.at);
  return hasGoneOn ? undefined : newest;
}
