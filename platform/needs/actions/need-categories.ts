import { categories, categoryNames } from '@allmende/catalog';
import { OWN_CATEGORIES } from '../domain/own-category.ts';

/** All categories of needs in the order of their names: those of publiccode.yml and our own. */
export function needCategories(locale: 'de' | 'en'): readonly { value: string; label: string }[] {
  const named = [...OWN_CATEGORIES.keys(), ...categories].filter((value) => value !== 'other').map((value) => ({ value, label: needCategoryName(value, locale) }));
  return [...named.toSorted((one, other) => one.label.localeCompare(other.label, locale)), { value: 'other', label: needCategoryName('other', locale) }];
}

/** Whether a word is a category. */
export function isNeedCategory(value: string): boolean {
  return OWN_CATEGORIES.has(value) || categories.has(value);
}

/** The name of a category; its own word where it has none. */
export function needCategoryName(value: string, locale: 'de' | 'en'): string {
  const ofStore = Object.hasOwn(categoryNames, value) ? categoryNames[value] : undefined;
  return (OWN_CATEGORIES.get(value)?.name ?? ofStore)?.[locale] ?? value;
}
