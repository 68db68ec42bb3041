import { categories, categoryNames } from '@allmende/catalog';

type Name = { readonly de: string; readonly en: string };

/** Categories of our own, for what publiccode.yml has no word for, with the words of publiccode.yml that come nearest. */
const OWN: Readonly<Record<string, { readonly name: Name; readonly inStore: readonly string[] }>> = {
  'online-applications': { name: { de: 'Online-Anträge von Bürgerinnen und Bürgern', en: 'Online applications of citizens' }, inStore: ['digital-citizenship', 'taxes-management'] },
  'case-processing': { name: { de: 'Fälle bearbeiten und entscheiden', en: 'Working on and deciding cases' }, inStore: ['workflow-management', 'document-management'] },
};

/** All categories in the order of their names. */
export function needCategories(locale: 'de' | 'en'): readonly { value: string; label: string }[] {
  return [...Object.keys(OWN), ...[...categories].filter((one) => one !== 'other')].map((value) => ({ value, label: needCategoryName(value, locale) }))
    .toSorted((one, other) => one.label.localeCompare(other.label, locale)).concat({ value: 'other', label: needCategoryName('other', locale) });
}

/** Whether a word is a category. */
export function isNeedCategory(value: string): boolean {
  return Object.hasOwn(OWN, value) || categories.has(value);
}

/** The name of a category; its own word where it has none. */
export function needCategoryName(value: string, locale: 'de' | 'en'): string {
  const own = Object.hasOwn(OWN, value) ? OWN[value]?.name : undefined;
  return own?.[locale] ?? (Object.hasOwn(categoryNames, value) ? categoryNames[value]?.[locale] : undefined) ?? value;
}

/** The categories of the store in which something for this need may be found. */
export function storeCategories(value: string): readonly string[] {
  return Object.hasOwn(OWN, value) ? (OWN[value]?.inStore ?? []) : [value];
}
