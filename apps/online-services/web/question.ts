import type { Language } from '@allmende/i18n';
import { checkbox, dateField, moneyField, radioGroup, select, textArea, textField, type FieldWidth, type FormErrors, type Html } from '@allmende/html';
import type { Field } from '../domain/service-package.ts';

/** One question with everything a page shows of it. */
export type Question = {
  readonly id: string;
  readonly type: Field['type'];
  readonly label: string;
  readonly hint?: string | undefined;
  readonly optional: boolean;
  readonly options?: readonly { readonly value: string; readonly label: string; readonly hint?: string | undefined }[];
  readonly width?: number | undefined;
  readonly digits?: number | undefined;
  readonly autocomplete?: string | undefined;
};

const FEW = 8;
const YES_NO = { de: { yes: 'Ja', no: 'Nein' }, 'de-leicht': { yes: 'Ja', no: 'Nein' }, en: { yes: 'Yes', no: 'No' }, uk: { yes: 'Так', no: 'Ні' }, ar: { yes: 'نعم', no: 'لا' } };

/** Draws a question with what was typed and what is wrong with it. */
export function question(asked: Question, typed: Readonly<Record<string, string>>, errors: FormErrors, locale: Language): Html {
  const { id: name, label, hint, optional, autocomplete } = asked;
  const field = { name, label, hint, optional, locale, error: errors.of(name) };
  const value = typed[name];
  switch (asked.type) {
    case 'date':
      return dateField({ ...field, value: { day: typed[`${name}.day`], month: typed[`${name}.month`], year: typed[`${name}.year`] }, autocomplete: autocomplete === 'bday' ? 'bday' : undefined });
    case 'boolean': return radioGroup({ ...field, value, horizontal: true, options: [{ value: 'yes', label: YES_NO[locale].yes }, { value: 'no', label: YES_NO[locale].no }] });
    case 'choice': return (asked.options ?? []).length > FEW ? select({ ...field, value, options: asked.options ?? [] }) : radioGroup({ ...field, value, options: asked.options ?? [] });
    case 'confirmation': return checkbox({ ...field, checked: value === 'yes' });
    case 'longText': return textArea({ ...field, value, rows: 6 });
    case 'money': return moneyField({ ...field, value });
    case 'integer': return textField({ ...field, value, inputmode: 'numeric', width: widthOf(asked.width ?? 6) });
    case 'email': return textField({ ...field, value, type: 'email', inputmode: 'email', spellcheck: false, autocomplete });
    case 'tel': return textField({ ...field, value, type: 'tel', inputmode: 'tel', autocomplete });
    default: return textField({ ...field, value, autocomplete, width: widthOf(asked.width ?? asked.digits), ...(asked.digits === undefined ? {} : { inputmode: 'numeric', spellcheck: false }) });
  }
}

function widthOf(characters: number | undefined): FieldWidth {
  if (characters === undefined || characters > 24) return 'full';
  if (characters > 10) return 'half';
  return characters > 4 ? 'short' : characters > 2 ? 'year' : 'two';
}
