import type { FieldProblem } from '@allmende/errors';
import { isLanguage } from '@allmende/i18n';
import { pageAt, type RowPage } from './path.ts';
import { lockedWords } from './origin-words.ts';
import { inputValuesOf, parseField, typedValues, type FormBody } from './parse-field.ts';
import { problemText, type ProblemCode } from './problem-texts.ts';
import type { Field } from './service-package.ts';
import type { ServiceTexts } from './service-texts.ts';
import { isRequired, type Answers, type PageSituation, type Situation } from './situation.ts';
import { rowName } from './row-name.ts';
import { forget, inRow, type Environment } from './rules/environment.ts';
import type { Value } from './rules/value.ts';

export type PageInput = {
  /** What could be read. To be saved only when there are no problems. */
  readonly answers: Answers;
  /** In the order of the fields, at most one each; the pointer is `/<field id>`. Messages are in the applicant's language where the service speaks it, otherwise in the one that stands in for it, like the questions beside them. */
  readonly problems: readonly FieldProblem[];
  /** Everything as it was typed, by input name, to show the form again. */
  readonly typed: Readonly<Record<string, string>>;
};

/** Reads the form of one page, the check page included. Never throws; fields that are not asked on the page are ignored. A list of rows is checked as a whole. */
export function parsePageInput(situation: Situation, pageId: string, body: FormBody, language: string): PageInput {
  const found = pageAt(situation, pageId);
  if (!found) return NOTHING;
  return found.rows ? { ...NOTHING, problems: problemsOfList(situation, found, language) } : readPage(situation, found, situation.environment, body, language);
}

/** Likewise for an inner page of a row. */
export function parseRowInput(situation: Situation, { page, row }: RowPage, body: FormBody, language: string): PageInput {
  return readPage(situation, page, inRow(situation.environment, row.row), body, language);
}

const NOTHING: PageInput = { answers: {}, problems: [], typed: {} };

function readPage(situation: Situation, found: PageSituation, before: Environment, body: FormBody, language: string): PageInput {
  const texts = situation.service.texts(language);
  const answers: Record<string, Value> = {};
  const problems = new Map<string, FieldProblem>();
  const typed: Record<string, string> = {};
  const empty: Field[] = [];
  for (const { field } of found.fields) {
    const locked = lockedAnswer(situation, before, field.id);
    if (locked !== undefined) {
      answers[field.id] = locked;
      Object.assign(typed, inputValuesOf(field, locked));
      // Nothing can be typed there, so whoever sends something else has changed the form.
      const sent = parseField(field, body);
      if (isSent(field, body) && !('value' in sent && sent.value === locked)) problems.set(field.id, { pointer: `/${field.id}`, code: 'prefilled-locked', message: lockedWords(isLanguage(texts.language) ? texts.language : 'de') });
      continue;
    }
    Object.assign(typed, typedValues(field, body));
    const read = parseField(field, body);
    if ('value' in read) answers[field.id] = read.value;
    else if ('empty' in read) empty.push(field);
    else problems.set(field.id, fieldProblem(field, read.problem, texts, read.limit));
  }
  const environment = environmentWith(before, found.fields.map(({ field }) => field.id), answers);
  for (const compiled of found.fields.filter(({ field }) => empty.includes(field))) {
    if (isRequired(compiled, environment)) problems.set(compiled.field.id, fieldProblem(compiled.field, codeForEmpty(compiled.field), texts));
  }
  for (const check of found.page.checks) {
    if (problems.has(check.field) || check.must(environment) !== false) continue;
    const field = found.fields.find((each) => each.field.id === check.field)?.field;
    if (field) problems.set(field.id, { pointer: `/${field.id}`, code: `check-${check.id}`, message: texts.get(`check.${check.id}`) });
  }
  return { answers, problems: found.fields.flatMap(({ field }) => problems.get(field.id) ?? []), typed };
}

/** The rows as if the page had been saved: their number, whether each is finished, and what must hold for all together. */
function problemsOfList(situation: Situation, { page, rows = [] }: PageSituation, language: string): FieldProblem[] {
  if (!page.list) return [];
  const { id, min, max } = page.list.group;
  const texts = situation.service.texts(language);
  const detail = { label: texts.get(`group.${id}.title`) };
  const pointer = `/${id}`;
  if (rows.length < min) return [{ pointer, code: 'too-few', message: problemText('too-few', texts.language, { ...detail, limit: String(min) }) }];
  if (rows.length > max) return [{ pointer, code: 'too-many', message: problemText('too-many', texts.language, { ...detail, limit: String(max) }) }];
  const open = rows.filter(({ state }) => state === 'open');
  if (open.length > 0) return open.map((row) => ({ pointer: `/${id}.${row.id}`, code: 'row-open', message: problemText('row-open', texts.language, { label: rowName(texts, id, row.number) }) }));
  const environment = forget({ ...situation.environment, rows: { ...situation.environment.rows, [id]: rows.map(({ row }) => row) } });
  return page.checks.filter((check) => check.must(environment) === false).map((check) => ({ pointer, code: `check-${check.id}`, message: texts.get(`check.${check.id}`) }));
}

function lockedAnswer({ draft }: Situation, { row }: Environment, field: string): Value | undefined {
  return row === undefined && draft.origins?.[field]?.from === 'id' ? draft.answers[field] : undefined;
}

function isSent(field: Field, body: FormBody): boolean {
  return Object.keys(inputValuesOf(field, undefined)).concat(field.id).some((name) => Object.hasOwn(body, name));
}

function environmentWith(before: Environment, replaced: readonly string[], answers: Answers): Environment {
  const withNew = (old: Answers) => ({ ...Object.fromEntries(Object.entries(old).filter(([id]) => !replaced.includes(id))), ...answers });
  const { row } = before;
  return forget(row ? inRow(before, { ...row, answers: withNew(row.answers) }) : { ...before, answers: withNew(before.answers) });
}

function codeForEmpty(field: Field): ProblemCode {
  if (field.type === 'confirmation') return 'confirm';
  if (field.type === 'date') return 'date-incomplete';
  return field.type === 'choice' || field.type === 'boolean' ? 'choose' : 'required';
}

function fieldProblem(field: Field, code: ProblemCode, texts: ServiceTexts, limit?: string): FieldProblem {
  const isEmpty = code === codeForEmpty(field) && limit === undefined;
  const own = texts.find(`field.${field.id}.${isEmpty ? 'required' : 'invalid'}`);
  const message = own ?? problemText(code, texts.language, { label: texts.get(`field.${field.id}.label`), ...(limit === undefined ? {} : { limit }) });
  return { pointer: `/${field.id}`, code, message };
}
