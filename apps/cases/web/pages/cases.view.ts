import { alert, badge, emptyState, filterLinks, heading, html, lead, link, linkButton, linkRow, pagination, searchForm, section, split, table, type Html } from '@allmende/html';
import type { View } from '@allmende/http';
import { formatNumber, translations, type Locale } from '@allmende/i18n';
import { withQuery } from '@allmende/tenancy';
import { berlinDate, formatDateShort, type PlainDate } from '@allmende/time';
import type { CaseFilter, CaseList } from '../../actions/list-cases.ts';
import { NEAR_WORKING_DAYS } from '../../domain/case-deadlines.ts';
import { CASE_FLAGS, CASE_STATES, isOpen, type CaseFile, type CaseFlag } from '../../domain/case-file.ts';
import { caseWords, STATE_TONES } from '../case-words.ts';

const texts = translations({
  de: {
    title: 'Fälle', lead: (open: string) => `${open} offen`, search: 'Fall suchen', hint: 'Vorgangsnummer oder Name; der Anfang genügt', filters: 'Filter', state: 'Stand', who: 'Wer', mine: 'Meine', deputy: 'In Vertretung', nobody: 'Noch niemand', flag: 'Hinweis', age: 'Alter', olderThan: (days: string) => `Älter als ${days} Tage`, next: 'Nächster Schritt', several: 'Mehrere Fälle bearbeiten', figures: 'Auswertung',
    cut: 'Die Suche findet mehr als 1.000 Fälle', cutText: 'Sie sehen die neuesten davon. Geben Sie mehr vom Namen oder die Vorgangsnummer ein.', service: 'Leistung', order: 'Reihenfolge',
    newest: 'Neueste zuerst', oldest: 'Älteste zuerst', byDue: 'Nach Frist', due: 'Frist', overdue: 'Überfällig', soon: 'In 2 Wochen fällig', noDue: 'keine hinterlegt', dayOf: 'heute',
    left: (days: number) => (days === 1 ? 'noch 1 Arbeitstag' : `noch ${days} Arbeitstage`), late: (days: number) => (days === 1 ? '1 Arbeitstag überfällig' : `${days} Arbeitstage überfällig`), lateNow: 'überfällig', caption: 'Fälle', reference: 'Vorgangsnummer', received: 'Eingegangen', assignee: 'Bearbeitung', none: 'noch niemand', name: 'Name', hints: 'Hinweise', any: 'Alle',
    empty: 'Hier ist kein Fall.', emptyText: 'Sobald ein Antrag eingeht, steht er hier.', emptyFiltered: 'Zu dieser Auswahl gibt es keinen Fall.', all: 'Alle offenen Fälle zeigen', absent: 'Die Anwendung „Fälle“ ist nicht bestellt.',
    absentText: 'Im Store kann Ihre Behörde sie bestellen. Dann kommen Anträge hier an.', store: 'Zum Store', suspended: 'Die Anwendung „Fälle“ ist angehalten.', suspendedText: 'Sie können alles lesen. Ändern können Sie erst wieder etwas, wenn sie läuft.', more: 'mehr als 999',
  },
  en: {
    title: 'Cases', lead: (open: string) => `${open} open`, search: 'Find a case', hint: 'Reference or name; the start is enough', filters: 'Filter', state: 'State', who: 'Who', mine: 'Mine', deputy: 'As deputy', nobody: 'Nobody yet', flag: 'Note', age: 'Age', olderThan: (days: string) => `Older than ${days} days`, next: 'Next step', several: 'Work on several cases', figures: 'Figures',
    cut: 'The search finds more than 1,000 cases', cutText: 'You see the newest of them. Type more of the name or the reference.', service: 'Service', order: 'Order',
    newest: 'Newest first', oldest: 'Oldest first', byDue: 'By deadline', due: 'Deadline', overdue: 'Overdue', soon: 'Due in 2 weeks', noDue: 'none on record', dayOf: 'today',
    left: (days: number) => (days === 1 ? '1 working day left' : `${days} working days left`), late: (days: number) => (days === 1 ? '1 working day overdue' : `${days} working days overdue`), lateNow: 'overdue', caption: 'Cases', reference: 'Reference', received: 'Received', assignee: 'Caseworker', none: 'nobody yet', name: 'Name', hints: 'Notes', any: 'All',
    empty: 'There is no case here.', emptyText: 'As soon as an application arrives, it appears here.', emptyFiltered: 'No case matches this choice.', all: 'Show all open cases', absent: 'The app “Cases” is not ordered.',
    absentText: 'Your authority can order it in the store. Applications then arrive here.', store: 'To the store', suspended: 'The app “Cases” is paused.', suspendedText: 'You can read everything. You can change things again once it runs.', more: 'more than 999',
  },
});

/** The filters of the inbox, as they stand in its address. */
export type Filter = Omit<CaseFilter, 'after'>;

// The sign for example values would stand on every row of a demonstration; the case itself says it.
const SHOWN_FLAGS: readonly CaseFlag[] = CASE_FLAGS.filter((flag) => flag !== 'example-values');

type List = CaseList & { today: PlainDate };

/** The inbox: filters beside a table that becomes cards on a phone. */
export function casesView(list: List, options: { filter: Filter & { after?: string | undefined }; locale: Locale; start: string; caseHref: (id: string) => string; storeHref: string; /** Where several cases are worked on; undefined for whoever may not. */ severalHref: string | undefined; figuresHref: string | undefined }): View {
  const t = texts(options.locale);
  const words = caseWords(options.locale);
  const { locale, start } = options;
  const { after, ...filter } = options.filter;
  const hrefWith = (change: Filter) => withQuery(start, { ...filter, ...change });
  const shown = filter.state ?? ((filter.q ?? '').trim() === '' ? 'open' : undefined);
  const count = (value: number) => (value > 999 ? t.more : formatNumber(value, locale));
  if (list.app === undefined && list.cases.length === 0) {
    return { title: t.title, main: html`${heading(t.title)}${emptyState({ title: t.absent, text: t.absentText, next: linkButton({ label: t.store, href: options.storeHref, look: 'secondary' }) })}` };
  }
  const filters = filterLinks({
    label: t.filters,
    groups: [
      { name: t.state, links: (['open', ...CASE_STATES] as const).map((state) => ({ label: words[state], count: Math.min(list.counts.states[state], 999), current: state === shown, href: hrefWith({ state: state === shown ? undefined : state }) })) },
      {
        name: t.who,
        links: [
          { label: t.mine, count: Math.min(list.counts.mine, 999), current: filter.assignee === 'mine', href: hrefWith({ assignee: filter.assignee === 'mine' ? undefined : 'mine' }) },
          ...(list.isDeputy ? [{ label: t.deputy, count: Math.min(list.counts.deputy, 999), current: filter.assignee === 'deputy', href: hrefWith({ assignee: filter.assignee === 'deputy' ? undefined : 'deputy' }) }] : []),
          { label: t.nobody, count: Math.min(list.counts.unassigned, 999), current: filter.assignee === 'nobody', href: hrefWith({ assignee: filter.assignee === 'nobody' ? undefined : 'nobody' }) },
        ],
      },
      { name: t.service, links: list.services.length < 2 ? [] : list.services.map(({ service, name }) => ({ label: name[locale], current: service === filter.service, href: hrefWith({ service: service === filter.service ? undefined : service }) })) },
      { name: t.due, links: (['overdue', 'soon'] as const).map((due) => ({ label: t[due], count: Math.min(list.counts[due], 999), current: filter.due === due, href: hrefWith({ due: filter.due === due ? undefined : due }) })) },
      { name: t.age, links: (['14', '30', '90'] as const).map((age) => ({ label: t.olderThan(age), current: filter.age === age, href: hrefWith({ age: filter.age === age ? undefined : age }) })) },
      { name: t.flag, links: SHOWN_FLAGS.map((flag) => ({ label: words[flag], current: filter.flag === flag, href: hrefWith({ flag: filter.flag === flag ? undefined : flag }) })) },
      { name: t.order, links: (['newest', 'oldest', 'due'] as const).map((order) => ({ label: order === 'due' ? t.byDue : t[order], current: (filter.order ?? 'newest') === order, href: hrefWith({ order: order === 'newest' ? undefined : order }) })) },
    ],
  });
  const filtered = Object.values(filter).some((value) => value !== undefined);
  // The table is wide: where all is for one place, nobody needs to read it in each row.
  const isOnePlace = new Set(list.cases.map((file) => file.placeName)).size === 1;
  const named = list.cases.some((file) => file.applicantName !== null);
  const rows = table<CaseFile>({
    caption: t.caption, captionHidden: true, rows: list.cases,
    empty: emptyState({ title: filtered ? t.emptyFiltered : t.empty, text: filtered ? undefined : t.emptyText, next: filtered ? linkButton({ label: t.all, href: start, look: 'secondary' }) : undefined }),
    columns: [
      { label: t.reference, cell: (file) => link({ label: file.reference, href: options.caseHref(file.id) }) },
      ...(named ? [{ label: t.name, cell: (file: CaseFile) => file.applicantName ?? '' }] : []),
      { label: t.service, cell: (file) => (isOnePlace ? file.serviceName[locale] : `${file.serviceName[locale]}, ${file.placeName}`) },
      { label: t.received, cell: (file) => formatDateShort(berlinDate(file.receivedAt), locale) },
      { label: t.due, cell: (file) => dueOf(file, list, locale) },
      { label: t.assignee, cell: (file) => file.assignee?.name ?? t.none },
      { label: t.next, cell: (file) => words[list.next.get(file.id) ?? 'none'] },
      { label: t.state, cell: (file) => html`${badge(words[file.state], STATE_TONES[file.state], { small: true })}${hints(file, words)}` },
    ],
  });
  const main = html`${heading(t.title)}${lead(t.lead(count(list.counts.states.open)))}${list.app === 'suspended' ? alert({ kind: 'warning', title: t.suspended, body: t.suspendedText }) : ''}${searchForm({
    action: start, label: t.search, hint: t.hint, value: filter.q, locale, autocomplete: 'off', keep: keepWhileSearching(filter),
  })}${list.searchHasMore ? alert({ kind: 'info', title: t.cut, body: t.cutText }) : ''}${options.severalHref === undefined && options.figuresHref === undefined ? '' : linkRow([
    ...(options.severalHref === undefined ? [] : [linkButton({ label: t.several, href: withQuery(options.severalHref, filter), look: 'secondary', small: true })]), ...(options.figuresHref === undefined ? [] : [linkButton({ label: t.figures, href: options.figuresHref, look: 'secondary', small: true })]),
  ])}${section(split({ aside: filters, content: html`${rows}${pagination({ locale, nextHref: list.after === undefined ? undefined : withQuery(start, { ...filter, after: list.after }), previousHref: after === undefined ? undefined : withQuery(start, filter) })}` }))}`;
  return { title: t.title, main };
}

function hints(file: CaseFile, words: ReturnType<typeof caseWords>): Html | '' {
  const shown = file.flags.filter((flag) => (isOpen(file.state) ? SHOWN_FLAGS.includes(flag) : file.state === 'decided' && (flag === 'objection' || flag === 'objection-late')));
  return shown.length === 0 ? '' : html` ${shown.map((flag) => html`${badge(words[flag], 'warning', { small: true })} `)}`;
}

/** The day and how far away it is, in words; only while somebody still has to decide. */
function dueOf(file: CaseFile, { daysLeft, today }: List, locale: Locale): Html | string {
  const t = texts(locale);
  if (!isOpen(file.state)) return '';
  if (file.dueOn === null) return t.noDue;
  const left = daysLeft.get(file.id) ?? 0;
  const isLate = file.dueOn < today;
  const away = isLate ? (left === 0 ? t.lateNow : t.late(-left)) : file.dueOn === today ? t.dayOf : t.left(left);
  return html`<span>${formatDateShort(file.dueOn as PlainDate, locale)} ${badge(away, isLate ? 'danger' : left <= NEAR_WORKING_DAYS ? 'warning' : 'neutral', { small: true })}</span>`;
}

function keepWhileSearching(filter: Filter): Record<string, string> {
  return Object.fromEntries(Object.entries({ service: filter.service, assignee: filter.assignee, order: filter.order, due: filter.due, flag: filter.flag, age: filter.age }).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
