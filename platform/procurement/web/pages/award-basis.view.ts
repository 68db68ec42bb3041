import type { Offer } from '@allmende/catalog';
import type { FieldProblem } from '@allmende/errors';
import { badge, button, checkboxGroup, dateField, details, errorSummary, form, formErrors, heading, html, lead, moneyField, paragraph, section, select, spoken, table, textArea, textField, type FormErrors, type Html } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import { cents, formatEuro } from '@allmende/money';
import type { UrlFor } from '@allmende/tenancy';
import { formatDateShort, type PlainDate } from '@allmende/time';
import { PARAMETER_NAMES, parameterOn, type AwardParameter, type ParameterName } from '../../domain/award-parameter.ts';
import type { FrameworkAgreement } from '../../domain/framework-agreement.ts';

/** The forms of the page. */
export type BasisForm = 'parameter' | 'framework' | 'award';

/** What was typed into one of the forms, by the name of the field within it. */
export type TypedBasis = { readonly what: BasisForm | undefined; text(name: string): string; day(name: string): { day: string; month: string; year: string }; all(name: string): readonly string[] };

const texts = translations({
  de: {
    title: 'Vergabe', lead: 'Worauf Bestellungen ohne eigene Ausschreibung beruhen. Werte des Rechts stehen hier mit Tag, Vorschrift und Quelle; was nicht eingetragen ist, gilt als unbekannt, und der Weg bleibt gesperrt.', parameters: 'Wertgrenzen und Fristen', none: 'Noch nichts eingetragen.', name: 'Was', land: 'Land', allLands: 'alle', value: 'Wert', from: 'Gilt ab', until: 'Gilt bis', open: 'offen', basis: 'Vorschrift', source: 'Quelle', enteredBy: 'Eingetragen von', inForce: 'gilt heute',
    named: (name: ParameterName) => ({ 'direct-order-threshold': 'Wertgrenze für Direktaufträge', 'estimate-months': 'Monate, mit denen der Wert geschätzt wird', 'framework-longest-months': 'Längste Laufzeit einer Rahmenvereinbarung' })[name], months: (n: number) => `${n} Monate`, addParameter: 'Wert eintragen', landHint: 'Nur bei der Wertgrenze', valueHint: 'Euro ohne Umsatzsteuer bei der Wertgrenze, sonst Monate', choose: 'Bitte wählen', sourceHint: 'Wo Sie es gelesen haben, mit Tag',
    frameworks: 'Rahmenvereinbarungen', noFramework: 'Noch keine Rahmenvereinbarung.', framework: 'Gegenstand', contractor: 'Auftragnehmerin', contractorKey: 'Kennung', contractorKeyHint: 'Zum Beispiel die Nummer im Handelsregister', left: 'Abgerufen', leftOf: (called: string, most: string) => `${called} von ${most}`, end: 'Heute beenden', ended: (day: string) => `beendet am ${day}`, addFramework: 'Rahmenvereinbarung eintragen', reference: 'Bekanntmachung', referenceHint: 'Nummer der Bekanntmachung oder Aktenzeichen', concluded: 'Geschlossen am',
    longer: 'Warum sie länger läuft', longerHint: 'Nur wenn sie länger läuft als die eingetragene längste Laufzeit', most: 'Höchstmenge', mostHint: 'Euro für alle Abrufe zusammen; leer, wenn keine bekannt gemacht wurde', offers: 'Angebote', authorities: 'Wer abrufen darf', authoritiesHint: 'Adressen der Behörden, zum Beispiel heilbronn, eine je Zeile. Leer: alle Mitglieder.', ocid: 'OCID', ocidHint: 'Kennung der Vergabe in offenen Daten, wenn es sie gibt',
    addAward: 'Zuschlag aus einem dynamischen Beschaffungssystem eintragen', awardText: 'Für Systeme, die anderswo betrieben werden. Aus einem Zuschlag entsteht genau ein Vertrag.', authority: 'Behörde', authorityHint: 'Adresse, zum Beispiel heilbronn', system: 'Beschaffungssystem', call: 'Aufruf', price: 'Preis im Jahr', awarded: 'Zuschlag am', binding: 'Bindend bis', record: 'Vergabevermerk', recordHint: 'Wo er liegt',
  },
  en: {
    title: 'Award', lead: 'What orders without a tender of their own rest on. Values of the law stand here with day, norm and source; what is not entered is unknown, and the way stays closed.', parameters: 'Thresholds and periods', none: 'Nothing entered yet.', name: 'What', land: 'Land', allLands: 'all', value: 'Value', from: 'Valid from', until: 'Valid until', open: 'open', basis: 'Norm', source: 'Source', enteredBy: 'Entered by', inForce: 'in force',
    named: (name: ParameterName) => ({ 'direct-order-threshold': 'Threshold for direct orders', 'estimate-months': 'Months by which a value is estimated', 'framework-longest-months': 'Longest term of a framework agreement' })[name], months: (n: number) => `${n} months`, addParameter: 'Enter a value', landHint: 'Only for the threshold', valueHint: 'Euros without VAT for the threshold, else months', choose: 'Please choose', sourceHint: 'Where you read it, with the day',
    frameworks: 'Framework agreements', noFramework: 'No framework agreement yet.', framework: 'Subject', contractor: 'Contractor', contractorKey: 'Key', contractorKeyHint: 'For example the number in the commercial register', left: 'Called off', leftOf: (called: string, most: string) => `${called} of ${most}`, end: 'End today', ended: (day: string) => `ended on ${day}`, addFramework: 'Enter a framework agreement', reference: 'Notice', referenceHint: 'Number of the notice or file number', concluded: 'Concluded on',
    longer: 'Why it lasts longer', longerHint: 'Only if it lasts longer than the longest term that is entered', most: 'Most', mostHint: 'Euros for all call-offs together; empty if none was announced', offers: 'Offers', authorities: 'Who may call off', authoritiesHint: 'Addresses of authorities, such as heilbronn, one a line. Empty: all members.', ocid: 'OCID', ocidHint: 'Identifier of the award in open data, if there is one',
    addAward: 'Enter an award of a dynamic purchasing system', awardText: 'For systems that are run elsewhere. An award makes exactly one contract.', authority: 'Authority', authorityHint: 'Address, such as heilbronn', system: 'Purchasing system', call: 'Call', price: 'Price per year', awarded: 'Awarded on', binding: 'Binding until', record: 'Record of award', recordHint: 'Where it lies',
  },
});

type Model = {
  readonly parameters: readonly AwardParameter[]; readonly frameworks: readonly { readonly framework: FrameworkAgreement; readonly calledCents: number }[]; readonly offers: readonly Offer[]; readonly lands: readonly { readonly key: string; readonly name: string }[]; readonly today: PlainDate; readonly typed: TypedBasis;
  readonly problems: readonly FieldProblem[];
};
type Words = ReturnType<typeof texts>;
type Options = { locale: Locale; csrf: string; urlFor: UrlFor };

/** What grounds for award rest on: dated values of the law, framework agreements, awards. */
export function awardBasisView(model: Model, options: Options): View {
  const { locale, csrf, urlFor } = options;
  const t = texts(locale);
  const errors = formErrors(model.problems, locale);
  return {
    title: t.title, hasErrors: errors.all.length > 0,
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(t.title)}${lead(t.lead)}${section(html`${heading(t.parameters, 2)}${table<AwardParameter>({
      caption: t.parameters, captionHidden: true, rows: model.parameters, empty: t.none,
      columns: [
        { label: t.name, cell: (one) => html`${t.named(one.name)}${parameterOn(model.parameters, one.name, one.land, model.today) === one ? html` ${badge(t.inForce, 'success', { small: true })}` : ''}` }, { label: t.land, cell: (one) => (one.land === '' ? t.allLands : model.lands.find(({ key }) => key === one.land)?.name ?? one.land) },
        { label: t.value, cell: (one) => (one.name === 'direct-order-threshold' ? formatEuro(cents(one.value), locale) : t.months(one.value)) }, { label: t.from, cell: (one) => formatDateShort(one.validFrom, locale) },
        { label: t.until, cell: (one) => (one.validUntil === null ? t.open : formatDateShort(one.validUntil, locale)) }, { label: t.basis, cell: (one) => spoken(one.basis, 'de', locale) }, { label: t.source, cell: (one) => html`${spoken(one.source, 'de', locale)} (${one.enteredBy})` },
      ],
    })}${details({ summary: t.addParameter, open: model.typed.what === 'parameter', body: parameterForm(model, fieldsOf(model, errors, 'parameter'), t, options) })}`)}${section(html`${heading(t.frameworks, 2)}${table<Model['frameworks'][number]>({
      caption: t.frameworks, captionHidden: true, rows: model.frameworks, empty: t.noFramework,
      columns: [
        { label: t.framework, cell: ({ framework }) => html`${framework.title}<br>${framework.reference}` }, { label: t.contractor, cell: ({ framework }) => framework.contractor }, { label: t.from, cell: ({ framework }) => formatDateShort(framework.validFrom, locale) },
        { label: t.until, cell: ({ framework }) => html`${formatDateShort(framework.validUntil, locale)}${framework.endedOn === null ? '' : html`<br>${t.ended(formatDateShort(framework.endedOn, locale))}`}` },
        { label: t.left, cell: ({ framework, calledCents }) => (framework.mostCents === null ? formatEuro(cents(calledCents), locale) : t.leftOf(formatEuro(cents(calledCents), locale), formatEuro(framework.mostCents, locale))) },
        { label: t.end, action: true, cell: ({ framework }) => (framework.endedOn !== null ? '' : form({ csrf, action: urlFor.operator('award-basis', 'frameworks', framework.id, 'end'), fields: '', buttons: button({ label: t.end, about: framework.title, look: 'tertiary', small: true }) })) },
      ],
    })}${details({ summary: t.addFramework, open: model.typed.what === 'framework', body: frameworkForm(model, fieldsOf(model, errors, 'framework'), t, options) })}${details({ summary: t.addAward, open: model.typed.what === 'award', body: awardForm(model, fieldsOf(model, errors, 'award'), t, options) })}`)}`,
  };
}

type Fields = { name(name: string): string; error(name: string): string | undefined; text(name: string): string; day(name: string): { day: string; month: string; year: string }; all(name: string): readonly string[] };

// Names of fields begin with their form's own; only the one that was sent shows what was typed.
function fieldsOf({ typed }: Model, errors: FormErrors, what: BasisForm): Fields {
  const own = typed.what === what;
  return {
    name: (name) => `${what}.${name}`, error: (name) => errors.of(`${what}.${name}`), text: (name) => (own ? typed.text(name) : ''), day: (name) => (own ? typed.day(name) : { day: '', month: '', year: '' }), all: (name) => (own ? typed.all(name) : []),
  };
}

function parameterForm({ lands }: Model, fields: Fields, t: Words, { locale, csrf, urlFor }: Options): Html {
  return form({
    csrf, action: urlFor.operator('award-basis', 'parameters'), label: t.addParameter, buttons: button({ label: t.addParameter }),
    fields: html`${select({ name: fields.name('name'), label: t.name, value: fields.text('name'), error: fields.error('name'), locale, options: [{ value: '', label: t.choose }, ...PARAMETER_NAMES.map((name) => ({ value: name, label: t.named(name) }))] })}${select({
      name: fields.name('land'), label: t.land, hint: t.landHint, value: fields.text('land'), error: fields.error('land'), optional: true, locale, options: [{ value: '', label: '–' }, ...lands.map(({ key, name }) => ({ value: key, label: name }))],
    })}${text('value', t.value, fields, locale, { hint: t.valueHint })}${day('validFrom', t.from, fields, locale)}${day('validUntil', t.until, fields, locale, true)}${text('basis', t.basis, fields, locale)}${text('source', t.source, fields, locale, { hint: t.sourceHint })}`,
  });
}

function frameworkForm({ offers }: Model, fields: Fields, t: Words, { locale, csrf, urlFor }: Options): Html {
  return form({
    csrf, action: urlFor.operator('award-basis', 'frameworks'), label: t.addFramework, buttons: button({ label: t.addFramework }),
    fields: html`${text('title', t.framework, fields, locale)}${text('contractor', t.contractor, fields, locale)}${text('contractorKey', t.contractorKey, fields, locale, { hint: t.contractorKeyHint })}${text('reference', t.reference, fields, locale, { hint: t.referenceHint })}${
      day('concludedOn', t.concluded, fields, locale)}${day('validFrom', t.from, fields, locale)}${day('validUntil', t.until, fields, locale)}${textArea({ name: fields.name('longerBecause'), label: t.longer, hint: t.longerHint, value: fields.text('longerBecause'), error: fields.error('longerBecause'), rows: 2, optional: true, locale })}${
      moneyField({ name: fields.name('mostCents'), label: t.most, hint: t.mostHint, value: fields.text('mostCents'), error: fields.error('mostCents'), optional: true, locale })}${offerFields(offers, t, fields, locale)}${
      textArea({ name: fields.name('authorities'), label: t.authorities, hint: t.authoritiesHint, value: fields.text('authorities'), error: fields.error('authorities'), rows: 3, optional: true, locale })}${text('ocid', t.ocid, fields, locale, { hint: t.ocidHint, optional: true })}${text('source', t.source, fields, locale, { hint: t.sourceHint })}`,
  });
}

function awardForm({ offers }: Model, fields: Fields, t: Words, { locale, csrf, urlFor }: Options): Html {
  return html`${paragraph(t.awardText)}${form({
    csrf, action: urlFor.operator('award-basis', 'awards'), label: t.addAward, buttons: button({ label: t.addAward }),
    fields: html`${text('authority', t.authority, fields, locale, { hint: t.authorityHint })}${text('system', t.system, fields, locale)}${text('call', t.call, fields, locale)}${text('contractor', t.contractor, fields, locale)}${text('contractorKey', t.contractorKey, fields, locale, { hint: t.contractorKeyHint })}${
      offerFields(offers, t, fields, locale)}${moneyField({ name: fields.name('centsPerYear'), label: t.price, value: fields.text('centsPerYear'), error: fields.error('centsPerYear'), locale })}${day('awardedOn', t.awarded, fields, locale)}${day('validUntil', t.binding, fields, locale)}${
      text('record', t.record, fields, locale, { hint: t.recordHint })}${text('ocid', t.ocid, fields, locale, { hint: t.ocidHint, optional: true })}`,
  })}`;
}

function offerFields(offers: readonly Offer[], t: Words, fields: Fields, locale: Locale): Html {
  return checkboxGroup({ name: fields.name('offers'), label: t.offers, values: fields.all('offers'), error: fields.error('offers'), locale, options: offers.map((one) => ({ value: one.id, label: one.name, hint: `${one.appId}, ${one.plan}` })) });
}

function text(name: string, label: string, fields: Fields, locale: Locale, more: { readonly hint?: string; readonly optional?: boolean } = {}): Html {
  return textField({ name: fields.name(name), label, value: fields.text(name), error: fields.error(name), locale, ...more });
}

function day(name: string, label: string, fields: Fields, locale: Locale, optional = false): Html {
  return dateField({ name: fields.name(name), label, value: fields.day(name), error: fields.error(name), optional, locale });
}
