import { CHECK_PAGE } from './compile-service-package.ts';
import type { PackageProblem } from './check-shape.ts';
import type { ListPage, QuestionPage, ServicePackage } from './service-package.ts';

/** A page as it may come in: the shape lets every combination through. */
type AnyPage = { readonly id: string; readonly fields?: QuestionPage['fields']; readonly repeat?: string; readonly pages?: ListPage['pages'] };

/** Whether each page is one of questions or a list, with what belongs to it. */
export function checkPages({ flow }: ServicePackage): PackageProblem[] {
  const groups = new Set(flow.groups?.map(({ id }) => id));
  return flow.pages.flatMap((page: AnyPage, index): PackageProblem[] => {
    const { id, fields, repeat, pages } = page;
    const problem = (message: string) => [{ file: 'flow.yaml', pointer: `/pages/${index}`, message: `page ${id} ${message}` }];
    if (repeat === undefined) return pages !== undefined ? problem('has inner pages but repeats no group') : fields === undefined ? problem('asks no fields') : [];
    if (fields !== undefined) return problem('repeats a group: its fields belong on its inner pages');
    if (pages === undefined) return problem('repeats a group but has no inner pages');
    return groups.has(repeat) ? [] : problem(`repeats unknown group ${repeat}`);
  });
}

/** Addresses of the form that are no pages of questions. */
export const KEPT_PAGES: readonly string[] = [CHECK_PAGE, 'receipt', 'send', 'evidence', 'uploads', 'overview', 'later', 'tasks', 'resume', 'language', 'overview', 'later', 'continue-later'];

/** Whether groups and lists belong together: one list a group, its fields on the inner pages of that list and nowhere else. */
export function checkGroups({ fields, flow, overlay }: ServicePackage): PackageProblem[] {
  const problems: PackageProblem[] = [];
  const add = (pointer: string, message: string) => problems.push({ file: 'flow.yaml', pointer, message });
  const groupOf = (field: string) => flow.groups?.find(({ id }) => field.startsWith(`${id}.`))?.id;
  const pageIds = flow.pages.map(({ id }) => id);
  const lists = flow.pages.filter((page) => page.repeat !== undefined);
  flow.groups?.forEach((group, index) => {
    const at = `/groups/${index}`;
    if (group.min > group.max) add(at, `group ${group.id} wants at least ${group.min} and at most ${group.max} rows`);
    if (overlay.groups.some(({ id }) => id === group.id)) add(at, `${group.id} is also a group of the overlay: their texts would have the same keys`);
    const repeated = lists.filter(({ repeat }) => repeat === group.id).length;
    if (repeated !== 1) add(at, `group ${group.id} must be repeated by exactly one page, not by ${repeated}`);
    for (const id of group.namedBy ?? []) if (groupOf(id) !== group.id || !fields.some((field) => field.id === id)) add(at, `group ${group.id} cannot be named by ${id}: it is no field of the group`);
  });
  const innerIds: string[] = [];
  flow.pages.forEach((page, index) => {
    const at = `/pages/${index}`;
    for (const field of page.fields ?? []) if (groupOf(field) !== undefined) add(at, `field ${field} belongs to the group ${groupOf(field)}: it can be asked on its inner pages only`);
    page.pages?.forEach((inner, place) => {
      if (pageIds.includes(inner.id) || innerIds.includes(inner.id)) add(`${at}/pages/${place}`, `${inner.id} stands here twice`);
      innerIds.push(inner.id);
      for (const field of inner.fields) if (groupOf(field) !== page.repeat) add(`${at}/pages/${place}`, `field ${field} does not belong to the group ${page.repeat}: its id must begin with "${page.repeat}."`);
    });
  });
  for (const field of flow.declaration) if (groupOf(field) !== undefined) add('/declaration', `field ${field} belongs to the group ${groupOf(field)}`);
  return problems;
}
