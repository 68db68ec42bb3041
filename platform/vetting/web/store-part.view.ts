import { alert, details, heading, html, paragraph, section, table, type Html } from '@allmende/html';
import { translations, type Locale } from '@allmende/i18n';
import { addDays, formatDateShort } from '@allmende/time';
import type { PublicVetting } from '../actions/vetting-of.ts';
import { CHECK_NAMES, STATE_WORDS } from './check-words.ts';
import { levelBadge } from './ladder.view.ts';

const texts = translations({
  de: {
    title: 'Prüfung', by: (name: string) => `Angeboten von ${name}.`, holds: (day: string) => `Ohne neue Nachweise sinkt die Stufe am ${day}.`, checks: 'Alle Prüfungen', check: 'Prüfung', level: 'Stufe', state: 'Ergebnis', on: 'Geprüft am', until: 'Gilt bis', hash: 'Prüfsumme',
    deprecated: 'Diese Lösung ist abgekündigt', withdrawn: 'Diese Lösung ist zurückgezogen', none: 'Keine.',
  },
  en: {
    title: 'Vetting', by: (name) => `Supplied by ${name}.`, holds: (day) => `Without new evidence the level falls on ${day}.`, checks: 'All checks', check: 'Check', level: 'Level', state: 'Result', on: 'Checked on', until: 'Valid until', hash: 'Hash',
    deprecated: 'This solution is deprecated', withdrawn: 'This solution is withdrawn', none: 'None.',
  },
});

/** The part of a store page that shows the level with its checks and their days. */
export function storePartView(vetting: PublicVetting, locale: Locale): Html {
  const t = texts(locale);
  const { listing } = vetting;
  return section(html`${heading(t.title, 2)}${listing === 'deprecated' || listing === 'withdrawn' ? alert({ kind: 'warning', title: t[listing], body: vetting.reason ?? '' }) : ''}${paragraph(html`${levelBadge(vetting.level, locale)} ${t.by(vetting.supplier)}`)}${
    vetting.holdsUntil === null || listing === 'withdrawn' ? '' : paragraph(t.holds(formatDateShort(vetting.holdsUntil, locale)), 'muted')
  }${details({ summary: t.checks, body: table<PublicVetting['checks'][number]>({
    caption: t.checks, captionHidden: true, rows: vetting.checks, empty: t.none,
    columns: [
      { label: t.check, rowHeader: true, cell: ({ check }) => CHECK_NAMES[check][locale] }, { label: t.level, numeric: true, cell: ({ level }) => level }, { label: t.state, cell: ({ state }) => STATE_WORDS[state][locale] },
      { label: t.on, cell: ({ recordedOn }) => (recordedOn === null ? '–' : formatDateShort(recordedOn, locale)) }, { label: t.until, cell: ({ expiresOn }) => (expiresOn === null ? '–' : formatDateShort(addDays(expiresOn, -1), locale)) },
      { label: t.hash, cell: ({ hash }) => (hash === null ? '–' : html`<code>${hash.slice(0, 12)}…</code>`) },
    ],
  }) })}`);
}
