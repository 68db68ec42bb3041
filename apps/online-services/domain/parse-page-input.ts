import type { FieldProblem } from '@allmende/errors';
import { pageAt } from './path.ts';
import { parseField, typedValues, type FormBody } from './parse-field.ts';
import { problemText, type ProblemCode } from './problem-texts.ts';
import type { Field } from './service-package.ts';
import type { ServiceTexts } from './service-texts.ts';
import { isRequired, type Answers, type Situation } from './situation.ts';
import type { Environment } from './rules/environment.ts';
import type { Value } from './rules/value.ts';

export type PageInput = {
  /** What could be read. To be saved only when there are no problems. */
  readonly answers: Answers;
  /** In the order of the fields, at most one each; the pointer is `/<field id>`. Messages are in the applicant's language. */
  readonly problems: readonly FieldProblem[];
  /** Everything as it was typed, by input name, to show the form again. */
  readonly typed: Readonly<Record<string, string>>;
};

/** Reads the form of one page, the check page included. Never throws; fields that are not asked on the page are ignored. */
export function parsePageInput(situation: Situation, pageId: string, body: FormBody, language: string): PageInput {
  const found = pageAt(situation, pageId);
  if (!found) return { answers: {}, problems: [], typed: {} };
  const texts = situation.service.texts(language);
  const answers: Record<string, Value> = {};
  const problems = new Map<string, FieldProblem>();
  const typed: Record<string, string> = {};
  const empty: Field[] = [];
  for (const { field } of found.fields) {
    Object.assign(typed, typedValues(field, body));
    const read = parseField(field, body);
    if ('value' in read) answers[field.id] = read.value;
    else if ('empty' in read) empty.push(field);
    else problems.set(field.id, fieldProblem(field, read.problem, texts, read.limit));
  }
  const environment = environmentWith(situation, found.fields.map(({ field }) => field.id), answers);
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

function environmentWith(situation: Situation, replaced: readonly string[], answers: Answers): Environment {
  const others = Object.fromEntries(Object.entries(situation.answers).filter(([id]) => !replaced.includes(id)));
  return { answers: { ...others, ...answers }, today: situation.today, memo: [] };
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
