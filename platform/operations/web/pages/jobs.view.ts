import { button, code, figures, form, heading, html, lead, table } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import type { UrlFor } from '@allmende/tenancy';
import { formatInstant } from '@allmende/time';

const texts = translations({
  de: {
    title: 'Liegengebliebene Aufgaben', lead: 'Aufgaben der Plattform, deren Versuche aufgebraucht sind. Sie warten, bis jemand die Ursache behebt und sie wiederholt. Einzelheiten stehen im Protokoll des Betriebs unter der Nummer.', number: 'Nummer', job: 'Aufgabe',
    tries: 'Versuche', error: 'Art des Fehlers', last: 'Zuletzt', retry: 'Wiederholen', none: 'Nichts ist liegengeblieben.', waiting: 'Warten oder laufen', stuck: 'Liegengeblieben', about: (id: number) => `Aufgabe ${id}`,
  },
  en: {
    title: 'Stuck jobs', lead: 'Jobs of the platform whose tries are used up. They wait until somebody removes the cause and repeats them. Details are in the log of operation under the number.', number: 'Number', job: 'Job',
    tries: 'Tries', error: 'Kind of error', last: 'Last', retry: 'Repeat', none: 'Nothing is stuck.', waiting: 'Waiting or running', stuck: 'Stuck', about: (id: number) => `job ${id}`,
  },
});

type StuckJob = { id: number; name: string; attempts: number; lastError: string; updatedAt: Date };

/** Jobs that gave up. */
export function jobsView(model: { waiting: number; stuck: readonly StuckJob[]; mayRetry: boolean }, options: { locale: Locale; csrf: string; urlFor: UrlFor }): View {
  const t = texts(options.locale);
  return {
    title: t.title,
    main: html`${heading(t.title)}${lead(t.lead)}${figures([{ label: t.stuck, value: model.stuck.length }, { label: t.waiting, value: model.waiting }])}${table({
      caption: t.title, captionHidden: true, rows: model.stuck, empty: t.none,
      columns: [
        { label: t.job, rowHeader: true, cell: (one) => code(one.name) },
        { label: t.number, numeric: true, cell: (one) => one.id },
        { label: t.tries, numeric: true, cell: (one) => one.attempts },
        { label: t.error, cell: (one) => one.lastError || '–' },
        { label: t.last, cell: (one) => formatInstant(one.updatedAt, options.locale) },
        ...(model.mayRetry
          ? [{ label: t.retry, action: true, cell: (one: StuckJob) => form({ action: options.urlFor.operator('jobs', String(one.id), 'retry'), csrf: options.csrf, fields: '', buttons: button({ label: t.retry, look: 'secondary', small: true, about: t.about(one.id) }) }) }]
          : []),
      ],
    })}`,
  };
}
