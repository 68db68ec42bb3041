import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A question of the page that two engines are asked to show, in words that both understand. */
export type PageField = { readonly id: string; readonly type: 'text' | 'date' | 'money' | 'integer' | 'boolean' | 'choice' | 'email' | 'tel' | 'longText'; readonly label: string; readonly hint?: string; readonly options?: readonly string[]; readonly typed: string };

/** The service of the bench, and the id of its one page. */
export const WIDE_SERVICE = 'wohngeld-messung';
export const WIDE_PAGE = 'antrag';

const choice = (id: string, label: string, options: readonly string[]): PageField => ({ id, type: 'choice', label, options, typed: options[0] ?? '' });
const text = (id: string, label: string, typed: string, hint?: string): PageField => ({ id, type: 'text', label, typed, ...(hint === undefined ? {} : { hint }) });
const money = (id: string, label: string, typed: string): PageField => ({ id, type: 'money', label, typed, hint: 'Betrag in Euro je Monat' });
const day = (id: string, label: string, typed: string): PageField => ({ id, type: 'date', label, typed, hint: 'Zum Beispiel 31 3 2020' });
const yes = (id: string, label: string): PageField => ({ id, type: 'boolean', label, typed: 'yes' });
const whole = (id: string, label: string, typed: string): PageField => ({ id, type: 'integer', label, typed });

/** Forty questions of an application for housing benefit on one page, in our own words. */
export const WIDE_FIELDS: readonly PageField[] = [
  text('vorname', 'Vorname', 'Wilma'), text('nachname', 'Nachname', 'Mustermann-Probe'), text('geburtsname', 'Geburtsname', 'Probe'), day('geburtstag', 'Geburtsdatum', '1984-03-01'), text('geburtsort', 'Geburtsort', 'Musterstadt'),
  choice('familienstand', 'Familienstand', ['ledig', 'verheiratet', 'verwitwet', 'geschieden']), text('staat', 'Staatsangehörigkeit', 'deutsch'), text('strasse', 'Straße', 'Beispielgasse'), text('nummer', 'Hausnummer', '4'), text('plz', 'Postleitzahl', '00000'),
  text('ort', 'Ort', 'Musterstadt'), { id: 'telefon', type: 'tel', label: 'Telefon', typed: '0711 123456' }, { id: 'mail', type: 'email', label: 'E-Mail', typed: 'wilma@beispiel.de' }, choice('erwerb', 'Was machen Sie beruflich?', ['angestellt', 'selbststaendig', 'rente', 'ausbildung', 'anderes']),
  choice('antrag', 'Was beantragen Sie?', ['erstantrag', 'weiterleistung', 'erhoehung']), day('einzug', 'Seit wann wohnen Sie dort?', '2019-05-01'), whole('flaeche', 'Wohnfläche in Quadratmetern', '64'), whole('zimmer', 'Zahl der Zimmer', '3'), whole('personen', 'Personen im Haushalt', '2'), whole('kinder', 'Davon Kinder', '1'),
  money('miete', 'Miete ohne Nebenkosten', '540,00'), money('nebenkosten', 'Nebenkosten', '120,00'), money('heizung', 'Heizkosten', '80,00'), yes('heizungEnthalten', 'Sind Heizkosten in der Miete enthalten?'), money('stellplatz', 'Stellplatz oder Garage', '0,00'),
  yes('untervermietet', 'Vermieten Sie Räume unter?'), yes('gewerblich', 'Nutzen Sie Räume gewerblich?'), choice('vermieter', 'Wer vermietet?', ['privat', 'gesellschaft', 'genossenschaft', 'gemeinde']), text('vermieterName', 'Name der vermietenden Person oder Firma', 'Wohnbau Beispiel'),
  money('lohn', 'Bruttolohn', '1.450,00'), money('renten', 'Renten', '0,00'), money('unterhalt', 'Erhaltener Unterhalt', '0,00'), money('andere', 'Andere Einkünfte', '0,00'), yes('steuern', 'Zahlen Sie Steuern vom Einkommen?'), yes('krankenkasse', 'Zahlen Sie Beiträge zur Krankenversicherung?'),
  yes('rentenkasse', 'Zahlen Sie Beiträge zur Rentenversicherung?'), yes('schwerbehindert', 'Ist jemand im Haushalt schwerbehindert?'), yes('andereLeistung', 'Bekommt jemand Bürgergeld oder Grundsicherung?'), text('iban', 'Konto (IBAN)', 'DE00 0000 0000 0000 0000 00'),
  { id: 'anmerkung', type: 'longText', label: 'Was wir noch wissen sollten', typed: 'Nichts weiter.', hint: 'Freiwillig' },
];

/** Writes a package with this one page into a folder of `efa/`, made like any other. */
export async function writeWidePackage(efa: string): Promise<void> {
  const folder = join(efa, WIDE_SERVICE);
  await mkdir(join(folder, 'tests/overlays'), { recursive: true });
  const write = (file: string, content: unknown) => writeFile(join(folder, file), JSON.stringify(content));
  const field = ({ id, type, options }: PageField) => ({ id: `wg.${id}`, type, ...(options ? { options } : {}), ...(type === 'longText' ? { required: false, maxLength: 2_000 } : {}) });
  const texts = Object.fromEntries(WIDE_FIELDS.flatMap(({ id, label, hint, options = [] }) => [
    [`field.wg.${id}.label`, label], ...(hint === undefined ? [] : [[`field.wg.${id}.hint`, hint]]), ...options.map((option) => [`field.wg.${id}.option.${option}`, option]),
  ]));
  await Promise.all([
    write('service.yaml', {
      format: 1, id: WIDE_SERVICE, version: '1.0.0', leistungsschluessel: null, regime: 'sgb-x', secrecy: 'social', usualAuthority: 'municipality', loginLevel: 'none', languages: ['de'], legalBasis: [], retention: { draftDays: 30, source: '§ 8a Abs. 3 OZG' },
      clearFields: [], startPage: [],
    }),
    write('data.yaml', { fields: [...WIDE_FIELDS.map(field), { id: 'declaration.truth', type: 'confirmation' }] }),
    write('flow.yaml', { pages: [{ id: WIDE_PAGE, fields: WIDE_FIELDS.map(({ id }) => `wg.${id}`) }], declaration: ['declaration.truth'] }),
    write('rules.yaml', { rules: {}, results: [], checks: [] }), write('evidence.yaml', { evidence: [] }), write('overlay.yaml', { groups: [], parameters: [], inserts: [] }), write('case.yaml', { statuses: ['received'], decisions: [], remedies: [] }),
    write('texts.de.yaml', {
      ...texts, 'service.name': 'Wohngeld (Messung)', 'service.summary': 'Vierzig Fragen auf einer Seite', 'service.keywords': 'Messung', [`page.${WIDE_PAGE}.title`]: 'Ihr Antrag', 'page.check.title': 'Angaben prüfen', 'field.declaration.truth.label': 'Alles stimmt.', 'case.status.received': 'Eingegangen',
    }),
    write('tests/overlays/empty.yaml', { format: 1, service: WIDE_SERVICE, parameters: {}, sources: {}, inserts: {} }),
  ]);
}

/** What a browser sends for the page; with `save` to be stored as a draft. */
export function typedWidePage(): Record<string, string> {
  return Object.fromEntries(WIDE_FIELDS.flatMap(({ id, type, typed }): [string, string][] => {
    const [year = '', month = '', date = ''] = typed.split('-');
    return type === 'date' ? [[`wg.${id}.day`, String(Number(date))], [`wg.${id}.month`, String(Number(month))], [`wg.${id}.year`, year]] : [[`wg.${id}`, typed]];
  }));
}
