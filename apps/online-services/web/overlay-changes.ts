import { table, type Html } from '@allmende/html';
import { translations, type Locale } from '@allmende/i18n';
import type { OverlayChange } from '../domain/diff-overlays.ts';
import { formatValue } from '../domain/format-value.ts';
import type { OverlayEntry } from '../domain/overlay-entries.ts';
import { LANGUAGE, overlayWord } from '../domain/overlay-words.ts';
import type { ServicePackage } from '../domain/service-package.ts';
import { compileTexts, type ServiceTexts } from '../domain/service-texts.ts';

const words = translations({
  de: { caption: 'Änderungen', what: 'Angabe', before: 'bisher', after: 'neu', none: 'Es ändert sich nichts.', unset: 'nicht gesetzt' },
  en: { caption: 'Changes', what: 'Value', before: 'before', after: 'new', none: 'Nothing changes.', unset: 'not set' },
});

/** What changes in the values of a service, as a table with old and new beside each other. */
export function overlayChanges(servicePackage: ServicePackage, changes: readonly OverlayChange[], locale: Locale): Html {
  const t = words(locale);
  const texts = compileTexts(servicePackage)(locale);
  const shown = (change: OverlayChange, value: OverlayEntry | undefined) => (value === undefined ? t.unset : entryText(servicePackage, texts, change.path, value));
  return table({
    caption: t.caption, captionHidden: true, rows: changes, empty: t.none,
    columns: [
      { label: t.what, rowHeader: true, cell: ({ path }) => entryLabel(texts, path) }, { label: t.before, cell: (change) => shown(change, change.before) }, { label: t.after, cell: (change) => shown(change, change.after) },
    ],
  });
}

/** The name of a value at a path, as the form calls it. */
export function entryLabel(texts: ServiceTexts, path: string): string {
  const [part, id = '', last = ''] = path.split('/');
  switch (part) {
    case 'parameters': return texts.get(`parameter.${id}.label`);
    case 'places': return `${texts.get(`parameter.${id}.label`)} (${last})`;
    case 'inserts': return `${texts.get(`insert.${id}.label`)} (${overlayWord(texts, `${LANGUAGE}${last}`)})`;
    case 'questions': return texts.get(`field.${id}.label`);
    case 'evidence': return overlayWord(texts, `evidence.${id}.label|limit.${last}`);
    case 'sources': return `${texts.find(`source.${id}.title`) ?? texts.get(`parameter.${id}.label`)}: ${texts.get(`source.${last}.label`)}`;
    default: return overlayWord(texts, path.replace('/', '.'));
  }
}

/** A value at a path as people read it. */
export function entryText(servicePackage: ServicePackage, texts: ServiceTexts, path: string, value: OverlayEntry): string {
  const [part, id = '', last = ''] = path.split('/');
  if (part === 'questions') return overlayWord(texts, value === true ? 'asked.yes' : 'asked.no');
  if (part === 'sources') return formatValue(value, last === 'statuteDate' || last === 'validFrom' ? 'date' : undefined, texts.language);
  const parameter = part === 'parameters' ? servicePackage.overlay.parameters.find((each) => each.id === id) : undefined;
  if (parameter?.type === 'choice') return texts.get(`parameter.${id}.option.${value}`);
  return formatValue(value, parameter?.type === 'money' || parameter?.type === 'date' ? parameter.type : undefined, texts.language);
}
