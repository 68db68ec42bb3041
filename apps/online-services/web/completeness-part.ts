import { alert, fill, html, list, paragraph, spoken, type Html } from '@allmende/html';
import { translations, type Language } from '@allmende/i18n';
import type { CompletenessReport } from '../domain/completeness-report.ts';
import type { ServiceTexts } from '../domain/service-texts.ts';
import { spokenIn } from './spoken-in.ts';
import type { EvidenceCard } from './evidence-cards.ts';

const texts = translations({
  de: {
    title: (score: number) => `Ihr Antrag ist zu ${score} % vollständig`, all: 'Es fehlt nichts mehr.', count: (there: number, of: number) => `${there} von ${of} nötigen Angaben und Nachweisen sind da.`, missing: 'Das fehlt noch:', optional: 'freiwillig', later: 'Sie bringen es später', office: 'die Behörde holt es',
    row: (label: string, number: number) => `${label} (Nummer ${number})`,
  },
  en: {
    title: (score: number) => `Your application is ${score}% complete`, all: 'Nothing is missing.', count: (there: number, of: number) => `${there} of ${of} required answers and documents are here.`, missing: 'Still missing:', optional: 'optional', later: 'you bring it later', office: 'the authority gets it',
    row: (label: string, number: number) => `${label} (number ${number})`,
  },
  'de-leicht': {
    title: (score: number) => `Ihr Antrag ist zu ${score} Prozent fertig`, all: 'Es fehlt nichts mehr.', count: (there: number, of: number) => `Wir brauchen ${of} Antworten und Papiere. ${there} sind schon da.`, missing: 'Das fehlt noch:', optional: 'freiwillig', later: 'Sie bringen es später', office: 'das Amt holt es',
    row: (label: string, number: number) => `${label} (Nummer ${number})`,
  },
  uk: {
    title: (score: number) => `Вашу заяву заповнено на ${score} %`, all: 'Нічого не бракує.', count: (there: number, of: number) => `Необхідні відповіді й документи: ${there} з ${of}.`, missing: 'Ще бракує:', optional: 'за бажанням', later: 'подасте пізніше', office: 'отримає орган',
    row: (label: string, number: number) => `${label} (номер ${number})`,
  },
  ar: {
    title: (score: number) => `اكتمل طلبك بنسبة ${score} %`, all: 'لا ينقص شيء.', count: (there: number, of: number) => `الإجابات والمستندات اللازمة: ${there} من ${of}.`, missing: 'ما زال ناقصًا:', optional: 'اختياري', later: 'ستقدّمه لاحقًا', office: 'تحصل عليه الجهة',
    row: (label: string, number: number) => `${label} (رقم ${number})`,
  },
});

/** What is missing, by when, what is optional and how it will come, with the score. */
export function completenessPart(report: CompletenessReport, cards: readonly EvidenceCard[], serviceTexts: ServiceTexts, language: Language): Html {
  const t = texts(language);
  const say = (words: string) => spoken(words, spokenIn(serviceTexts), language);
  const missing = report.missing.flatMap((part) => {
    if (part.kind === 'answer') {
      const label = say(serviceTexts.get(`field.${part.field}.label`));
      const { row } = part;
      return [row === undefined ? label : fill((name) => t.row(name, row), label)];
    }
    const shown = cards.find(({ key }) => key === part.key);
    const remarks = [part.isRequired ? undefined : t.optional, part.status === 'later' ? t.later : part.status === 'office' ? t.office : undefined, shown?.due].filter((remark) => remark !== undefined);
    return [html`${say(shown?.title ?? part.evidence)}${remarks.length === 0 ? '' : ` (${remarks.join(', ')})`}`];
  });
  return alert({
    kind: report.missing.some((part) => part.kind === 'answer' || part.isRequired) ? 'warning' : 'success', title: t.title(report.score),
    body: html`${paragraph(report.missing.length === 0 ? t.all : t.count(report.there, report.required))}${missing.length === 0 ? '' : html`${paragraph(t.missing)}${list(missing)}`}`,
  });
}
