import { translations, type Locale } from '@allmende/i18n';
import { mergeOverlays, type Parent } from '../domain/merge-overlays.ts';
import { emptyOverlay } from '../domain/overlay.ts';
import { overlayEntries } from '../domain/overlay-entries.ts';
import type { OverlayField, OverlayFieldGroup } from '../domain/overlay-fields.ts';
import { findOverlayWord, overlayWord } from '../domain/overlay-words.ts';
import type { ServicePackage } from '../domain/service-package.ts';
import { compileTexts } from '../domain/service-texts.ts';
import { entryText } from './overlay-changes.ts';
import type { Question } from './question.ts';

const words = translations({
  de: {
    proposed: (from: string, value: string) => `Vorgabe von ${from}: ${value}. Lassen Sie das Feld leer, um sie zu übernehmen.`, take: (from: string, value: string) => `Vorgabe von ${from}: ${value}`,
    binding: (from: string) => `verbindlich vorgegeben von ${from}`, usual: 'Wie die Leistung es vorsieht', yes: 'Ja', no: 'Nein', ask: 'Frage stellen', leave: 'Frage weglassen',
  },
  en: {
    proposed: (from: string, value: string) => `Set by ${from}: ${value}. Leave the field empty to take it.`, take: (from: string, value: string) => `As set by ${from}: ${value}`,
    binding: (from: string) => `binding, set by ${from}`, usual: 'As the service provides', yes: 'Yes', no: 'No', ask: 'Ask the question', leave: 'Leave the question out',
  },
});

/** An input of the editor. `fixed` is a value that Land or district bind the authority to: it is shown and cannot be typed. */
export type OverlayQuestion = Question & { readonly path: string | undefined; readonly fixed: { readonly value: string; readonly from: string } | undefined };
export type OverlayQuestionGroup = { readonly id: string; readonly title: string; readonly intro: string | undefined; readonly fields: readonly OverlayQuestion[] };

/** The inputs of the editor in the words of a language, each with what Land and district set for it. */
export function overlayQuestions(servicePackage: ServicePackage, groups: readonly OverlayFieldGroup[], parents: readonly Parent[], locale: Locale): OverlayQuestionGroup[] {
  const t = words(locale);
  const texts = compileTexts(servicePackage)(locale);
  const set = mergeOverlays(servicePackage, emptyOverlay(servicePackage), parents);
  const values = overlayEntries(set);
  const asked = (field: OverlayField): OverlayQuestion => {
    const { path, type } = field;
    const origin = path === undefined ? undefined : set.inherited?.[path];
    const value = path === undefined ? undefined : values.get(path);
    const inherited = path !== undefined && origin && value !== undefined ? { from: origin.area.name, value: entryText(servicePackage, texts, path, value), binding: origin.binding } : undefined;
    const hint = findOverlayWord(texts, field.hintKey);
    const isQuestion = path?.startsWith('questions/') === true;
    const options = type === 'boolean' ? [{ value: 'yes', label: isQuestion ? t.ask : t.yes }, { value: 'no', label: isQuestion ? t.leave : t.no }] : (field.options ?? []).map((option) => ({ value: option, label: texts.find(`parameter.${field.id}.option.${option}`) ?? option }));
    const isChosen = type === 'boolean' || type === 'choice';
    const first = inherited ? [{ value: '', label: t.take(inherited.from, inherited.value) }] : isQuestion ? [{ value: '', label: t.usual }] : [];
    return {
      id: field.id, path, label: overlayWord(texts, field.labelKey), optional: field.optional || inherited !== undefined, width: field.width,
      type: isChosen && first.length > 0 ? 'choice' : type, options: isChosen ? [...first, ...options] : [],
      hint: inherited && !inherited.binding && !isChosen ? [hint, t.proposed(inherited.from, inherited.value)].filter((part) => part !== undefined).join(' ') : hint,
      fixed: inherited?.binding ? { value: inherited.value, from: t.binding(inherited.from) } : undefined,
    };
  };
  return groups.map((group) => ({ id: group.id, title: overlayWord(texts, group.titleKey), intro: findOverlayWord(texts, group.introKey), fields: group.fields.map(asked) }));
}
