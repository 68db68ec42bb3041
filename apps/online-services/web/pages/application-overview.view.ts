import { fill, heading, html, lead, link, linkButton, paragraph, section, spoken, taskList, type Html, type Task } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Language } from '@allmende/i18n';
import { formAids, type FormAids } from '../form-aids.ts';

const texts = translations({
  de: {
    title: 'Ihr Antrag im Überblick', answered: (answered: number, required: number) => `${answered} von ${required} nötigen Angaben sind da.`, complete: 'Alles Nötige ist da. Prüfen Sie Ihre Angaben, und senden Sie den Antrag ab.',
    later: (count: number) => (count === 1 ? 'Einen Nachweis können Sie auch später nachreichen.' : `${count} Nachweise können Sie auch später nachreichen.`), next: (page: string) => `Weiter: ${page}`, back: 'Zurück', check: 'Prüfen und absenden', evidence: 'Nachweise',
    blocked: (page: string) => `Füllen Sie erst „${page}“ aus.`, evidenceHint: 'Jetzt hochladen oder später nachreichen',
  },
  en: {
    title: 'Your application at a glance', answered: (answered: number, required: number) => `${answered} of ${required} required answers are there.`, complete: 'Everything required is there. Check your answers and send the application.',
    later: (count: number) => (count === 1 ? 'One piece of evidence can also follow later.' : `${count} pieces of evidence can also follow later.`), next: (page: string) => `Continue: ${page}`, back: 'Back', check: 'Check and send', evidence: 'Evidence',
    blocked: (page: string) => `Fill in “${page}” first.`, evidenceHint: 'Upload now or hand in later',
  },
  'de-leicht': {
    title: 'Ihr Antrag: So weit sind Sie', answered: (answered: number, required: number) => `Sie haben ${answered} von ${required} Fragen beantwortet. Diese Fragen müssen Sie beantworten.`, complete: 'Alles Wichtige ist da. Bitte prüfen Sie Ihre Antworten. Dann schicken Sie den Antrag ab.',
    later: (count: number) => (count === 1 ? 'Ein Papier können Sie auch später schicken.' : `${count} Papiere können Sie auch später schicken.`), next: (page: string) => `Weiter: ${page}`, back: 'Zurück', check: 'Prüfen und abschicken', evidence: 'Papiere',
    blocked: (page: string) => `Bitte füllen Sie zuerst das aus: „${page}“.`, evidenceHint: 'Jetzt hochladen oder später schicken',
  },
  uk: {
    title: 'Огляд вашої заяви', answered: (answered: number, required: number) => `Обов’язкові відповіді: ${answered} з ${required}.`, complete: 'Усе необхідне є. Перевірте відповіді й надішліть заяву.',
    later: (count: number) => `Документи, які можна подати й пізніше: ${count}.`, next: (page: string) => `Далі: ${page}`, back: 'Назад', check: 'Перевірити й надіслати', evidence: 'Документи',
    blocked: (page: string) => `Спершу заповніть «${page}».`, evidenceHint: 'Завантажити зараз або подати пізніше',
  },
  ar: {
    title: 'نظرة عامة على طلبك', answered: (answered: number, required: number) => `الإجابات المطلوبة: ${answered} من ${required}.`, complete: 'كل ما يلزم موجود. راجع إجاباتك ثم أرسل الطلب.',
    later: (count: number) => `مستندات يمكن تقديمها لاحقًا أيضًا: ${count}.`, next: (page: string) => `التالي: ${page}`, back: 'رجوع', check: 'المراجعة والإرسال', evidence: 'المستندات',
    blocked: (page: string) => `املأ «${page}» أولًا.`, evidenceHint: 'التحميل الآن أو التقديم لاحقًا',
  },
});

export type ApplicationOverview = {
  readonly service: string;
  readonly note: Html | '';
  readonly pages: readonly { readonly title: string; readonly state: 'done' | 'open' | 'blocked'; readonly href: string }[];
  readonly check: { readonly state: 'done' | 'open' | 'blocked'; readonly href: string };
  /** Where documents are brought; undefined for a service that wants none. */
  readonly evidenceHref: string | undefined;
  readonly answered: number;
  readonly required: number;
  readonly later: number;
  readonly place: { readonly name: string; readonly href: string };
  readonly serviceHref: string;
  readonly aids: FormAids;
  /** Of the words of the service. */
  readonly spokenIn: Language;
};

/** All pages of an application with their states, how much is there, and the next step. */
export function applicationOverviewView(model: ApplicationOverview, language: Language): View {
  const t = texts(language);
  const say = (words: string) => spoken(words, model.spokenIn, language);
  const waitsFor = (page: string | undefined) => fill(t.blocked, say(page ?? ''));
  const open = model.pages.find(({ state }) => state === 'open');
  const firstBlocked = model.pages.find(({ state }) => state === 'blocked');
  const tasks: Task[] = model.pages.map((page): Task => (page.state === 'blocked' ? { label: say(page.title), state: 'blocked', why: page === firstBlocked ? waitsFor(open?.title) : undefined } : { label: say(page.title), state: page.state, href: page.href }));
  const documents: Task[] = model.evidenceHref === undefined ? [] : [model.check.state === 'blocked' ? { label: t.evidence, state: 'blocked' } : { label: t.evidence, state: 'open', href: model.evidenceHref, hint: t.evidenceHint }];
  const check: Task = model.check.state === 'blocked' ? { label: t.check, state: 'blocked', why: firstBlocked === undefined ? waitsFor(open?.title) : undefined } : { label: t.check, state: 'open', href: model.check.href };
  return {
    title: `${t.title} – ${model.service}`,
    breadcrumbs: [{ label: model.place.name, href: model.place.href }, { label: model.service, href: model.serviceHref, language: model.spokenIn }, { label: t.title }],
    main: html`${heading(t.title, 1, { preline: say(model.service) })}${model.note}${lead(open === undefined ? t.complete : t.answered(model.answered, model.required))}${model.later === 0 ? '' : paragraph(t.later(model.later))}${
      linkButton(open === undefined ? { label: t.check, href: model.check.href } : { label: fill(t.next, say(open.title)), href: open.href })}${section(taskList({ tasks: [...tasks, ...documents, check], locale: language }))}${formAids(model.aids, language)}${
      paragraph(link({ label: t.back, href: model.serviceHref }))}`,
  };
}
