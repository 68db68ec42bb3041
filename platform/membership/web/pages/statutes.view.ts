import type { FieldProblem } from '@allmende/errors';
import { badge, button, dateField, emptyState, errorSummary, form, formErrors, heading, html, lead, paragraph, section, table, textField } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import type { UrlFor } from '@allmende/tenancy';
import { formatDateShort, type PlainDate } from '@allmende/time';
import type { PrivateShare } from '../../domain/private-share.ts';
import { statutesOn, type Statutes } from '../../domain/statutes.ts';

type Day = { day: string; month: string; year: string };

/** What was typed into the form. */
export type TypedStatutes = { version: string; organisation: string; dated: Day; validFrom: Day; validUntil: Day; label: string; source: string };

/** What was typed about a private share. */
export type TypedShare = { shareFrom: Day; shareUntil: Day; holder: string; shareSource: string };

const texts = translations({
  de: {
    title: 'Satzung', lead: 'Jede Bestellung auf dem Inhouse-Weg (§ 108 GWB) stützt sich auf die Fassung, die am Tag der Freigabe gilt. Eingetragene Fassungen werden nie geändert.', versions: 'Eingetragene Fassungen', none: 'Noch keine Fassung eingetragen', noneText: 'Ohne eine gültige Fassung kann kein Mitglied etwas bestellen.',
    version: 'Fassung', versionHint: 'Zum Beispiel „Fassung vom 1. Januar 2026“', organisation: 'Trägerin der Plattform', organisationHint: 'Name, wie er in den Verträgen stehen soll', dated: 'Beschlossen am', validFrom: 'Gilt ab', validUntil: 'Gilt bis', label: 'Hinweis', labelHint: 'Erscheint überall daneben, zum Beispiel „Beispielwerte“. Leer bei einer echten Fassung.',
    source: 'Quelle', sourceHint: 'Wo die Fassung liegt, zum Beispiel das Vereinsregister', add: 'Fassung eintragen', open: 'offen', inForce: 'gilt heute',
    shares: 'Private Beteiligung an der Trägerin', sharesText: 'Solange jemand Privates beteiligt ist, geht keine Bestellung auf dem Inhouse-Weg (§ 108 GWB). Das Ende tragen Sie mit demselben ersten Tag ein.', noShares: 'Keine private Beteiligung eingetragen.', holder: 'Wer ist beteiligt?', shareFrom: 'Beteiligt ab', shareUntil: 'Beteiligt bis', addShare: 'Beteiligung eintragen',
  },
  en: {
    title: 'Statutes', lead: 'Every in-house order (§ 108 GWB) rests on the version that is in force on the day of approval. Entered versions are never changed.', versions: 'Entered versions', none: 'No version entered yet', noneText: 'Without a valid version no member can order anything.',
    version: 'Version', versionHint: 'For example “Version of 1 January 2026”', organisation: 'Body behind the platform', organisationHint: 'Its name as it should stand in contracts', dated: 'Resolved on', validFrom: 'Valid from', validUntil: 'Valid until', label: 'Note', labelHint: 'Appears wherever it is used, such as “sample values”. Empty for a real version.',
    source: 'Source', sourceHint: 'Where the version lies, such as the register of associations', add: 'Enter version', open: 'open', inForce: 'in force',
    shares: 'Private shares in the body', sharesText: 'While somebody private has a share, no order goes the in-house way (§ 108 GWB). You enter its end with the same first day.', noShares: 'No private share entered.', holder: 'Who has a share?', shareFrom: 'Share from', shareUntil: 'Share until', addShare: 'Enter share',
  },
});

/** Versions of the statutes, and the form for a new one. */
export function statutesView(model: { statutes: readonly Statutes[]; shares: readonly PrivateShare[]; share: TypedShare; today: PlainDate; typed: TypedStatutes; problems: readonly FieldProblem[] }, { locale, csrf, urlFor }: { locale: Locale; csrf: string; urlFor: UrlFor }): View {
  const t = texts(locale);
  const errors = formErrors(model.problems, locale);
  const { typed } = model;
  const inForce = statutesOn(model.statutes, model.today);
  const text = (name: 'version' | 'organisation' | 'label' | 'source', label: string, hint: string, optional = false) => textField({ name, label, hint, value: typed[name], error: errors.of(name), optional, locale });
  const day = (name: 'dated' | 'validFrom' | 'validUntil', label: string, optional = false) => dateField({ name, label, value: typed[name], error: errors.of(name), optional, locale });
  return {
    title: t.title, hasErrors: errors.all.length > 0,
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(t.title)}${lead(t.lead)}${section(table<Statutes>({
      caption: t.versions, rows: model.statutes, empty: emptyState({ title: t.none, text: t.noneText }),
      columns: [
        { label: t.version, cell: (one) => html`${one.version}${one.label === null ? '' : html` ${badge(one.label, 'info', { small: true })}`}${one === inForce ? html` ${badge(t.inForce, 'success', { small: true })}` : ''}` },
        { label: t.organisation, cell: (one) => one.organisation }, { label: t.dated, cell: (one) => formatDateShort(one.dated, locale) }, { label: t.validFrom, cell: (one) => formatDateShort(one.validFrom, locale) },
        { label: t.validUntil, cell: (one) => (one.validUntil === null ? t.open : formatDateShort(one.validUntil, locale)) }, { label: t.source, cell: (one) => one.source },
      ],
    }))}${section(html`${heading(t.add, 2)}${form({
      csrf, label: t.add, buttons: button({ label: t.add }),
      fields: html`${text('version', t.version, t.versionHint)}${text('organisation', t.organisation, t.organisationHint)}${day('dated', t.dated)}${day('validFrom', t.validFrom)}${day('validUntil', t.validUntil, true)}${text('label', t.label, t.labelHint, true)}${text('source', t.source, t.sourceHint)}`,
    })}`)}${section(html`${heading(t.shares, 2)}${paragraph(t.sharesText)}${table<PrivateShare>({
      caption: t.shares, captionHidden: true, rows: model.shares, empty: t.noShares,
      columns: [{ label: t.holder, cell: (one) => one.holder }, { label: t.shareFrom, cell: (one) => formatDateShort(one.validFrom, locale) }, { label: t.shareUntil, cell: (one) => (one.validUntil === null ? t.open : formatDateShort(one.validUntil, locale)) }, { label: t.source, cell: (one) => one.source }],
    })}${form({
      csrf, label: t.addShare, action: urlFor.operator('statutes', 'private-shares'), buttons: button({ label: t.addShare, look: 'secondary' }),
      fields: html`${textField({ name: 'holder', label: t.holder, value: model.share.holder, error: errors.of('holder'), locale })}${dateField({ name: 'shareFrom', label: t.shareFrom, value: model.share.shareFrom, error: errors.of('shareFrom'), locale })}${
        dateField({ name: 'shareUntil', label: t.shareUntil, value: model.share.shareUntil, error: errors.of('shareUntil'), optional: true, locale })}${textField({ name: 'shareSource', label: t.source, value: model.share.shareSource, error: errors.of('shareSource'), locale })}`,
    })}`)}`,
  };
}
