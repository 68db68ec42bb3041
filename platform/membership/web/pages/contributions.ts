import { InvalidInput, type FieldProblem } from '@allmende/errors';
import { definePage, readDay, redirect, show, typedDay } from '@allmende/http';
import { parseEuro } from '@allmende/money';
import { enterContributionTable } from '../../actions/enter-contribution-table.ts';
import { listContributionTables } from '../../actions/list-contribution-tables.ts';
import type { ContributionClass } from '../../domain/contribution.ts';
import { AlreadyEntered } from '../../domain/errors.ts';
import { admitMembers, seeMembers } from '../../domain/permissions.ts';
import { contributionsView, type TypedContributions } from './contributions.view.ts';

const NOTHING: TypedContributions = { validFrom: { day: '', month: '', year: '' }, label: '', source: '', classes: '' };

export const contributionsPage = definePage({
  method: 'GET', path: '/operator/contributions', access: seeMembers,
  handle: async (request) => show(contributionsView({ tables: await listContributionTables(request.ctx), typed: NOTHING, problems: [] }, request)),
});

export const contributionsPost = definePage({
  method: 'POST', path: '/operator/contributions', access: admitMembers,
  async handle(request) {
    const { ctx, form } = request;
    const typed: TypedContributions = { validFrom: typedDay(form, 'validFrom'), label: form.text('label'), source: form.text('source'), classes: form.text('classes') };
    try {
      await enterContributionTable(ctx, { validFrom: readDay(typed.validFrom, 'validFrom'), label: typed.label.trim() === '' ? null : typed.label.trim(), source: typed.source.trim(), classes: readClasses(typed.classes) });
    } catch (error) {
      const problems: readonly FieldProblem[] | undefined = error instanceof InvalidInput ? error.fields.map(atField) : error instanceof AlreadyEntered ? [{ pointer: '/validFrom', code: 'exists', message: error.message }] : undefined;
      if (problems === undefined) throw error;
      return show(contributionsView({ tables: await listContributionTables(ctx), typed, problems }, request));
    }
    return redirect(request.urlFor.operator('contributions'), { flash: { kind: 'success', title: request.locale === 'en' ? 'The classes have been entered.' : 'Die Beitragsklassen sind eingetragen.' } });
  },
});

/** One class a line: name; inhabitants from; contribution in euros, empty while unknown. */
function readClasses(typed: string): ContributionClass[] {
  const problems: FieldProblem[] = [];
  const classes = typed.split(/\r?\n/u).flatMap((line, row): ContributionClass[] => {
    if (line.trim() === '') return [];
    const [name = '', from = '', amount = '', ...more] = line.split(';').map((cell) => cell.trim());
    const inhabitants = /^\d{1,9}$/u.exec(from.replaceAll(/[.\s]/gu, ''))?.[0];
    const cents = amount === '' ? null : parseEuro(amount);
    if (inhabitants === undefined || cents === undefined || more.length > 0) {
      problems.push({ pointer: '/classes', code: 'line', message: `Zeile ${row + 1} ist nicht lesbar. Erwartet wird zum Beispiel „B; 10.000; 1.500,00“.` });
      return [];
    }
    return [{ name, inhabitantsFrom: Number(inhabitants), centsPerYear: cents }];
  });
  if (problems.length > 0) throw new InvalidInput(problems);
  return classes;
}

function atField(problem: FieldProblem): FieldProblem {
  const row = /^\/classes\/(\d+)$/u.exec(problem.pointer)?.[1];
  return row === undefined ? problem : { ...problem, pointer: '/classes', message: `Klasse ${Number(row) + 1}: ${problem.message}` };
}
