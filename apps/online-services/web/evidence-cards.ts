import { fill, spoken, type HtmlValue } from '@allmende/html';
import { translations, type Language } from '@allmende/i18n';
import { addDays, formatDate } from '@allmende/time';
import { MEDIA_TYPES, refusalText } from '@allmende/uploads';
import { documentHints, type DocumentHint } from '../domain/document-hints.ts';
import { hintText } from '../domain/hint-text.ts';
import { evidenceLabel } from '../domain/evidence-label.ts';
import { waysOf, type EvidenceFile, type EvidenceItem, type EvidenceStatus } from '../domain/evidence.ts';
import type { ServiceTexts } from '../domain/service-texts.ts';
import { spokenIn } from './spoken-in.ts';
import type { EvidenceView } from '../actions/evidence-holder.ts';

/** One upload as it is shown. */
export type FileCard = {
  readonly id: string;
  readonly name: string;
  readonly state: 'received' | 'clean' | 'refused';
  /** In words; for a refused one why. */
  readonly stateText: string;
  readonly href: string | undefined;
  /** What a look into the document said, with whether it fits. */
  readonly hints: readonly { readonly text: string; readonly outcome: DocumentHint['outcome'] }[];
};

/** One piece of evidence as it is shown. */
export type EvidenceCard = {
  readonly key: string;
  readonly title: string;
  readonly hint: string | undefined;
  readonly why: string | undefined;
  readonly isRequired: boolean;
  readonly status: EvidenceStatus;
  readonly due: string | undefined;
  readonly validity: string | undefined;
  readonly register: HtmlValue;
  readonly files: readonly FileCard[];
  /** For the `accept` attribute; with pictures among them a phone offers its camera. */
  readonly accept: string;
  readonly limits: string;
  readonly maxFiles: number;
  readonly ways: readonly ('upload' | 'later' | 'register' | 'office')[];
};

const texts = translations({
  de: {
    checking: 'Wird geprüft', clean: 'Geprüft', refused: 'Nicht angenommen', due: (day: string) => `Bis zum ${day}`, dueDays: (days: number) => `Spätestens ${days} Tage nach dem Absenden`, valid: (months: number) => `Nicht älter als ${months} Monate`,
    register: (name: string) => `Wenn Sie möchten, holt die Behörde das selbst: ${name}.`, limits: (kinds: string, mb: number, files: number) => `${kinds}, je Datei höchstens ${mb} MB, höchstens ${files} ${files === 1 ? 'Datei' : 'Dateien'}`,
  },
  en: {
    checking: 'Being checked', clean: 'Checked', refused: 'Not taken', due: (day: string) => `By ${day}`, dueDays: (days: number) => `At most ${days} days after sending`, valid: (months: number) => `Not older than ${months} months`,
    register: (name: string) => `If you like, the authority gets it itself: ${name}.`, limits: (kinds: string, mb: number, files: number) => `${kinds}, ${mb} MB for each file at most, ${files} ${files === 1 ? 'file' : 'files'} at most`,
  },
  'de-leicht': {
    checking: 'Wird geprüft', clean: 'Geprüft', refused: 'Nicht angenommen', due: (day: string) => `Bis zum ${day}`, dueDays: (days: number) => `Höchstens ${days} Tage nach dem Abschicken`, valid: (months: number) => `Nicht älter als ${months} Monate`,
    register: (name: string) => `Das Amt kann das selbst holen, wenn Sie das möchten: ${name}.`, limits: (kinds: string, mb: number, files: number) => `${kinds}. Jede Datei darf höchstens ${mb} MB groß sein. Höchstens ${files} ${files === 1 ? 'Datei' : 'Dateien'}.`,
  },
  uk: {
    checking: 'Перевіряється', clean: 'Перевірено', refused: 'Не прийнято', due: (day: string) => `До ${day}`, dueDays: (days: number) => `Не пізніше ніж через ${days} дн. після надсилання`, valid: (months: number) => `Не старше ніж ${months} міс.`,
    register: (name: string) => `Якщо бажаєте, орган отримає це сам: ${name}.`, limits: (kinds: string, mb: number, files: number) => `${kinds}; кожен файл до ${mb} МБ; файлів не більше ${files}`,
  },
  ar: {
    checking: 'قيد الفحص', clean: 'تم الفحص', refused: 'لم يُقبل', due: (day: string) => `حتى ${day}`, dueDays: (days: number) => `خلال ${days} يومًا من الإرسال على الأكثر`, valid: (months: number) => `لا يزيد عمره على ${months} شهرًا`,
    register: (name: string) => `إذا رغبت تحصل الجهة عليه بنفسها: ${name}.`, limits: (kinds: string, mb: number, files: number) => `${kinds}، كل ملف ${mb} ميغابايت على الأكثر، وعدد الملفات ${files} على الأكثر`,
  },
});

const KIND_NAMES = { pdf: 'PDF', jpeg: 'JPEG', png: 'PNG', webp: 'WebP' } as const;

/** Everything a page shows of the evidence of a draft or application. `fileHref` leads to a clean upload. */
export function evidenceCards(view: Pick<EvidenceView, 'items' | 'sentOn' | 'situation'>, serviceTexts: ServiceTexts, language: Language, fileHref: (id: string) => string): EvidenceCard[] {
  const t = texts(language);
  return view.items.map((item) => {
    const { evidence } = item;
    const { dueDays, validMonths, replaces } = evidence.entry;
    return {
      key: item.key, title: evidenceLabel(item, serviceTexts), hint: serviceTexts.find(`evidence.${evidence.id}.hint`), why: serviceTexts.find(`evidence.${evidence.id}.why`),
      isRequired: item.isRequired, status: item.status, ways: waysOf(item), maxFiles: evidence.maxFiles,
      due: dueDays === undefined ? undefined : view.sentOn === undefined ? t.dueDays(dueDays) : t.due(formatDate(addDays(view.sentOn, dueDays), language)),
      validity: validMonths === undefined ? undefined : t.valid(validMonths), register: replaces === undefined ? undefined : fill(t.register, spoken(serviceTexts.get(replaces), spokenIn(serviceTexts), language)),
      files: item.files.flatMap((file) => cardOf(file, item, view, language, fileHref)), accept: evidence.accepts.map((kind) => MEDIA_TYPES[kind].type).join(','),
      limits: t.limits(evidence.accepts.map((kind) => KIND_NAMES[kind]).join(', '), Math.floor(evidence.maxBytes / 1_000_000), evidence.maxFiles),
    };
  });
}

function cardOf(file: EvidenceFile, item: EvidenceItem, { sentOn, situation }: Pick<EvidenceView, 'sentOn' | 'situation'>, language: Language, fileHref: (id: string) => string): FileCard[] {
  const t = texts(language);
  const { id, name, state, refusal } = file;
  if (state === 'later' || state === 'office') return [];
  if (state === 'refused') return [{ id, name, state, stateText: refusal === undefined ? t.refused : `${t.refused}. ${refusalText(refusal, language)}`, href: undefined, hints: [] }];
  if (state === 'received') return [{ id, name, state, stateText: t.checking, href: undefined, hints: [] }];
  return [{ id, name, state, stateText: t.clean, href: fileHref(id), hints: documentHints(item, file.reading, sentOn ?? situation.today).map((hint) => ({ text: hintText(hint, language), outcome: hint.outcome })) }];
}
