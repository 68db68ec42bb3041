import { badge, emptyState, heading, html, lead, link, linkButton, table } from '@allmende/html';
import type { View } from '@allmende/http';
import { formatNumber, translations, type Locale } from '@allmende/i18n';
import type { AuthorityRef, UrlFor } from '@allmende/tenancy';
import { formatDateShort } from '@allmende/time';
import type { Need } from '../../domain/need.ts';
import { needState } from '../need-state.ts';

const texts = translations({
  de: {
    title: 'Bedarfe', lead: 'Was Ihre Behörde braucht. Andere Mitglieder sehen das Themengebiet und können sich anschließen.', add: 'Bedarf eintragen', what: 'Bedarf', category: 'Themengebiet', cases: 'Fälle im Jahr', wantedBy: 'Gebraucht bis', state: 'Stand',
    none: 'Noch kein Bedarf eingetragen', noneText: 'Tragen Sie ein, wofür Sie eine Lösung suchen. Sie sehen dann, wer das Gleiche braucht und was andere nutzen.', store: 'Im Store stöbern',
  },
  en: {
    title: 'Needs', lead: 'What your authority needs. Other members see the subject area and can join in.', add: 'Record a need', what: 'Need', category: 'Subject area', cases: 'Cases per year', wantedBy: 'Needed by', state: 'State',
    none: 'No need recorded yet', noneText: 'Record what you are looking for. You will see who needs the same and what others use.', store: 'Browse the store',
  },
});

/** The needs of an authority; `category` is already its name. */
export function needsView(model: { needs: readonly Need[]; mayRecord: boolean }, { locale, urlFor, authority }: { locale: Locale; urlFor: UrlFor; authority: AuthorityRef }): View {
  const t = texts(locale);
  const at = (...segments: string[]) => urlFor.office(authority.slug, 'needs', ...segments);
  const add = model.mayRecord ? linkButton({ label: t.add, href: at('new'), icon: 'add' }) : '';
  return {
    title: t.title,
    main: html`${heading(t.title)}${lead(t.lead)}${model.needs.length > 0 ? add : ''}${table<Need>({
      caption: t.title, captionHidden: true, rows: model.needs, empty: emptyState({ title: t.none, text: t.noneText, next: html`${add} ${linkButton({ label: t.store, href: urlFor.public('store'), look: 'secondary' })}` }),
      columns: [
        { label: t.what, cell: (need) => link({ label: need.title, href: at(need.id) }) }, { label: t.category, cell: (need) => need.category },
        { label: t.cases, numeric: true, cell: (need) => (need.casesPerYear === null ? '–' : formatNumber(need.casesPerYear, locale)) },
        { label: t.wantedBy, cell: (need) => (need.wantedBy === null ? '–' : formatDateShort(need.wantedBy, locale)) },
        { label: t.state, cell: (need) => { const { label, tone } = needState(need.state, locale); return badge(label, tone, { small: true }); } },
      ],
    })}`,
  };
}
