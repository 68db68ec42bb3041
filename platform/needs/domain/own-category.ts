type OwnCategory = { readonly name: { readonly de: string; readonly en: string }; /** Words of publiccode.yml that come nearest. */ readonly inStore: readonly string[] };

/** Categories of our own, for what publiccode.yml has no word for. */
export const OWN_CATEGORIES: ReadonlyMap<string, OwnCategory> = new Map([
  ['online-applications', { name: { de: 'Online-Anträge von Bürgerinnen und Bürgern', en: 'Online applications of citizens' }, inStore: ['digital-citizenship', 'taxes-management'] }],
  ['case-processing', { name: { de: 'Fälle bearbeiten und entscheiden', en: 'Working on and deciding cases' }, inStore: ['workflow-management', 'document-management'] }],
]);

/** The categories of the store in which something for a need may be found. */
export function storeCategories(value: string): readonly string[] {
  return OWN_CATEGORIES.get(value)?.inStore ?? [value];
}
