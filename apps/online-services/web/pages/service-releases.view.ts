import type { View } from '@allmende/http';
import { badge, button, figures, form, heading, html, lead, link, list, paragraph, section, table } from '@allmende/html';
import { translations, type Locale } from '@allmende/i18n';
import type { UrlFor } from '@allmende/tenancy';
import { formatInstant } from '@allmende/time';
import type { StayingAuthority } from '../../actions/release-version.ts';
import type { ReleaseProgress } from '../../data/release.ts';

const texts = translations({
  de: {
    title: 'Leistungen', lead: 'Neue Fassungen und geänderte Vorgaben werden mit den Angaben jeder Behörde geprüft, bevor sie zu den Bürgerinnen und Bürgern kommen.', name: 'Leistung', version: 'Neueste Fassung', published: 'Veröffentlicht', progress: 'Stand',
    done: 'Alle Behörden haben sie', tried: (tried: number, all: number) => `${tried} von ${all} geprüft`, none: 'Es ist noch keine Leistung veröffentlicht.',
    all: 'Behörden ohne das Neue', checked: 'Geprüft', fits: 'Passt', released: 'Freigegeben', activate: (count: number) => (count === 1 ? 'Eine Behörde umschalten' : `${count} Behörden umschalten`), nobody: 'Noch lässt sich keine Behörde umschalten.',
    open: 'Offene Entwürfe laufen mit ihrer Fassung weiter. Behörden, die nichts freigegeben haben, behalten ihre Fassung.', staying: 'Behörden, die das Neue noch nicht haben', authority: 'Behörde', reason: 'Grund', first: (count: number) => `Gezeigt werden ${count} Behörden.`,
    'not-tried': 'wird noch geprüft', 'does-not-fit': 'passt nicht', 'not-released': 'nicht freigegeben', ready: 'bereit', lands: 'Vorgaben der Länder', landsText: 'Was ein Land für diese Leistung einheitlich festlegt oder vorschlägt. Es kommt erst zu den Behörden, wenn sie es freigeben.', versioned: (version: string) => `Fassung ${version}`, upToDate: 'Alle Behörden haben die neueste Fassung und alle Vorgaben.',
  },
  en: {
    title: 'Services', lead: 'New versions and changed values from above are tried with the values of each authority before they reach citizens.', name: 'Service', version: 'Newest version', published: 'Published', progress: 'Progress',
    done: 'All authorities have it', tried: (tried: number, all: number) => `${tried} of ${all} tried`, none: 'No service has been published yet.',
    all: 'Authorities without it', checked: 'Tried', fits: 'Fits', released: 'Released', activate: (count: number) => (count === 1 ? 'Switch one authority' : `Switch ${count} authorities`), nobody: 'No authority can be switched yet.',
    open: 'Open drafts go on with their version. Authorities that released nothing keep theirs.', staying: 'Authorities that do not have it yet', authority: 'Authority', reason: 'Reason', first: (count: number) => `${count} authorities are shown.`,
    'not-tried': 'still being tried', 'does-not-fit': 'does not fit', 'not-released': 'not released', ready: 'ready', lands: 'Values of the Länder', landsText: 'What a Land fixes or proposes for this service everywhere. It reaches the authorities only once they release it.', versioned: (version: string) => `Version ${version}`, upToDate: 'All authorities have the newest version and all values from above.',
  },
});

/** All services with how far what is new of them has come. */
export function serviceReleasesView(model: { readonly services: readonly { readonly service: string; readonly name: string; readonly version: string; readonly publishedAt: Date; readonly progress: ReleaseProgress | undefined }[] }, { locale, urlFor }: { readonly locale: Locale; readonly urlFor: UrlFor }): View {
  const t = texts(locale);
  return {
    title: t.title,
    main: html`${heading(t.title)}${lead(t.lead)}${table({
      caption: t.title, captionHidden: true, rows: model.services, empty: t.none,
      columns: [
        { label: t.name, rowHeader: true, cell: ({ name, service }) => link({ label: name, href: urlFor.operator('services', service) }) }, { label: t.version, cell: ({ version }) => version },
        { label: t.published, cell: ({ publishedAt }) => formatInstant(publishedAt, locale) },
        { label: t.progress, cell: ({ progress }) => (progress ? badge(t.tried(progress.tried, progress.authorities), 'info', { small: true }) : badge(t.done, 'success', { small: true })) },
      ],
    })}`,
  };
}

export type ServiceReleaseModel = {
  readonly name: string;
  readonly version: string;
  readonly progress: ReleaseProgress | undefined;
  readonly staying: readonly StayingAuthority[];
  readonly lands: readonly { readonly name: string; readonly href: string }[];
  readonly csrf: string;
};

/** One service: how far it is, the switch for all that are ready, and who stays with what they have, and why. */
export function serviceReleaseView(model: ServiceReleaseModel, { locale, urlFor }: { readonly locale: Locale; readonly urlFor: UrlFor }): View {
  const t = texts(locale);
  const { progress, staying } = model;
  const title = model.name;
  const tones = { 'not-tried': 'info', 'does-not-fit': 'danger', 'not-released': 'warning', ready: 'success' } as const;
  return {
    title, breadcrumbs: [{ label: t.title, href: urlFor.operator('services') }, { label: title }],
    main: html`${heading(title, 1, { preline: t.versioned(model.version) })}${progress === undefined ? lead(t.upToDate) : html`${figures([
      { label: t.all, value: progress.authorities }, { label: t.checked, value: progress.tried }, { label: t.fits, value: progress.fitting }, { label: t.released, value: progress.released },
    ])}${paragraph(t.open)}${progress.released > 0 ? form({ csrf: model.csrf, fields: '', buttons: button({ label: t.activate(progress.released) }) }) : paragraph(t.nobody)}${section(html`${heading(t.staying, 2)}${table({
      caption: t.staying, captionHidden: true, rows: staying, empty: '–',
      columns: [
        { label: t.authority, rowHeader: true, cell: (one) => one.name },
        { label: t.reason, cell: (one) => html`${badge(t[one.reason], tones[one.reason], { small: true })}${one.problem === null ? '' : html` ${one.problem}`}` },
      ],
    })}${staying.length < progress.authorities ? paragraph(t.first(staying.length), 'muted') : ''}`)}`}${section(html`${heading(t.lands, 2)}${paragraph(t.landsText)}${list(model.lands.map(({ name, href }) => link({ label: name, href })))}`)}`,
  };
}
