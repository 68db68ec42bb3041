import table from './category-names.json' with { type: 'json' };

/** A name for people in both languages of the house. */
export type TranslatedName = { readonly de: string; readonly en: string };

/** German and English names of the categories of publiccode.yml; a category without a name here is shown by its own word. */
export const categoryNames: Readonly<Record<string, TranslatedName>> = table.names;
