import { parsePlainDate } from '@allmende/time';
import { formatEuro, parseEuro, type Cents } from '@allmende/money';
import type { ProblemCode } from './problem-texts.ts';
import type { Value } from './rules/value.ts';

/** What the reader must know of a field or overlay parameter. */
export type Readable = {
  readonly id: string;
  readonly type: string;
  readonly options?: readonly string[];
  readonly maxLength?: number;
  readonly digits?: number;
  readonly min?: number;
  readonly max?: number;
};

/** A form body as it came in: nothing about it is trusted. */
export type FormBody = Readonly<Record<string, unknown>>;

/** `empty` is nothing typed; whether that is allowed is the caller's matter. */
export type ReadField = { readonly value: Value } | { readonly empty: true } | { readonly problem: ProblemCode; readonly limit?: string };

// As much as a form can carry: what somebody typed by mistake comes back whole.
const MAX_TYPED = 524_288;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const GERMAN_MONTHS: Record<string, string> = { mär: 'mar', mrz: 'mar', mae: 'mar', mai: 'may', okt: 'oct', dez: 'dec' };

/** Reads what a person typed into one field. Forgiving about form, strict about meaning; never throws. */
export function parseField(field: Readable, body: FormBody): ReadField {
  if (field.type === 'date') return readDate(field, body);
  const typed = typedText(body, field.id);
  if (TURNS.test(typed)) return { problem: 'direction' };
  const text = field.type === 'longText' ? cleanLongText(typed) : cleanText(typed);
  if (text === '') return { empty: true };
  switch (field.type) {
    case 'boolean': return text === 'yes' || text === 'no' ? { value: text === 'yes' } : { problem: 'option' };
    case 'confirmation': return text === 'yes' ? { value: true } : { problem: 'confirm' };
    case 'choice': return field.options?.includes(text) ? { value: text } : { problem: 'option' };
    case 'money': return readMoney(field, text);
    case 'integer': return readInteger(field, text);
    case 'email': return readEmail(field, text);
    case 'tel': return /^[+(]?[\d\s()/.–-]{3,40}$/u.test(text) && text.replaceAll(/\D/gu, '').length >= 3 ? { value: text } : { problem: 'tel' };
    default: return readText(field, text);
  }
}

/** The names of a field's inputs; a date has three. */
export function inputNamesOf(field: Pick<Readable, 'id' | 'type'>): string[] {
  return field.type === 'date' ? [`${field.id}.day`, `${field.id}.month`, `${field.id}.year`] : [field.id];
}

/** What was typed, by input name, so that the form can be shown again with nothing lost but what turns the writing around. */
export function typedValues(field: Pick<Readable, 'id' | 'type'>, body: FormBody): Record<string, string> {
  return Object.fromEntries(inputNamesOf(field).map((name) => [name, typedText(body, name).slice(0, MAX_TYPED).toWellFormed().replaceAll(TURNING, '')]));
}

/** A stored answer as it stands in the inputs of its field. */
export function inputValuesOf(field: Pick<Readable, 'id' | 'type'>, answer: Value | undefined): Record<string, string> {
  const values: Record<string, string> = {};
  putInputValues(values, field, answer);
  return values;
}

/** The stored answers of the fields of a page as they stand in their inputs. */
export function inputValuesOfAll(fields: readonly { readonly field: Pick<Readable, 'id' | 'type'> }[], answers: Readonly<Record<string, Value>>): Record<string, string> {
  const values: Record<string, string> = {};
  for (const { field } of fields) putInputValues(values, field, answers[field.id]);
  return values;
}

function putInputValues(values: Record<string, string>, { id, type }: Pick<Readable, 'id' | 'type'>, answer: Value | undefined): void {
  if (type === 'date') {
    const [year = '', month = '', day = ''] = String(answer ?? '').split('-');
    values[`${id}.day`] = day.startsWith('0') ? day.slice(1) : day;
    values[`${id}.month`] = month.startsWith('0') ? month.slice(1) : month;
    values[`${id}.year`] = year;
  } else if (answer === undefined) values[id] = '';
  else if (typeof answer === 'boolean') values[id] = answer ? 'yes' : type === 'confirmation' ? '' : 'no';
  else if (type === 'money') values[id] = formatEuro(Number(answer) as Cents).replace(/\s*€$/u, '');
  else values[id] = String(answer);
}

function typedText(body: FormBody, name: string): string {
  const raw = Object.hasOwn(body, name) ? body[name] : undefined;
  const first: unknown = Array.isArray(raw) ? raw[0] : raw;
  return typeof first === 'string' ? first : '';
}

// Overrides and isolates of the writing direction (Unicode UAX #9): a name that holds them is not what it looks like. The marks U+200E, U+200F and U+061C, which Arabic beside Latin needs, stay.
const TURNING = /[\u202a-\u202e\u2066-\u2069]/gu;
const TURNS = /[\u202a-\u202e\u2066-\u2069]/u;

// Control characters break XML and print; characters that turn the writing direction hide what was really written.
const INVISIBLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/gu;

function cleanText(typed: string): string {
  return typed.toWellFormed().replaceAll(/[\t\r\n]+/gu, ' ').replaceAll(INVISIBLE, '').normalize('NFC').replaceAll(/\s+/gu, ' ').trim();
}

function cleanLongText(typed: string): string {
  return typed.toWellFormed().replaceAll(/\r\n?/gu, '\n').replaceAll(INVISIBLE, '').normalize('NFC').replaceAll(/[^\S\n]+/gu, ' ').replaceAll(/\n{3,}/gu, '\n\n').trim();
}

function readText(field: Readable, text: string): ReadField {
  if (field.digits !== undefined) {
    const digits = text.replaceAll(/[\s.\-–/]/gu, '');
    return /^\d+$/u.test(digits) && digits.length === field.digits ? { value: digits } : { problem: 'digits', limit: String(field.digits) };
  }
  const limit = field.maxLength ?? (field.type === 'longText' ? 2_000 : 200);
  return text.length > limit ? { problem: 'too-long', limit: String(limit) } : { value: text };
}

function readMoney(field: Readable, text: string): ReadField {
  const amount = parseEuro(text);
  if (amount === undefined) return { problem: 'money' };
  return within(field, amount, (limit) => formatEuro(limit as Cents));
}

function readInteger(field: Readable, text: string): ReadField {
  const bare = text.replaceAll(/[\s]/gu, '').replace(/^\+/u, '');
  const plain = /^-?\d{1,3}(?:\.\d{3})+$/u.test(bare) ? bare.replaceAll('.', '') : bare.replace(/,0+$/u, '');
  return /^-?\d{1,15}$/u.test(plain) ? within(field, Number(plain), String) : { problem: 'integer' };
}

function within(field: Readable, value: number, show: (limit: number) => string): ReadField {
  const least = field.min ?? 0;
  if (value < least) return { problem: 'too-small', limit: show(least) };
  if (field.max !== undefined && value > field.max) return { problem: 'too-large', limit: show(field.max) };
  return { value: value === 0 ? 0 : value };
}

function readEmail(field: Readable, text: string): ReadField {
  const bare = text.replace(/^mailto:/iu, '').replaceAll(' ', '');
  const parts = bare.split('@');
  const good = parts.length === 2 && parts[0] !== '' && /^[^.@]+(?:\.[^.@]+)+$/u.test(parts[1] ?? '') && bare.length <= (field.maxLength ?? 254);
  return good ? { value: bare } : { problem: 'email' };
}

function readDate(field: Readable, body: FormBody): ReadField {
  const parts = ['day', 'month', 'year'].map((part) => cleanText(typedText(body, `${field.id}.${part}`)).replace(/\.$/u, ''));
  const [day, month, year] = (parts[1] === '' && parts[2] === '' ? wholeDate(parts[0] ?? '') : parts) as [string, string, string];
  if (day === '' && month === '' && year === '') return { empty: true };
  if (day === '' || month === '' || year === '') return { problem: 'date-incomplete' };
  if (!/^\d{4}$/u.test(year)) return { problem: 'date-year' };
  const monthNumber = /^\d{1,2}$/u.test(month) ? month : String(monthByName(month) || 'x');
  const date = /^\d{1,2}$/u.test(day) ? parsePlainDate(`${year}-${monthNumber.padStart(2, '0')}-${day.padStart(2, '0')}`) : undefined;
  return date === undefined ? { problem: 'date-invalid' } : { value: date };
}

// A whole date typed or pasted into the first box is plainly meant.
function wholeDate(text: string): string[] {
  const german = /^(\d{1,2})[.\s/-]+(\d{1,2}|\p{L}+)[.\s/-]+(\d{2,4})$/u.exec(text);
  if (german) return german.slice(1);
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/u.exec(text);
  return iso ? [iso[3]!, iso[2]!, iso[1]!] : [text, '', ''];
}

function monthByName(text: string): number {
  const start = text.toLowerCase().slice(0, 3);
  return MONTHS.indexOf(GERMAN_MONTHS[start] ?? start) + 1;
}
