import { fitsField } from './fits-field.ts';
import type { Field, Migration, ServicePackage } from './service-package.ts';
import type { Answers, Draft, DraftRow } from './situation.ts';

/**
 * An open draft of an earlier version as a draft of this one; undefined when the package has no entry for that version or the entry leaves a field open, then the
 * draft goes on with its own version. Answers that no longer fit their field are left out; a page counts as saved when all that it asks was on saved pages before.
 */
export function migrateDraft(before: ServicePackage, after: ServicePackage, draft: Draft): Draft | undefined {
  const migration = after.migrations?.migrations[before.service.version];
  if (!migration || migrationProblems(before, after, migration).length > 0) return undefined;
  const fields = new Map(after.fields.map((field) => [field.id, field]));
  const answers = (old: Answers) => moved(old, migration, fields);
  const pagesBefore = allPages(before);
  const origin = new Map(before.fields.flatMap(({ id }) => { const to = targetOf(id, migration); return to === undefined ? [] : [[to, id] as const]; }));
  const savedPages = (saved: readonly string[], pages: readonly PageFields[]) => {
    const seen = new Set(pagesBefore.filter(({ id }) => saved.includes(id)).flatMap((page) => page.fields));
    return pages.filter(({ fields: asked }) => asked.every((id) => seen.has(origin.get(id) ?? ''))).map(({ id }) => id);
  };
  const lists = after.flow.pages.filter((page) => page.repeat !== undefined);
  const questions: PageFields[] = after.flow.pages.flatMap((page) => (page.repeat === undefined ? [page] : []));
  const savedLists = lists.filter(({ repeat }) => before.flow.pages.some((page) => page.repeat === repeat && draft.saved.includes(page.id))).map(({ id }) => id);
  const rows = lists.flatMap((list): [string, readonly DraftRow[]][] => {
    const own = list.repeat === undefined ? undefined : draft.rows?.[list.repeat];
    return own ? [[list.repeat!, own.map((row) => ({ id: row.id, answers: answers(row.answers), saved: savedPages(row.saved, list.pages ?? []) }))]] : [];
  });
  const origins = draft.origins && Object.fromEntries(Object.entries(draft.origins).flatMap(([id, each]) => { const to = targetOf(id, migration); return to === undefined || !fields.has(to) ? [] : [[to, each] as const]; }));
  return { ...(origins ? { origins } : {}), answers: answers(draft.answers), saved: [...savedPages(draft.saved, questions), ...savedLists], ...(rows.length > 0 ? { rows: Object.fromEntries(rows) } : {}) };
}

/** What a migration leaves open or says wrongly about the fields of the version from which it leads. Empty means that every answer is accounted for. */
export function migrationProblems(before: ServicePackage, after: ServicePackage, migration: Migration): string[] {
  const fields = new Map(after.fields.map((field) => [field.id, field]));
  const known = new Set(before.fields.map(({ id }) => id));
  const named = [...Object.keys(migration.rename ?? {}), ...(migration.remove ?? [])];
  return [
    ...named.filter((id) => !known.has(id)).map((id) => `version ${before.service.version} has no field ${id}`),
    ...before.fields.flatMap(({ id, type }) => {
      const to = targetOf(id, migration);
      if (to === undefined) return [];
      const field = fields.get(to);
      if (!field) return [`field ${id} of version ${before.service.version} is neither kept nor renamed nor removed`];
      if (groupIn(before, id) !== groupIn(after, to)) return [`field ${id} of version ${before.service.version} cannot leave or enter a group as ${to}`];
      return type === field.type ? [] : [`field ${id} of version ${before.service.version} is ${type}, but ${to} is ${field.type}`];
    }),
  ];
}

type PageFields = { readonly id: string; readonly fields: readonly string[] };

function allPages({ flow }: ServicePackage): PageFields[] {
  return flow.pages.flatMap((page) => (page.repeat === undefined ? [page] : page.pages));
}

function groupIn({ flow }: ServicePackage, field: string): string | undefined {
  return flow.groups?.find(({ id }) => field.startsWith(`${id}.`))?.id;
}

function targetOf(field: string, { rename = {}, remove = [] }: Migration): string | undefined {
  if (Object.hasOwn(rename, field)) return rename[field];
  return remove.includes(field) ? undefined : field;
}

function moved(answers: Answers, migration: Migration, fields: ReadonlyMap<string, Field>): Answers {
  return Object.fromEntries(Object.entries(answers).flatMap(([id, value]) => {
    const to = targetOf(id, migration);
    const field = to === undefined ? undefined : fields.get(to);
    return field && fitsField(field, value) ? [[field.id, value] as const] : [];
  }));
}
