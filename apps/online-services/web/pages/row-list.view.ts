import type { View } from '@allmende/http';
import { button, card, descriptionList, errorSummary, fieldId, form, formGuard, heading, html, link, linkButton, paragraph, section, spoken, spokenPart, stepCount, type FormErrors, type FormGuard, type Html } from '@allmende/html';
import { translations, type Language } from '@allmende/i18n';
import { formAids, heldBackNote, type FormAids } from '../form-aids.ts';
import type { HeldBack } from '../hold-back.ts';
import type { SummaryRow } from '../../domain/answer-summary.ts';

const texts = translations({
  de: { next: 'Weiter', back: 'Zurück', change: 'Ändern', goOn: 'Weiter ausfüllen', remove: 'Entfernen', open: 'Hier fehlen noch Angaben.', full: (max: number) => `Sie haben ${max} Einträge. Mehr sind nicht möglich.` },
  en: { next: 'Continue', back: 'Back', change: 'Change', goOn: 'Continue filling in', remove: 'Remove', open: 'Some answers are still missing here.', full: (max: number) => `You have ${max} entries. More are not possible.` },
  'de-leicht': { next: 'Weiter', back: 'Zurück', change: 'Ändern', goOn: 'Weiter ausfüllen', remove: 'Löschen', open: 'Hier fehlt noch etwas.', full: (max: number) => `Sie haben ${max} Einträge. Mehr geht nicht.` },
  uk: { next: 'Далі', back: 'Назад', change: 'Змінити', goOn: 'Заповнити далі', remove: 'Видалити', open: 'Тут ще бракує відповідей.', full: (max: number) => `У вас ${max} записів. Більше не можна.` },
  ar: { next: 'متابعة', back: 'رجوع', change: 'تعديل', goOn: 'متابعة الملء', remove: 'إزالة', open: 'ما زالت هناك إجابات ناقصة هنا.', full: (max: number) => `لديك ${max} إدخالات. لا يمكن إضافة المزيد.` },
});

export type RowCard = { readonly id: string; readonly heading: string; readonly rows: readonly SummaryRow[]; readonly isDone: boolean; readonly changeHref: string | undefined; readonly removeHref: string };

export type RowList = {
  readonly service: string;
  readonly title: string;
  readonly intro: string | undefined;
  readonly empty: string | undefined;
  readonly add: string;
  readonly addHref: string;
  /** How many rows there may be, once there are so many. */
  readonly full: number | undefined;
  readonly group: string;
  readonly cards: readonly RowCard[];
  readonly csrf: string;
  readonly errors: FormErrors;
  readonly progress: { readonly number: number; readonly of: number };
  readonly backHref: string;
  readonly place: { readonly name: string; readonly href: string };
  readonly serviceHref: string;
  readonly guard: FormGuard;
  readonly aids?: FormAids | undefined;
  readonly held?: HeldBack | undefined;
  readonly spokenIn: Language;
  readonly note: Html | '';
};

/** The rows of a group: each with what was answered and the ways to change and to remove it, then one button for another row and one to go on. */
export function rowListView(model: RowList, locale: Language): View {
  const t = texts(locale);
  const inside = texts(model.spokenIn);
  const say = (words: string) => spoken(words, model.spokenIn, locale);
  const adding = model.full === undefined ? form({ csrf: model.csrf, action: model.addHref, fields: '', buttons: button({ label: model.add, look: 'secondary', icon: 'add' }), label: model.add }) : paragraph(inside.full(model.full), 'muted');
  return {
    title: `${model.title} – ${model.service}`, titleLanguage: model.spokenIn,
    hasErrors: model.errors.all.length > 0, guarded: true,
    breadcrumbs: [{ label: model.place.name, href: model.place.href }, { label: model.service, href: model.serviceHref, language: model.spokenIn }, { label: model.title, language: model.spokenIn }],
    main: html`${paragraph(link({ label: t.back, href: model.backHref }))}${heldBackNote(model.held, locale)}${errorSummary({ errors: model.errors.all, locale, spokenIn: model.spokenIn })}${stepCount(model.progress.number, model.progress.of, locale)}${heading(say(model.title), 1, { preline: say(model.service) })}${model.note}${
      model.intro === undefined ? '' : paragraph(say(model.intro))
    }<div id="${fieldId(model.group)}" tabindex="-1">${spokenPart(html`${model.cards.length === 0 && model.empty !== undefined ? paragraph(model.empty) : model.cards.map((each) => rowCard(each, model.group, inside, model.spokenIn))}${adding}`, model.spokenIn, locale)}</div>${
      form({ csrf: model.csrf, fields: formGuard(model.guard), buttons: button({ label: t.next }) })
    }${formAids(model.aids, locale)}`,
  };
}

function rowCard(row: RowCard, group: string, t: ReturnType<typeof texts>, locale: Language) {
  return section(html`<div id="${fieldId(`${group}.${row.id}`)}" tabindex="-1">${card({
    title: row.heading,
    body: html`${row.isDone ? '' : paragraph(t.open)}${row.rows.length === 0 ? '' : descriptionList(row.rows.map(({ label, value }) => ({ name: label, value })), locale)}`,
    footer: html`${row.changeHref === undefined ? '' : linkButton({ label: row.isDone ? t.change : t.goOn, about: row.heading, href: row.changeHref, look: 'secondary', small: true })} ${linkButton({ label: t.remove, about: row.heading, href: row.removeHref, look: 'tertiary', small: true })}`,
  })}</div>`);
}
