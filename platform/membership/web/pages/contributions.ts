import { InvalidInput, type FieldProblem } from '@allmende/errors';
import { definePage, redirect, show, type SubmittedForm } from '@allmende/http';
import { parseEuro } from '@allmende/money';
import { enterContributionTable } from '../../actions/enter-contribution-table.ts';
import { listContributionTables } from '../../actions/list-contribution-tables.ts';
import type { ContributionClass } from '../../domain/contribution.ts';
import { AlreadyEntered } from '../../domain/errors.ts';
import { admitMembers, seeMembers } from '../../domain/permissions.ts';
import { readDay, typedDay } from '../read-form.ts';
import { contributionsView, type TypedClass, type TypedContributions } from './contributions.view.ts';

const ROWS = 8;
const NOTHING: TypedContributions = { validFrom: { day: '', month: '', year: '' }, label: '', source: '', classes: Array.from({ length: ROWS }, () => ({ name: '', from: '', amount: '' })) };

export const contributionsPage = definePage({
  method: 'GET', path: '/operator/contributions', access: seeMembers,
  handle: async (request) => show(contributionsView({ tables: await listContributionTables(request.ctx), typed: NOTHING, problems: [] }, request)),
});

export const contributionsPost = definePage({
  method: 'POST', path: '/operator/contributions', access: admitMembers,
  async handle(request) {
    const { ctx, form } = request;
    const typed: TypedContributions = { validFrom: typedDay(form, 'validFrom'), label: form.text('label'), source: form.text('source'), classes: typedClasses(form) };
    try {
      await enterContributionTable(ctx, { validFrom: readDay(typed.validFrom, 'validFrom'), label: typed.label.trim() === '' ? null : typed.label.trim(), source: typed.source.trim(), classes: readClasses(typed.classes) });
    } catch (error) {
      const problems: readonly FieldProblem[] | undefined = error instanceof InvalidInput ? error.fields.map(atRow) : error instanceof AlreadyEntered ? [{ pointer: '/validFrom', code: 'exists', message: error.message }] : undefined;
      if (problems === undefined) throw error;
      return show(contributionsView({ tables: await listContributionTables(ctx), typed, problems }, request));
    }
    return redirect(request.urlFor.operator('contributions'), { flash: { kind: 'success', title: request.locale === 'en' ? 'The classes have been entered.' : 'Die Beitragsklassen sind eingetragen.' } });
  },
});

function typedClasses(form: SubmittedForm): TypedClass[] {
  return Array.from({ length: ROWS }, (_, row) => ({ name: form.text(`class${row}.name`), from: form.text(`class${row}.from`), amount: form.text(`class${row}.amount`) }));
}

function readClasses(typed: readonly TypedClass[]): ContributionClass[] {
  const problems: FieldProblem[] = [];
  const classes = typed.flatMap((one, row): ContributionClass[] => {
    if (`${one.name}${one.from}${one.amount}`.trim() === '') return [];
    const from = /^\d{1,9}$/u.exec(one.from.replaceAll(/[.\s]/gu, ''))?.[0];
    const amount = one.amount.trim() === '' ? null : parseEuro(one.amount);
    if (from === undefined) problems.push({ pointer: `/class${row}/from`, code: 'number', message: 'Bitte geben Sie eine ganze Zahl von Einwohnern an.' });
    if (amount === undefined) problems.push({ pointer: `/class${row}/amount`, code: 'money', message: 'Bitte geben Sie einen Betrag in Euro an, zum Beispiel 1.500,00.' });
    return from === undefined || amount === undefined ? [] : [{ name: one.name.trim(), inhabitantsFrom: Number(from), centsPerYear: amount }];
  });
  if (problems.length > 0) throw new InvalidInput(problems);
  return classes;
}

/** The domain counts the classes that were filled in; the form shows the problem at the first field of the row. */
function atRow(problem: FieldProblem): FieldProblem {
  const row = /^\/classes\/(\d+)$/u.exec(problem.pointer)?.[1];
  return { ...problem, pointer: row !== undefined ? `/class${row}/name` : problem.pointer === '/classes' ? '/class0/name' : problem.pointer };
}
