import type { PlainDate } from '@allmende/time';
import type { CompiledField, CompiledPage, CompiledService } from './compile-service-package.ts';
import type { Environment } from './rules/compile-expression.ts';
import type { Value } from './rules/value.ts';

/** Answers by field id: text, choice and date as text, money in cents, yes and no as boolean. */
export type Answers = Readonly<Record<string, Value>>;

/** An application being filled in: all answers ever given and the pages that were saved without a mistake. */
export type Draft = { readonly answers: Answers; readonly saved: readonly string[] };

/** `blocked` is a page that is asked but waits for an earlier one; `skipped` is not asked as things stand. */
export type PageState = 'done' | 'open' | 'blocked' | 'skipped';

export type PageSituation = {
  readonly page: CompiledPage;
  readonly state: PageState;
  /** The fields asked on it as things stand. */
  readonly fields: readonly CompiledField[];
};

/** Everything that follows from a draft on a day, worked out in one pass. Build it once per request. */
export type Situation = {
  readonly service: CompiledService;
  readonly draft: Draft;
  readonly today: PlainDate;
  readonly pages: readonly PageSituation[];
  /** The check page: `blocked` until every page before it is done. */
  readonly checkPage: PageSituation;
  /** The answers that count: those of pages and fields that are asked. Nothing else ever leaves the form. */
  readonly answers: Answers;
  readonly environment: Environment;
};

/** A new, empty draft. */
export function startDraft(): Draft {
  return { answers: {}, saved: [] };
}

/**
 * Works out where a draft stands. A page whose condition is false or not yet known is skipped. Conditions look at earlier pages only
 * (`checkServicePackage` sees to it), so one pass in order suffices and the path always ends.
 */
export function situationOf(service: CompiledService, draft: Draft, today: PlainDate): Situation {
  const answers: Record<string, Value> = {};
  const environment: Environment = { answers, today, memo: [] };
  let open = false;
  const situate = (page: CompiledPage): PageSituation => {
    if (page.when && page.when(environment) !== true) return { page, state: 'skipped', fields: [] };
    const fields = page.fields.every((field) => !field.when) ? page.fields : page.fields.filter((field) => !field.when || field.when(environment) === true);
    for (const { field } of fields) {
      const answer = draft.answers[field.id];
      if (answer !== undefined) answers[field.id] = answer;
    }
    if (open) return { page, state: 'blocked', fields };
    const done = draft.saved.includes(page.id) && isSettled(page, fields, environment);
    open = !done;
    return { page, state: done ? 'done' : 'open', fields };
  };
  const pages = service.pages.map(situate);
  const checkPage = situate(service.checkPage);
  // Checks may have looked at rules that depend on later answers, so what was remembered on the way is not reused.
  return { service, draft, today, pages, checkPage, answers, environment: { answers, today, memo: [] } };
}

function isSettled(page: CompiledPage, fields: readonly CompiledField[], environment: Environment): boolean {
  return fields.every((field) => environment.answers[field.field.id] !== undefined || !isRequired(field, environment))
    && page.checks.every((check) => check.must(environment) !== false);
}

/** Whether a field must be answered as things stand. An unknown condition does not demand an answer. */
export function isRequired(field: CompiledField, environment: Environment): boolean {
  return typeof field.required === 'boolean' ? field.required : field.required(environment) === true;
}

/** A draft in which a page has been saved: its fields get the new answers, what is no longer answered is forgotten. */
export function savePage(situation: Situation, pageId: string, answers: Answers): Draft {
  const { service, draft } = situation;
  const page = service.page(pageId);
  if (!page) return draft;
  const own = new Set(page.fields.map(({ field }) => field.id));
  const kept = Object.entries(draft.answers).filter(([id]) => !own.has(id));
  const given = Object.entries(answers).filter(([id]) => own.has(id));
  return { answers: Object.fromEntries([...kept, ...given]), saved: [...draft.saved.filter((id) => id !== pageId), pageId] };
}
