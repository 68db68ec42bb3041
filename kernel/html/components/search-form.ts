import { translations, type Language } from '@allmende/i18n';
import { html, type Html, type HtmlValue } from '../html.ts';
import { hiddenField } from '../fields/form.ts';
import { fieldId } from '../fields/field-id.ts';
import { button } from './button.ts';

const texts = translations({ de: { search: 'Suchen' }, en: { search: 'Search' }, 'de-leicht': { search: 'Suchen' }, uk: { search: 'Шукати' }, ar: { search: 'بحث' } });

export type SearchForm = {
  action: string;
  label: string;
  /** Name of the field; `q` unless told. */
  name?: string | undefined;
  value?: string | undefined;
  hint?: HtmlValue;
  button?: string | undefined;
  /** Filters that stay while searching. */
  keep?: Readonly<Record<string, string>> | undefined;
  autocomplete?: string | undefined;
  locale?: Language | undefined;
};

/** A search whose result has an address (GET). */
export function searchForm(input: SearchForm): Html {
  const name = input.name ?? 'q';
  const id = fieldId(name);
  return html`<search class="a-search"><form method="get" action="${input.action}">${Object.entries(input.keep ?? {}).map(([key, value]) => hiddenField({ name: key, value }))}<div class="kern-form-input"><label class="kern-label" for="${id}">${input.label}</label>${
    input.hint ? html`<div class="kern-hint" id="${id}-hint">${input.hint}</div>` : ''
  }<div class="a-search__row"><input class="kern-form-input__input" id="${id}" name="${name}" type="search" value="${input.value}"${input.autocomplete === undefined ? '' : html` autocomplete="${input.autocomplete}"`}${input.hint ? html` aria-describedby="${id}-hint"` : ''}>${button({ label: input.button ?? texts(input.locale ?? 'de').search })}</div></div></form></search>`;
}
