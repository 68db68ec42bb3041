import type { CompiledService } from './compile-service-package.ts';
import type { Origins } from './prefill.ts';
import type { Answers, Draft } from './situation.ts';

/** Answers as they were sent, by field, and for each group the answers of its rows. */
export type SentAnswers = { readonly answers: Answers; readonly rows?: Readonly<Record<string, readonly Answers[]>> | undefined; readonly origins?: Origins | undefined };

/** The draft that gives these answers, every page saved: to look at an application that was sent, or at a sample. */
export function filledDraft(service: CompiledService, { answers, rows, origins }: SentAnswers): Draft {
  const draft: Draft = { answers, saved: [...service.pages, service.checkPage].map(({ id }) => id), ...(origins ? { origins } : {}) };
  if (rows === undefined) return draft;
  return {
    ...draft,
    rows: Object.fromEntries(service.pages.flatMap(({ list }) => {
      const own = list && rows[list.group.id];
      return list && own ? [[list.group.id, own.map((row, index) => ({ id: String(index + 1), answers: row, saved: list.pages.map(({ id }) => id) }))]] : [];
    })),
  };
}
