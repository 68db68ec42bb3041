import { badge, emptyState, heading, html, lead, link, table } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import type { AuthorityRef, UrlFor } from '@allmende/tenancy';
import { formatInstant } from '@allmende/time';
import type { Instance } from '../../domain/instance.ts';
import { lifeStage } from '../../domain/life.ts';
import { STAGE_TONES, stateWords } from '../state-words.ts';

const texts = translations({
  de: {
    title: 'Anwendungen', lead: 'Was Ihre Behörde bestellt hat und wie es läuft.', app: 'Anwendung', state: 'Zustand', since: 'Seit', health: 'Befund', well: 'Alles in Ordnung', none: 'Noch läuft nichts',
    noneText: 'Hier erscheint eine Anwendung, sobald ihre Bestellung freigegeben und der Vertrag geschlossen ist.', toStore: 'Zum Store',
  },
  en: {
    title: 'Apps', lead: 'What your authority has ordered and how it runs.', app: 'App', state: 'State', since: 'Since', health: 'Finding', well: 'All is well', none: 'Nothing runs yet',
    noneText: 'An app appears here as soon as its order is approved and the contract is concluded.', toStore: 'To the store',
  },
});

/** The apps of an authority and how they are. */
export function instancesView(model: { instances: readonly Instance[]; authority: AuthorityRef }, options: { locale: Locale; urlFor: UrlFor }): View {
  const t = texts(options.locale);
  const words = stateWords(options.locale);
  return {
    title: t.title,
    main: html`${heading(t.title)}${lead(t.lead)}${table({
      caption: t.title, captionHidden: true, rows: model.instances,
      empty: emptyState({ title: t.none, text: t.noneText, next: link({ label: t.toStore, href: options.urlFor.public('store') }) }),
      columns: [
        { label: t.app, rowHeader: true, cell: (one) => link({ label: one.title, href: options.urlFor.office(model.authority.slug, 'instances', one.id) }) },
        { label: t.state, cell: (one) => badge(words[lifeStage(one)], STAGE_TONES[lifeStage(one)], { small: true }) },
        { label: t.health, cell: (one) => one.detail ?? (lifeStage(one) === 'running' ? t.well : '–') },
        { label: t.since, cell: (one) => formatInstant(one.observedSince, options.locale) },
      ],
    })}`,
  };
}
