import type { FieldProblem } from '@allmende/errors';
import { alert, button, dateField, emptyState, errorSummary, figures, form, formErrors, heading, html, lead, section, table, textArea, textField } from '@allmende/html';
import type { View } from '@allmende/http';
import { formatNumber, translations, type Locale } from '@allmende/i18n';
import { cents, formatEuro } from '@allmende/money';
import { formatDateShort } from '@allmende/time';
import type { ContractFigures } from '../../actions/contract-figures.ts';
import type { AgreementText } from '../../domain/agreement-text.ts';

/** What was typed into the form. */
export type TypedAgreement = { version: string; source: string; validFrom: { day: string; month: string; year: string }; text: string };

const texts = translations({
  de: {
    title: 'Verträge', lead: 'Wie viele Verträge laufen und was sie ausmachen. Der Inhalt gehört den Behörden.', running: 'laufende Verträge', sum: 'im Jahr', authority: 'Behörde', runningOne: 'Laufend', ended: 'Beendet', price: 'Summe im Jahr', none: 'Noch kein Vertrag', noneText: 'Sobald eine Behörde etwas bestellt, stehen hier die Zahlen.',
    agreements: 'Texte der Auftragsverarbeitung (Art. 28 DSGVO)', noAgreement: 'Kein Text eingetragen', noAgreementText: 'Ohne einen gültigen Text kommt kein Vertrag zustande.', version: 'Fassung', validFrom: 'Gilt ab', source: 'Quelle', parts: 'Absätze', add: 'Neue Fassung eintragen', text: 'Text', textHint: 'Überschriften beginnen mit „## “, Aufzählungen mit „- “, Absätze trennt eine leere Zeile.',
  },
  en: {
    title: 'Contracts', lead: 'How many contracts run and what they come to. Their content belongs to the authorities.', running: 'running contracts', sum: 'per year', authority: 'Authority', runningOne: 'Running', ended: 'Ended', price: 'Total per year', none: 'No contract yet', noneText: 'As soon as an authority orders something, the figures appear here.',
    agreements: 'Texts of the processing agreement (Art. 28 GDPR)', noAgreement: 'No text entered', noAgreementText: 'Without a valid text no contract comes about.', version: 'Version', validFrom: 'Valid from', source: 'Source', parts: 'Paragraphs', add: 'Enter a new version', text: 'Text', textHint: 'Headings begin with “## ”, lists with “- ”, an empty line separates paragraphs.',
  },
});

type Model = { figures: readonly ContractFigures[]; agreements: readonly AgreementText[]; mayEnter: boolean; typed: TypedAgreement; problems: readonly FieldProblem[] };

/** The operator's figures of contracts, and the texts that contracts need. */
export function operatorContractsView(model: Model, { locale, csrf }: { locale: Locale; csrf: string }): View {
  const t = texts(locale);
  const errors = formErrors(model.problems, locale);
  const { typed } = model;
  const sum = cents(model.figures.reduce((all, one) => all + one.centsPerYear, 0));
  return {
    title: t.title, hasErrors: errors.all.length > 0,
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(t.title)}${lead(t.lead)}${model.figures.length === 0 ? '' : figures([{ label: t.running, value: formatNumber(model.figures.reduce((all, one) => all + one.running, 0), locale) }, { label: t.sum, value: formatEuro(sum, locale) }])}${section(table<ContractFigures>({
      caption: t.title, captionHidden: true, rows: model.figures, empty: emptyState({ title: t.none, text: t.noneText }),
      columns: [
        { label: t.authority, cell: (one) => one.name }, { label: t.runningOne, numeric: true, cell: (one) => formatNumber(one.running, locale) }, { label: t.ended, numeric: true, cell: (one) => formatNumber(one.ended, locale) },
        { label: t.price, numeric: true, cell: (one) => formatEuro(one.centsPerYear, locale) },
      ],
    }))}${section(html`${heading(t.agreements, 2)}${table<AgreementText>({
      caption: t.agreements, captionHidden: true, rows: model.agreements, empty: alert({ kind: 'warning', title: t.noAgreement, body: t.noAgreementText }),
      columns: [{ label: t.version, cell: (one) => one.version }, { label: t.validFrom, cell: (one) => formatDateShort(one.validFrom, locale) }, { label: t.source, cell: (one) => one.source }, { label: t.parts, numeric: true, cell: (one) => formatNumber(one.blocks.length, locale) }],
    })}`)}${model.mayEnter ? section(html`${heading(t.add, 2)}${form({
      csrf, label: t.add, buttons: button({ label: t.add }),
      fields: html`${textField({ name: 'version', label: t.version, value: typed.version, error: errors.of('version'), locale })}${textField({ name: 'source', label: t.source, value: typed.source, error: errors.of('source'), locale })}${dateField({
        name: 'validFrom', label: t.validFrom, value: typed.validFrom, error: errors.of('validFrom'), locale,
      })}${textArea({ name: 'text', label: t.text, hint: t.textHint, value: typed.text, error: errors.of('text'), rows: 12, locale })}`,
    })}`) : ''}`,
  };
}
