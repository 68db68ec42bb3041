import { alert, badge, button, card, fileField, form, hiddenField, html, link, list, paragraph, spoken, type FormErrors, type Html } from '@allmende/html';
import { translations, type Language } from '@allmende/i18n';
import type { EvidenceStatus } from '../domain/evidence.ts';
import type { EvidenceCard, FileCard } from './evidence-cards.ts';

const texts = translations({
  de: {
    required: 'Nötig', optional: 'Freiwillig', there: 'Ist da', checking: 'Wird geprüft', refused: 'Nicht angenommen', later: 'Kommt später', office: 'Holt die Behörde', open: 'Fehlt noch', choose: 'Dateien auswählen oder fotografieren', upload: 'Hochladen', laterButton: 'Ich bringe das später', officeButton: 'Die Behörde soll das selbst holen',
    remove: 'Entfernen', reload: 'Die Prüfung dauert nur einen Moment. Seite neu laden', more: 'Weitere Datei hochladen', hints: 'Ein erster Blick in das Dokument. Das ist nur ein Hinweis, entschieden wird damit nichts.', label: (title: string) => `Nachweis: ${title}`,
  },
  en: {
    required: 'Required', optional: 'Optional', there: 'Here', checking: 'Being checked', refused: 'Not taken', later: 'Comes later', office: 'The authority gets it', open: 'Missing', choose: 'Choose files or take photos', upload: 'Upload', laterButton: 'I will bring this later', officeButton: 'The authority shall get it itself',
    remove: 'Remove', reload: 'The check takes a moment only. Reload the page', more: 'Upload another file', hints: 'A first look into the document. This is only a hint, nothing is decided by it.', label: (title: string) => `Evidence: ${title}`,
  },
  'de-leicht': {
    required: 'Das brauchen wir', optional: 'Freiwillig', there: 'Ist da', checking: 'Wird geprüft', refused: 'Nicht angenommen', later: 'Kommt später', office: 'Das Amt holt das', open: 'Fehlt noch', choose: 'Datei aussuchen oder Foto machen', upload: 'Hochladen', laterButton: 'Ich bringe das später', officeButton: 'Das Amt soll das holen',
    remove: 'Löschen', reload: 'Wir prüfen die Datei. Das dauert nicht lange. Seite neu laden', more: 'Noch eine Datei hochladen', hints: 'Ein Computer hat das Papier kurz angesehen. Das ist nur ein Hinweis. Ein Mensch entscheidet.', label: (title: string) => `Papier: ${title}`,
  },
  uk: {
    required: 'Обов’язково', optional: 'За бажанням', there: 'Є', checking: 'Перевіряється', refused: 'Не прийнято', later: 'Буде пізніше', office: 'Отримає орган', open: 'Бракує', choose: 'Оберіть файли або сфотографуйте', upload: 'Завантажити', laterButton: 'Подам це пізніше', officeButton: 'Хай орган отримає це сам',
    remove: 'Вилучити', reload: 'Перевірка триває лише мить. Оновити сторінку', more: 'Завантажити ще файл', hints: 'Перший погляд на документ. Це лише підказка, вона нічого не вирішує.', label: (title: string) => `Документ: ${title}`,
  },
  ar: {
    required: 'مطلوب', optional: 'اختياري', there: 'موجود', checking: 'قيد الفحص', refused: 'لم يُقبل', later: 'يأتي لاحقًا', office: 'تحصل عليه الجهة', open: 'ناقص', choose: 'اختر ملفات أو التقط صورًا', upload: 'تحميل', laterButton: 'سأقدّمه لاحقًا', officeButton: 'لتحصل عليه الجهة بنفسها',
    remove: 'إزالة', reload: 'يستغرق الفحص لحظة فقط. أعد تحميل الصفحة', more: 'تحميل ملف آخر', hints: 'نظرة أولى على المستند. هذا مجرد تنبيه ولا يُقرَّر به شيء.', label: (title: string) => `المستند: ${title}`,
  },
});

const TONES: Readonly<Record<EvidenceStatus, 'success' | 'info' | 'warning' | 'danger' | 'neutral'>> = { there: 'success', checking: 'info', refused: 'danger', later: 'neutral', office: 'neutral', open: 'warning' };

export type EvidencePart = {
  readonly cards: readonly EvidenceCard[];
  readonly csrf: string;
  /** Where the forms post to. */
  readonly action: string;
  readonly pageHref: string;
  readonly errors: FormErrors;
  /** Before sending uploads can be taken out again. */
  readonly canRemove: boolean;
  /** Of the words of the service. */
  readonly spokenIn: Language;
};

/** Every piece of evidence with what has come, and the ways in which it can come. Works without scripts; a phone offers its camera, a desktop takes dropped files onto the field. */
export function evidencePart(part: EvidencePart, language: Language): Html {
  const t = texts(language);
  return html`${part.cards.some(({ status }) => status === 'checking') ? alert({ kind: 'info', title: t.checking, body: link({ label: t.reload, href: part.pageHref }) }) : ''}${part.cards.map((each) => evidenceCard(each, part, language))}`;
}

function evidenceCard(each: EvidenceCard, part: EvidencePart, language: Language): Html {
  const t = texts(language);
  const say = (words: string) => spoken(words, part.spokenIn, language);
  const facts = [...[each.why, each.hint].filter((fact) => fact !== undefined).map(say), each.validity, each.due].filter((fact) => fact !== undefined);
  return card({
    title: say(each.title),
    body: html`${paragraph(html`${badge(t[each.status], TONES[each.status], { small: true })} ${badge(each.isRequired ? t.required : t.optional, 'neutral', { small: true })}`)}${facts.map((fact) => paragraph(fact))}${each.register === undefined ? '' : paragraph(each.register)}${
      each.files.length === 0 ? '' : list(each.files.map((file) => fileEntry(file, part, language)))}${ways(each, part, language)}`,
  });
}

function fileEntry(file: FileCard, part: EvidencePart, language: Language): Html {
  const t = texts(language);
  const name = html`<bdi>${file.name}</bdi>`;
  return html`${file.href === undefined ? name : link({ label: name, href: file.href })} ${badge(file.state === 'clean' ? t.there : t[file.state === 'received' ? 'checking' : 'refused'], file.state === 'clean' ? 'success' : file.state === 'received' ? 'info' : 'danger', { small: true })}${
    file.state === 'refused' ? paragraph(file.stateText) : ''}${file.hints.length === 0 ? '' : html`${paragraph(t.hints, 'muted')}${list(file.hints.map(({ text }) => text))}`}${
    part.canRemove ? form({ csrf: part.csrf, action: part.action, label: `${t.remove}: ${file.name}`, fields: '', buttons: html`${hiddenField({ name: 'evidence', value: file.id })}${button({ label: t.remove, look: 'tertiary', name: 'act', value: 'remove' })}` }) : ''}`;
}

function ways(each: EvidenceCard, part: EvidencePart, language: Language): Html {
  const t = texts(language);
  const isFull = each.files.filter(({ state }) => state !== 'refused').length >= each.maxFiles;
  const canSayLater = each.status === 'open' || each.status === 'refused' || each.status === 'office';
  const fromOffice = each.ways.some((way) => way === 'office' || way === 'register') && each.status !== 'office' && each.status !== 'there';
  if (isFull) return html``;
  return form({
    csrf: part.csrf, action: part.action, multipart: true, label: t.label(each.title),
    fields: [html`${hiddenField({ name: 'item', value: each.key })}`, fileField({ name: `file.${each.key}`, label: each.files.length === 0 ? t.choose : t.more, hint: each.limits, accept: each.accept, multiple: each.maxFiles > 1, error: part.errors.of(`file.${each.key}`), locale: language })],
    buttons: html`${button({ label: t.upload, look: 'secondary', name: 'act', value: 'upload' })}${canSayLater ? button({ label: t.laterButton, look: 'tertiary', name: 'act', value: 'later' }) : ''}${fromOffice ? button({ label: t.officeButton, look: 'tertiary', name: 'act', value: 'office' }) : ''}`,
  });
}
