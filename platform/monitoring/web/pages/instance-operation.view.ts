import type { FieldProblem } from '@allmende/errors';
import { badge, button, checkbox, dayBars, descriptionList, details, errorSummary, figures, form, formErrors, heading, hiddenField, html, lineChart, link, linkButton, paragraph, section, table, textField, type Html } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import type { AuthorityRef, UrlFor } from '@allmende/tenancy';
import { formatDate, formatInstant } from '@allmende/time';
import type { InstanceOperation } from '../../actions/describe-operation.ts';
import type { StoredReport } from '../../data/month.ts';
import type { Figure } from '../../domain/figure.ts';
import { latencyAt } from '../../domain/latency.ts';
import { monthName, monthText, type Month } from '../../domain/month.ts';
import { dayState } from '../../domain/service-status.ts';
import { operationWords } from '../operation-words.ts';
import { STATE_TONES, statusWords } from '../status-words.ts';

const texts = translations({
  de: {
    proven: 'Nachgewiesen verfügbar, 90 Tage', possible: 'Bestenfalls', logs: 'Ausgaben durchsuchen', manage: 'Anwendung verwalten', availability: 'Verfügbarkeit', ago: 'vor 90 Tagen', today: 'heute', noDays: 'In dieser Zeit war nichts Besonderes.', day: 'Tag', what: 'Was war',
    definition: 'Unbekannte Minuten, in denen niemand nachgesehen hat, zählen bei „nachgewiesen“ als ausgefallen und bei „bestenfalls“ als gelaufen. Angekündigte Wartung zählt nicht als Störung.', bars: (good: number, bad: number, unknown: number) => `Letzte 90 Tage: an ${good} Tagen ohne Störung, an ${bad} mit Störung, an ${unknown} nicht bekannt.`,
    figures: 'Die letzten 48 Stunden', none: 'Für diese Anwendung misst die Laufzeitumgebung nichts einzeln. Aufrufe Ihrer Seiten stehen auf der Seite „Betrieb“.', requests: 'Aufrufe', errors: 'Fehler', latency: 'Antwortzeit (95 %)', cpu: 'Rechenzeit', memory: 'Arbeitsspeicher', storage: 'Speicher', hour: 'Stunde', table: 'Als Tabelle', hoursAgo: 'vor 48 Stunden', now: 'jetzt',
    chart: (name: string, most: string) => `${name} je Stunde, höchstens ${most}.`, seconds: (value: string) => `${value} s`, ms: (value: number) => (Number.isFinite(value) ? `bis ${value} ms` : 'über 5 s'), reports: 'Betriebsberichte', month: 'Monat', made: 'Erstellt', fetch: 'Herunterladen', noReports: 'Noch gibt es keinen Bericht. Er entsteht am Ersten des Folgemonats von selbst.', make: (month: string) => `Bericht für ${month} jetzt erstellen`,
    promise: 'Zugesagte Verfügbarkeit', noPromise: 'Im Vertrag ist keine Verfügbarkeit zugesagt, soweit hier eingetragen.', promised: 'Zugesagt', validFrom: 'Gültig ab', source: 'Quelle', enter: 'Zusage eintragen', percent: 'Prozent im Monat', percentHint: 'Zum Beispiel 99,5', dayHint: 'Zum Beispiel 1.1.2027', sourceHint: 'Stelle im Vertrag, zum Beispiel Anlage 2, Nummer 3', save: 'Speichern',
    public: 'Auf der öffentlichen Seite', shown: 'Auf der Seite „Läuft alles?“ zeigen', name: 'Name, den alle verstehen', nameEn: 'Name auf Englisch', arrange: 'Anzeige ändern', isShown: (name: string) => `Die Menschen sehen diese Anwendung als „${name}“.`, notShown: 'Die Menschen sehen diese Anwendung nicht.', version: 'Version', runtime: 'Laufzeitumgebung', contract: 'Vertrag', plan: 'Plan', facts: 'Angaben', builtIn: 'in der Plattform', see: 'Ansehen',
  },
  en: {
    proven: 'Proven available, 90 days', possible: 'At best', logs: 'Search what it writes', manage: 'Manage app', availability: 'Availability', ago: '90 days ago', today: 'today', noDays: 'Nothing special happened in this time.', day: 'Day', what: 'What happened',
    definition: 'Unknown minutes, in which nobody looked, count as failed for “proven” and as good for “at best”. Announced maintenance is no disturbance.', bars: (good: number, bad: number, unknown: number) => `Last 90 days: ${good} days without disturbance, ${bad} with disturbance, ${unknown} not known.`,
    figures: 'The last 48 hours', none: 'The runtime measures nothing for this app alone. Requests for your pages are on the page “Operation”.', requests: 'Requests', errors: 'Errors', latency: 'Response time (95%)', cpu: 'Processor time', memory: 'Memory', storage: 'Storage', hour: 'Hour', table: 'As a table', hoursAgo: '48 hours ago', now: 'now',
    chart: (name: string, most: string) => `${name} per hour, at most ${most}.`, seconds: (value: string) => `${value} s`, ms: (value: number) => (Number.isFinite(value) ? `up to ${value} ms` : 'more than 5 s'), reports: 'Reports', month: 'Month', made: 'Made', fetch: 'Download', noReports: 'There is no report yet. It is made by itself on the first of the following month.', make: (month: string) => `Make the report for ${month} now`,
    promise: 'Promised availability', noPromise: 'The contract promises no availability, as far as entered here.', promised: 'Promised', validFrom: 'Valid from', source: 'Source', enter: 'Enter a promise', percent: 'Percent per month', percentHint: 'For example 99,5', dayHint: 'For example 1.1.2027', sourceHint: 'Place in the contract, for example annex 2, number 3', save: 'Save',
    public: 'On the public page', shown: 'Show on the page “Is everything working?”', name: 'Name that everybody understands', nameEn: 'Name in English', arrange: 'Change what is shown', isShown: (name: string) => `People see this app as “${name}”.`, notShown: 'People do not see this app.', version: 'Version', runtime: 'Runtime', contract: 'Contract', plan: 'Plan', facts: 'Facts', builtIn: 'inside the platform', see: 'See',
  },
});

type Model = {
  readonly operation: InstanceOperation; readonly reports: readonly StoredReport[]; readonly authority: AuthorityRef; readonly defaultName: { readonly de: string; readonly en: string } | undefined; readonly lastMonth: Month;
  readonly mayReadLogs: boolean; readonly mayArrange: boolean; readonly mayMakeReports: boolean; readonly errors?: readonly FieldProblem[] | undefined; readonly typed?: Readonly<Record<string, string>> | undefined;
};
type Options = { readonly locale: Locale; readonly csrf: string; readonly urlFor: UrlFor };

/** How one app runs and ran, its reports, what is promised and what people see. */
export function instanceOperationView(model: Model, options: Options): View {
  const { locale, urlFor } = options;
  const [t, words, shared] = [texts(locale), statusWords(locale), operationWords(locale)];
  const { operation, authority } = model;
  const { instance } = operation;
  const errors = formErrors(model.errors, locale);
  const states = operation.days.map(({ minutes }) => dayState(minutes));
  const count = (state: string) => states.filter((each) => each === state).length;
  const told = operation.days.filter(({ minutes }) => minutes.disturbed > 0 || minutes.maintenance > 0 || dayState(minutes) === 'unknown').toReversed();
  return {
    title: `${shared.operation}: ${instance.title}`, hasErrors: errors.all.length > 0,
    breadcrumbs: [{ label: shared.operation, href: urlFor.office(authority.slug, 'monitoring') }, { label: instance.title }],
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(instance.title, 1, { preline: shared.operation })}<p>${badge(words[operation.state], STATE_TONES[operation.state])}</p>${figures([
      { label: t.proven, value: operation.availability ? shared.percent(operation.availability.provenPpm) : '–' }, { label: t.possible, value: operation.availability ? shared.percent(operation.availability.possiblePpm) : '–' },
    ])}<p>${model.mayReadLogs && instance.runtime !== 'built-in' ? linkButton({ label: t.logs, href: urlFor.office(authority.slug, 'monitoring', 'instances', instance.instance, 'logs'), look: 'secondary' }) : ''} ${linkButton({ label: t.manage, href: urlFor.office(authority.slug, 'instances', instance.instance), look: 'tertiary' })}</p>${
      section(html`${heading(t.availability, 2)}${dayBars({ label: t.bars(count('good'), count('bad'), count('unknown')), days: states, from: t.ago, to: t.today })}${told.length === 0 ? paragraph(t.noDays) : details({
        summary: words.details(told.length), body: table({ caption: t.availability, captionHidden: true, rows: told, empty: '', columns: [{ label: t.day, rowHeader: true, cell: ({ day }) => formatDate(day, locale) }, { label: t.what, cell: ({ minutes }) => words.day(minutes) }] }),
      })}${paragraph(t.definition, 'muted')}`)
    }${section(html`${heading(t.figures, 2)}${charts(operation, locale)}`)}${reports(model, options)}${promise(model, options, errors)}${publicPart(model, options, errors)}${section(html`${heading(t.facts, 2)}${descriptionList([
      { name: t.runtime, value: instance.runtime === 'built-in' ? t.builtIn : instance.runtime }, ...(instance.packageVersion ? [{ name: t.version, value: instance.packageVersion }] : []), ...(instance.plan ? [{ name: t.plan, value: instance.plan }] : []),
      { name: t.contract, value: link({ label: t.see, about: t.contract, href: urlFor.office(authority.slug, 'contracts', instance.contract) }) },
    ], locale)}`)}`,
  };
}

type Shown = { readonly name: string; readonly value: (one: Figure) => number | undefined; readonly text: (value: number) => string };

function charts(operation: InstanceOperation, locale: Locale): Html {
  const [t, shared] = [texts(locale), operationWords(locale)];
  const all: readonly Shown[] = [
    { name: t.requests, value: (one) => one.requests, text: shared.number }, { name: t.errors, value: (one) => one.serverErrors, text: shared.number }, { name: t.latency, value: (one) => (one.latency ? latencyAt(0.95, one.latency) : undefined), text: t.ms },
    { name: t.cpu, value: (one) => one.cpuSeconds, text: (value) => t.seconds(shared.number(value)) }, { name: t.memory, value: (one) => one.memoryBytes, text: shared.bytes }, { name: t.storage, value: (one) => one.storageBytes, text: shared.bytes },
  ];
  const measured = all.filter(({ value }) => operation.hours.some((one) => one && value(one) !== undefined));
  if (measured.length === 0) return paragraph(t.none);
  const rows = operation.hours.flatMap((one) => (one ? [one] : [])).toReversed();
  return html`${measured.map((one) => {
    const values = operation.hours.map((figure) => (figure ? one.value(figure) : undefined));
    const most = Math.max(0, ...values.filter((value) => value !== undefined && Number.isFinite(value)) as number[]);
    return html`${heading(one.name, 3)}${lineChart({ label: t.chart(one.name, one.text(most)), values: values.map((value) => (value === Number.POSITIVE_INFINITY ? most : value)), top: { value: most, text: one.text(most) }, from: t.hoursAgo, to: t.now })}`;
  })}${details({ summary: t.table, body: table<Figure>({
    caption: t.figures, captionHidden: true, rows, empty: '',
    columns: [{ label: t.hour, rowHeader: true, cell: (one) => formatInstant(one.at, locale) }, ...measured.map((one) => ({ label: one.name, numeric: true, cell: (figure: Figure) => { const value = one.value(figure); return value === undefined ? '–' : one.text(value); } }))],
  }) })}`;
}

function reports(model: Model, options: Options): Html {
  const { locale, urlFor } = options;
  const t = texts(locale);
  const { instance } = model.operation;
  const isMissing = !model.reports.some((one) => one.month === model.lastMonth);
  return section(html`${heading(t.reports, 2)}${table<StoredReport>({
    caption: t.reports, captionHidden: true, rows: model.reports, empty: t.noReports,
    columns: [
      { label: t.month, rowHeader: true, cell: (one) => monthName(one.month, locale) }, { label: t.made, cell: (one) => formatInstant(one.madeAt, locale) },
      { label: t.fetch, action: true, cell: (one) => linkButton({ label: t.fetch, href: urlFor.office(model.authority.slug, 'monitoring', 'reports', one.contract, monthText(one.month)), look: 'tertiary', small: true, icon: 'download', about: monthName(one.month, locale) }) },
    ],
  })}${model.mayMakeReports && isMissing && instance.firstSeenAt.toISOString().slice(0, 7) <= monthText(model.lastMonth) ? form({
    action: urlFor.office(model.authority.slug, 'monitoring', 'instances', instance.instance, 'reports'), csrf: options.csrf, fields: hiddenField({ name: 'month', value: monthText(model.lastMonth) }), buttons: button({ label: t.make(monthName(model.lastMonth, locale)), look: 'secondary' }), label: t.reports,
  }) : ''}`);
}

function promise(model: Model, options: Options, errors: ReturnType<typeof formErrors>): Html {
  const { locale } = options;
  const [t, shared] = [texts(locale), operationWords(locale)];
  const { promised, instance } = model.operation;
  const typed = model.typed ?? {};
  const wrong = ['percent', 'validFrom', 'source'].some((name) => errors.of(name) !== undefined);
  return section(html`${heading(t.promise, 2)}${promised ? descriptionList([{ name: t.promised, value: shared.percent(promised.availabilityPpm) }, { name: t.validFrom, value: formatDate(promised.validFrom, locale) }, { name: t.source, value: promised.source }], locale) : paragraph(t.noPromise)}${model.mayArrange ? details({
    summary: t.enter, open: wrong, body: form({
      action: options.urlFor.office(model.authority.slug, 'monitoring', 'instances', instance.instance, 'promise'), csrf: options.csrf, label: t.enter, buttons: button({ label: t.save, look: 'secondary', about: t.promise }),
      fields: html`${textField({ name: 'percent', label: t.percent, hint: t.percentHint, width: 'short', inputmode: 'decimal', value: typed['percent'], error: errors.of('percent'), locale })}${textField({ name: 'validFrom', label: t.validFrom, hint: t.dayHint, width: 'half', value: typed['validFrom'], error: errors.of('validFrom'), locale })}${
        textField({ name: 'source', label: t.source, hint: t.sourceHint, value: typed['source'], error: errors.of('source'), locale })}`,
    }),
  }) : ''}`);
}

function publicPart(model: Model, options: Options, errors: ReturnType<typeof formErrors>): Html {
  const { locale } = options;
  const t = texts(locale);
  const { shown, instance } = model.operation;
  const typed = model.typed ?? {};
  const name = shown ? (shown.shown ? shown[locale] ?? shown.de : undefined) : model.defaultName?.[locale];
  return section(html`${heading(t.public, 2)}${paragraph(name === undefined ? t.notShown : t.isShown(name))}${model.mayArrange ? details({
    summary: t.arrange, open: errors.of('de') !== undefined, body: form({
      action: options.urlFor.office(model.authority.slug, 'monitoring', 'instances', instance.instance, 'service'), csrf: options.csrf, label: t.arrange, buttons: button({ label: t.save, look: 'secondary', about: t.public }),
      fields: html`${checkbox({ name: 'shown', value: 'yes', label: t.shown, checked: model.typed ? typed['shown'] === 'yes' : name !== undefined })}${textField({ name: 'de', label: t.name, value: typed['de'] ?? shown?.de ?? model.defaultName?.de ?? instance.title, error: errors.of('de'), locale })}${
        textField({ name: 'en', label: t.nameEn, optional: true, value: typed['en'] ?? shown?.en ?? model.defaultName?.en, locale })}`,
    }),
  }) : ''}`);
}
