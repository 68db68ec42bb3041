import type { SentAnswers } from './filled-draft.ts';
import { fitsField } from './fits-field.ts';
import type { ServicePackage } from './service-package.ts';
import type { Answers, Draft, DraftRow } from './situation.ts';

/**
 * A new draft that starts from an earlier application: with the answers that the package carries over, where they fit. Nothing counts as saved except the rows of
 * groups, so that every page is looked at again. `newId` gives the rows their ids. A field of the earlier service that is called otherwise there is found by the
 * attributes of the prefill source with that service's id. The declaration is never carried over.
 */
export function followUpDraft(servicePackage: ServicePackage, earlier: SentAnswers & { readonly service: string }, newId: () => string): Draft {
  const { followUp, flow, fields } = servicePackage;
  if (!followUp || !startsFrom(servicePackage, earlier.service)) return { answers: {}, saved: [] };
  const names = servicePackage.prefill?.sources.find(({ id }) => id === earlier.service)?.attributes ?? {};
  const carried = new Map(fields.filter(({ id }) => !flow.declaration.includes(id) && (followUp.fields === 'all' || followUp.fields.includes(id))).map((field) => [field.id, field]));
  const taken = (answers: Answers): Answers => Object.fromEntries(Object.entries(answers).flatMap(([id, value]) => {
    const field = carried.get(Object.hasOwn(names, id) ? names[id]! : id);
    return field && fitsField(field, value) ? [[field.id, value] as const] : [];
  }));
  const ofGroup = (answers: Answers, group: string | undefined) => Object.fromEntries(Object.entries(answers).filter(([id]) => flow.groups?.find((each) => id.startsWith(`${each.id}.`))?.id === group));
  const rows = (flow.groups ?? []).flatMap(({ id: group, max }): [string, readonly DraftRow[]][] => {
    const inner = flow.pages.find(({ repeat }) => repeat === group)?.pages ?? [];
    const list = (earlier.rows?.[group] ?? []).map((row) => ofGroup(taken(row), group)).filter((answers) => Object.keys(answers).length > 0).slice(0, max);
    // A page counts as looked at only where all that was asked came along.
    return list.length === 0 ? [] : [[group, list.map((answers) => ({ id: newId(), answers, saved: inner.filter((page) => page.fields.every((id) => carried.has(id))).map(({ id }) => id) }))]];
  });
  return { answers: ofGroup(taken(earlier.answers), undefined), saved: [], ...(rows.length > 0 ? { rows: Object.fromEntries(rows) } : {}) };
}

/** Whether an application of this service may start from one of the service with this id. */
export function startsFrom({ followUp }: ServicePackage, service: string): boolean {
  return followUp !== undefined && [followUp.of].flat().includes(service);
}
