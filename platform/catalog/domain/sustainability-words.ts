import type { Locale } from '@allmende/i18n';
import { formatDate, parsePlainDate } from '@allmende/time';
import { topicRule, type SustainabilityTopic } from './sustainability-topic.ts';

/** The topics in words. */
export const TOPIC_NAMES: Readonly<Record<SustainabilityTopic, Readonly<Record<Locale, string>>>> = {
  'software-label': { de: 'Blauer Engel für Software (DE-UZ 215)', en: 'Blue Angel for software (DE-UZ 215)' },
  'data-centre-label': { de: 'Blauer Engel für Rechenzentren (DE-UZ 228)', en: 'Blue Angel for data centres (DE-UZ 228)' },
  pue: { de: 'Energieverbrauchseffektivität des Rechenzentrums (PUE)', en: 'Power usage effectiveness of the data centre (PUE)' },
  'renewable-share': { de: 'Strom aus erneuerbaren Energien', en: 'Electricity from renewable sources' },
  'reuse-share': { de: 'Wiederverwendete Energie (Abwärme)', en: 'Reused energy (waste heat)' },
  'hosting-location': { de: 'Ort des Rechenzentrums', en: 'Location of the data centre' },
  'energy-use': { de: 'Gemessener Strombedarf je Person im Jahr', en: 'Measured electricity per user and year' },
  'supported-until': { de: 'Pflege zugesagt bis', en: 'Maintenance promised until' },
};

/** What a topic asks for, under the field of its value. */
export const TOPIC_HINTS: Readonly<Record<SustainabilityTopic, Readonly<Record<Locale, string>>>> = {
  'software-label': { de: 'Nummer der Urkunde oder des Zeichenvertrags', en: 'Number of the certificate or contract' },
  'data-centre-label': { de: 'Nummer der Urkunde oder des Zeichenvertrags', en: 'Number of the certificate or contract' },
  pue: { de: 'Jahresmittel, zum Beispiel 1,25', en: 'Average of a year, for example 1.25' },
  'renewable-share': { de: 'Prozent, zum Beispiel 100', en: 'Per cent, for example 100' },
  'reuse-share': { de: 'Prozent, zum Beispiel 15', en: 'Per cent, for example 15' },
  'hosting-location': { de: 'Ort und Land', en: 'Place and country' },
  'energy-use': { de: 'Kilowattstunden, zum Beispiel 3,5', en: 'Kilowatt hours, for example 3.5' },
  'supported-until': { de: 'Tag, zum Beispiel 31.12.2030', en: 'Day, for example 2030-12-31' },
};

/** The value of a statement as people read it, with its unit. */
export function showSustainabilityValue({ topic, value }: { readonly topic: SustainabilityTopic; readonly value: string }, locale: Locale): string {
  const rule = topicRule(topic);
  if (rule.kind === 'figure') {
    const number = Number(value).toLocaleString(locale === 'en' ? 'en-GB' : 'de-DE', { maximumFractionDigits: 3 });
    return rule.unit === 'percent' ? `${number} %` : rule.unit === 'kwh' ? `${number} kWh` : number;
  }
  if (rule.kind === 'label') return locale === 'en' ? `yes, no. ${value}` : `ja, Nr. ${value}`;
  const day = rule.kind === 'day' ? parsePlainDate(value) : undefined;
  return day === undefined ? value : formatDate(day, locale);
}

/** A statement in German words: topic and value. */
export function sustainabilityWords(statement: { readonly topic: SustainabilityTopic; readonly value: string }): string {
  return `${TOPIC_NAMES[statement.topic].de}: ${showSustainabilityValue(statement, 'de')}`;
}
