import { isLanguage } from '@allmende/i18n';
import { formatDate, type PlainDate } from '@allmende/time';
import { formatEuro, type Cents } from '@allmende/money';
import type { Value, ValueType } from './rules/value.ts';
import type { Field } from './service-package.ts';
import type { ServiceTexts } from './service-texts.ts';

const WORDS = { de: { yes: 'Ja', no: 'Nein' }, 'de-leicht': { yes: 'Ja', no: 'Nein' }, en: { yes: 'Yes', no: 'No' }, uk: { yes: 'Так', no: 'Ні' }, ar: { yes: 'نعم', no: 'لا' } };

/** An answer as a person reads it: days with the month in words, amounts with €, options by their label. */
export function formatAnswer(field: Pick<Field, 'id' | 'type'>, value: Value, texts: ServiceTexts): string {
  if (field.type === 'choice') return texts.get(`field.${field.id}.option.${value}`);
  return formatValue(value, field.type === 'date' || field.type === 'money' ? field.type : undefined, texts.language);
}

/** A value of a type as a person reads it. Languages without number and date formats of their own use the German ones. */
export function formatValue(value: Value, type: ValueType | undefined, language: string): string {
  const locale = isLanguage(language) ? language : 'de';
  if (typeof value === 'boolean') return WORDS[locale][value ? 'yes' : 'no'];
  if (type === 'date') return formatDate(String(value) as PlainDate, locale);
  if (type === 'money') return formatEuro(Number(value) as Cents, locale === 'en' ? 'en' : 'de');
  return String(value);
}
