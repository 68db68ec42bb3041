import type { Language } from '@allmende/i18n';
import { alert, checkbox, dateField, descriptionList, fieldId, html, moneyField, mould, radioGroup, select, textArea, textField, type FieldWidth, type FormErrors, type Html } from '@allmende/html';
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
  /** The answer in words, where it comes from an identity document and cannot be changed. */
  readonly locked?: { readonly value: string; readonly why: string } | undefined;
};

const FEW = 8;
const YES_NO = { de: { yes: 'Ja', no: 'Nein' }, 'de-leicht': { yes: 'Ja', no: 'Nein' }, en: { yes: 'Yes', no: 'No' }, uk: { yes: 'Так', no: 'Ні' }, ar: { yes: 'نعم', no: 'لا' } };

/** Draws a question with what was typed and what is wrong with it. */
export function question(asked: Question, typed: Readonly<Record<string, string>>, errors: FormErrors, locale: Language): Html {
  const error = errors.of(asked.id);
  if (asked.locked) return lockedAnswer(asked, asked.locked, error, locale);
  if (error !== undefined) return draw(asked, valuesOf(asked, typed), error, locale);
  let inLanguage = moulds.get(asked);
  if (!inLanguage) moulds.set(asked, (inLanguage = new Map()));
  let cast = inLanguage.get(locale);
  if (!cast) inLanguage.set(locale, (cast = castOf(asked, locale)));
  return cast(valuesOf(asked, typed));
}

// No field at all: what cannot be changed must not look as if it could. The id is where the summary of mistakes leads to.
function lockedAnswer({ id, label }: Question, { value, why }: NonNullable<Question['locked']>, error: string | undefined, locale: Language): Html {
  return html`<div id="${fieldId(id)}">${error === undefined ? '' : alert({ kind: 'danger', title: error })}${descriptionList([{ name: label, value: html`${value}<br><span class="kern-body--muted">${why}</span>` }], locale)}</div>`;
}

type Values = readonly (string | undefined)[];

// A question looks the same for everybody but for what was typed, so it is drawn once; the questions of a service live as long as it does.
const moulds = new WeakMap<Question, Map<Language, (values: Values) => Html>>();

function castOf(asked: Question, locale: Language): (values: Values) => Html {
  const anew = (values: Values) => draw(asked, values, undefined, locale);
  if (asked.type === 'date') {
    const cast = mould((day, month, year) => anew([day, month, year]), 3);
    return ([day, month, year]) => (day === undefined || month === undefined || year === undefined ? anew([day, month, year]) : cast(day, month, year));
  }
  const answers = asked.type === 'choice' ? (asked.options ?? []).map(({ value }) => value) : asked.type === 'boolean' || asked.type === 'confirmation' ? ['yes', 'no'] : undefined;
  if (answers) {
    const drawn = new Map<string, Html>();
    return ([value = '']) => {
      const known = drawn.get(value);
      if (known) return known;
      const now = anew([value]);
      // Only what can be chosen is kept: what somebody makes up takes no room.
      if (value === '' || answers.includes(value)) drawn.set(value, now);
      return now;
    };
  }
  const cast = mould((value) => anew([value]), 1);
  return ([value]) => (value === undefined ? anew([value]) : cast(value));
}

function valuesOf({ id, type }: Question, typed: Readonly<Record<string, string>>): Values {
  return type === 'date' ? [typed[`${id}.day`], typed[`${id}.month`], typed[`${id}.year`]] : [typed[id]];
}

function draw(asked: Question, [value, month, year]: Values, error: string | undefined, locale: Language): Html {
  const { id: name, label, hint, optional, autocomplete } = asked;
  const field = { name, label, hint, optional, locale, error };
  switch (asked.type) {
    case 'date': return dateField({ ...field, value: { day: value, month, year }, autocomplete: autocomplete === 'bday' ? 'bday' : undefined });
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
