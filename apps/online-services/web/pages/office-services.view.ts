import type { View } from '@allmende/http';
import { badge, heading, html, lead, link, table, type Html } from '@allmende/html';
import { translations, type Locale } from '@allmende/i18n';
import { formatInstant } from '@allmende/time';

const texts = translations({
  de: { title: 'Online-Dienste', lead: 'Hier schalten Sie Dienste ein und pflegen Ihre örtlichen Werte.', name: 'Dienst', state: 'Zustand', since: 'Eingeschaltet am', missing: 'Fehlende Angaben', on: 'eingeschaltet', changed: 'eingeschaltet, Änderungen offen', off: 'ausgeschaltet', none: 'Es ist noch kein Dienst veröffentlicht.', never: '–' },
  en: { title: 'Online services', lead: 'Here you switch services on and keep your local values.', name: 'Service', state: 'State', since: 'Switched on', missing: 'Missing values', on: 'on', changed: 'on, changes pending', off: 'off', none: 'No service has been published yet.', never: '–' },
});

export type ServiceState = 'on' | 'changed' | 'off';

/** The state of a service in words. */
export function stateBadge(state: ServiceState, locale: Locale): Html {
  return badge(texts(locale)[state], state === 'on' ? 'success' : state === 'changed' ? 'warning' : 'neutral');
}

/** The services of an authority. */
export function officeServicesView(
  model: { readonly services: readonly { readonly name: string; readonly state: ServiceState; readonly activatedAt: Date | undefined; readonly missing: number; readonly href: string }[]; readonly home: { readonly name: string; readonly href: string } },
  locale: Locale,
): View {
  const t = texts(locale);
  return {
    title: t.title, breadcrumbs: [{ label: model.home.name, href: model.home.href }, { label: t.title }],
    main: html`${heading(t.title)}${lead(t.lead)}${table({
      caption: t.title, captionHidden: true, rows: model.services, empty: t.none,
      columns: [
        { label: t.name, cell: (row) => link({ label: row.name, href: row.href }) },
        { label: t.state, cell: (row) => stateBadge(row.state, locale) },
        { label: t.since, cell: (row) => (row.activatedAt === undefined ? t.never : formatInstant(row.activatedAt, locale)) },
        { label: t.missing, numeric: true, cell: (row) => String(row.missing) },
      ],
    })}`,
  };
}
