import { alert, barChart, heading, html, lead, linkButton, linkRow, list, paragraph, section, table, type Html } from '@allmende/html';
import type { View } from '@allmende/http';
import { formatNumber, translations, type Locale } from '@allmende/i18n';
import type { CaseFigures, FigureTable } from '../../actions/get-figures.ts';
import type { Quarter } from '../../domain/quarter.ts';
import { caseWords } from '../case-words.ts';

const texts = translations({
  de: {
    cases: 'Fälle', title: 'Auswertung', lead: 'Wie viele Fälle kommen an, wie alt sie sind und welche Fristen in Gefahr sind.', quarter: 'Quartal', quarterOf: (number: string, year: string) => `${number}. Quartal ${year}`, csv: 'Als CSV laden',
    hidden: 'zurückgehalten', rules: 'Wie gezählt wird', rule: () => ['Zahlen unter 5 stehen nicht da, und so viele andere, dass sie sich nicht ausrechnen lassen.', 'Wer welchen Fall bearbeitet, wird nicht ausgewertet.', 'Eine Frist ist in Gefahr, wenn der Fall so lange dauert wie die Hälfte der Fälle dieser Leistung in den letzten zwölf Monaten. Dafür müssen mindestens 20 Fälle entschieden sein.', 'Gelöschte Fälle fehlen.'],
    arrived: 'Eingegangen', complete: 'Vollständig', incomplete: 'Unvollständig', unknownComplete: 'Nicht gezählt', states: (quarter: string) => `Stand der Fälle aus dem ${quarter}`, ages: 'Alter der offenen Fälle', young: 'Bis 14 Tage', middle: '15 bis 30 Tage', old: '31 bis 90 Tage', oldest: 'Über 90 Tage', deadlines: 'Fristen der offenen Fälle',
    late: 'Überschritten', endangered: 'In Gefahr', 'in-time': 'Wohl eingehalten', unknown: 'Nicht vorhersagbar', refusals: (quarter: string) => `Ablehnungen im ${quarter}`, reason: 'Grund', noReason: 'Ohne Angabe', count: 'Zahl', service: 'Leistung', total: 'Zusammen', none: 'Dazu gibt es noch keine Fälle.', noRefusals: 'In diesem Quartal wurde nichts abgelehnt.',
    arrivedLabel: (bars: string) => `Eingegangene Fälle je Quartal: ${bars}`, ageLabel: (bars: string) => `Offene Fälle nach Alter: ${bars}`, dueLabel: (bars: string) => `Offene Fälle nach Frist: ${bars}`, endangeredTitle: (count: string) => `${count} Fälle überschreiten wohl ihre Frist`, endangeredText: 'Sie stehen in der Liste der Fälle weit oben, wenn Sie nach Frist ordnen.', toList: 'Fälle nach Frist zeigen', back: 'Zu den Fällen',
  },
  en: {
    cases: 'Cases', title: 'Figures', lead: 'How many cases arrive, how old they are and which deadlines are in danger.', quarter: 'Quarter', quarterOf: (number: string, year: string) => `Quarter ${number} of ${year}`, csv: 'Download as CSV',
    hidden: 'held back', rules: 'How it is counted', rule: () => ['Counts below 5 are not shown, and as many others as it takes that they cannot be worked out.', 'Who works on which case is not evaluated.', 'A deadline is in danger when the case takes as long as half of the cases of this service did in the last twelve months. At least 20 cases must have been decided.', 'Deleted cases are missing.'],
    arrived: 'Received', complete: 'Complete', incomplete: 'Incomplete', unknownComplete: 'Not counted', states: (quarter: string) => `Where the cases of ${quarter} stand`, ages: 'Age of the open cases', young: 'Up to 14 days', middle: '15 to 30 days', old: '31 to 90 days', oldest: 'More than 90 days', deadlines: 'Deadlines of the open cases',
    late: 'Over', endangered: 'In danger', 'in-time': 'Likely kept', unknown: 'Not predictable', refusals: (quarter: string) => `Refusals in ${quarter}`, reason: 'Reason', noReason: 'Not stated', count: 'Number', service: 'Service', total: 'Together', none: 'There are no cases for this yet.', noRefusals: 'Nothing was refused in this quarter.',
    arrivedLabel: (bars: string) => `Received cases by quarter: ${bars}`, ageLabel: (bars: string) => `Open cases by age: ${bars}`, dueLabel: (bars: string) => `Open cases by deadline: ${bars}`, endangeredTitle: (count: string) => `${count} cases are likely to miss their deadline`, endangeredText: 'They stand near the top of the list of cases when you order it by deadline.', toList: 'Show cases by deadline', back: 'To the cases',
  },
});

/** A table with its heads as it is shown and as it goes into the CSV. */
export type WordedTable = { readonly title: string; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };

/** The figures as pages of a town hall like them: what to look at first, charts, and below each the same in numbers. */
export function figuresView(model: CaseFigures, options: { locale: Locale; listHref: string; dueHref: string; quarterHref: (quarter: Quarter) => string; csvHref: string }): View {
  const { locale } = options;
  const t = texts(locale);
  const tables = figureTables(model, locale);
  const endangered = model.deadlines.counts.columnTotals[model.deadlines.columns.indexOf('endangered')];
  const main = html`${heading(t.title)}${lead(t.lead)}${typeof endangered === 'number' && endangered > 0 ? alert({ kind: 'warning', title: t.endangeredTitle(formatNumber(endangered, locale)), body: html`${t.endangeredText} ${linkButton({ label: t.toList, href: options.dueHref, look: 'tertiary', small: true })}` }) : ''}${linkRow([
    ...model.quarters.toReversed().map((quarter) => linkButton({ label: quarterName(quarter, locale), href: options.quarterHref(quarter), look: quarter === model.quarter ? 'primary' : 'secondary', small: true })), linkButton({ label: t.csv, href: options.csvHref, look: 'tertiary', small: true }),
  ])}${part(tables.arrived, chart(t.arrivedLabel, model.arrived.rows.map((quarter) => quarterName(quarter, locale)), model.arrived.counts.rowTotals))}${part(tables.states, '')}${
    part(tables.ages, chart(t.ageLabel, model.ages.columns.map((age) => t[age]), model.ages.counts.columnTotals))
  }${part(tables.deadlines, chart(t.dueLabel, model.deadlines.columns.map((due) => t[due]), model.deadlines.counts.columnTotals))}${part(tables.refusals, '', t.noRefusals)}${section(html`${heading(t.rules, 2)}${list(t.rule())}`)}${paragraph(linkButton({ label: t.back, href: options.listHref, look: 'secondary' }))}`;
  return { title: t.title, main, breadcrumbs: [{ label: t.cases, href: options.listHref }, { label: t.title }] };

  function chart(label: (bars: string) => string, names: readonly string[], values: readonly (number | null)[]): Html | '' {
    if (values.every((value) => value === 0)) return '';
    const bars = names.map((name, index) => { const value = values[index] ?? null; return { name, value: value ?? undefined, text: shown(value, locale) }; });
    return barChart({ label: label(bars.map(({ name, text }) => `${name} ${text}`).join(', ')), bars });
  }

  function part(worded: WordedTable, drawn: Html | '', empty = t.none): Html {
    const [first = '', ...others] = worded.head;
    return section(html`${heading(worded.title, 2)}${drawn}${table<readonly string[]>({
      caption: worded.title, captionHidden: true, rows: worded.rows, empty: paragraph(empty), columns: [{ label: first, cell: (row) => row[0] ?? '' }, ...others.map((label, index) => ({ label, numeric: label !== t.reason, cell: (row: readonly string[]) => row[index + 1] ?? '' }))],
    })}`);
  }
}

/** All tables in words. */
export function figureTables(model: CaseFigures, locale: Locale): Readonly<Record<'arrived' | 'states' | 'ages' | 'deadlines' | 'refusals', WordedTable>> {
  const t = texts(locale);
  const words = caseWords(locale);
  const quarter = quarterName(model.quarter, locale);
  const name = (row: { readonly name: { readonly de: string; readonly en: string } }) => [row.name[locale]];
  return {
    arrived: worded(t.arrived, [t.quarter], model.arrived, (row) => [quarterName(row, locale)], (column) => (column === 'unknown' ? t.unknownComplete : t[column])),
    states: worded(t.states(quarter), [t.service], model.states, name, (state) => words[state]),
    ages: worded(t.ages, [t.service], model.ages, name, (age) => t[age]),
    deadlines: worded(t.deadlines, [t.service], model.deadlines, name, (due) => t[due]),
    refusals: worded(t.refusals(quarter), [t.service, t.reason], model.refusals, (row) => [row.name[locale], row.reason?.[locale] ?? t.noReason], () => t.count),
  };

  function worded<Row, Column extends string>(title: string, heads: readonly string[], figures: FigureTable<Row, Column>, names: (row: Row) => readonly string[], columnName: (column: Column) => string): WordedTable {
    const { counts } = figures;
    const one = figures.columns.length === 1;
    const line = (start: readonly string[], cells: readonly (number | null)[], sum: number | null) => [...start, ...cells.map((value) => shown(value, locale)), ...(one ? [] : [shown(sum, locale)])];
    return {
      title, head: [...heads, ...figures.columns.map(columnName), ...(one ? [] : [t.total])],
      rows: figures.rows.length === 0 ? [] : [...figures.rows.map((row, index) => line(names(row), counts.cells[index] ?? [], counts.rowTotals[index] ?? null)), line([t.total, ...heads.slice(1).map(() => '')], counts.columnTotals, counts.total)],
    };
  }
}

function quarterName(quarter: Quarter, locale: Locale): string {
  return texts(locale).quarterOf(quarter.slice(5), quarter.slice(0, 4));
}

// Which of the held back counts are small stays open: that would say something again.
function shown(value: number | null, locale: Locale): string {
  return value === null ? texts(locale).hidden : formatNumber(value, locale);
}
