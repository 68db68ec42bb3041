import type { CaseFile, CaseFlag } from './case-file.ts';

/** Flags that say that something came from the applicant and nobody in the office has acted on it yet. */
const NEWS_FLAGS = ['evidence-new', 'message-new', 'statement-new'] as const satisfies readonly CaseFlag[];

/** Flags of a case that say why it stands on top of the inbox. */
export function newsOf({ flags }: Pick<CaseFile, 'flags'>): CaseFlag[] {
  return flags.filter((flag) => (NEWS_FLAGS as readonly CaseFlag[]).includes(flag));
}

/** The case with news from its applicant: whoever is deciding at that moment looks again. */
export function withNews(current: CaseFile, flag: (typeof NEWS_FLAGS)[number] | 'withdrawn'): CaseFile {
  return { ...current, flags: current.flags.includes(flag) ? current.flags : [...current.flags, flag], version: current.version + 1 };
}

/** The case after somebody in the office has acted: nothing is news any more. That the application was withdrawn stays. */
export function withoutNews(current: CaseFile): CaseFile {
  return { ...current, flags: current.flags.filter((flag) => !(NEWS_FLAGS as readonly CaseFlag[]).includes(flag)) };
}

/** The case after everything that it waited for has come: it is worked on again. */
export function resume(current: CaseFile): CaseFile {
  return current.state === 'waiting' ? { ...current, state: current.assignee === null ? 'new' : 'in-progress' } : current;
}
