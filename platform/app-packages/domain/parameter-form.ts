import type { AppPackage } from './app-package.ts';

type Json = Readonly<Record<string, unknown>>;

/** What an order of the app states, as the order form wants it: titles in one language, no keys of other languages, nothing beside the named properties. Undefined when there is nothing to decide. */
export function parameterForm(app: AppPackage, language: 'de' | 'en'): Json | undefined {
  if (!app.configuration || Object.keys(app.configuration.properties).length === 0) return undefined;
  const { required } = app.configuration;
  return {
    type: 'object', additionalProperties: false,
    properties: Object.fromEntries(Object.entries(app.configuration.properties).map(([name, property]) => [name, inLanguage(property, language)])),
    ...(required === undefined ? {} : { required }),
  };
}

function inLanguage(value: unknown, language: 'de' | 'en'): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => inLanguage(one, language));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const translated = new Map(entries.filter(([key]) => key.startsWith('x-') && key.endsWith('-en')).map(([key, text]: [string, unknown]) => [key.slice(2, -3), text]));
  return Object.fromEntries(entries.filter(([key]) => !key.startsWith('x-')).map(([key, child]: [string, unknown]) => [key, language === 'en' && translated.has(key) ? translated.get(key) : inLanguage(child, language)]));
}
