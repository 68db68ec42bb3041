import { button, descriptionList, emptyState, form, hiddenField, html, link, list, localWords, paragraph, type Fact, type Html } from '@allmende/html';
import { translations, type Language, type LocalText } from '@allmende/i18n';

const texts = translations({
  de: {
    title: (query: string) => `Zu „${query}“ gibt es hier noch nichts online`, again: 'Versuchen Sie ein anderes Wort, zum Beispiel eines aus dem Alltag.', help: 'Ihre Verwaltung hilft Ihnen auch ohne Internet weiter:', phone: 'Telefon', email: 'E-Mail', unknown: 'Rufnummer hier nicht eingetragen',
    described: 'Das ist beschrieben, wird hier aber noch nicht online angeboten:', wish: 'Das fehlt mir hier', wishText: 'Mit einem Klick sagen Sie Ihrer Verwaltung, dass Sie das gesucht haben. Gezählt wird nur das Wort, nicht wer es gesucht hat.',
  },
  'de-leicht': {
    title: (query: string) => `Zu „${query}“ gibt es hier noch nichts.`, again: 'Bitte suchen Sie mit einem anderen Wort.', help: 'Sie können auch das Amt anrufen:', phone: 'Telefon', email: 'E-Mail', unknown: 'Wir kennen die Telefon-Nummer nicht.',
    described: 'Das gibt es. Aber noch nicht in Ihrem Ort:', wish: 'Das fehlt mir hier', wishText: 'Klicken Sie auf den Knopf. Dann weiß das Amt: Jemand hat das gesucht. Das Amt erfährt nicht, wer Sie sind.',
  },
  en: {
    title: (query: string) => `There is nothing online for “${query}” here yet`, again: 'Try another word, for example an everyday one.', help: 'Your administration helps without the internet too:', phone: 'Phone', email: 'Email', unknown: 'phone number not entered here',
    described: 'This is described, but not offered online here yet:', wish: 'I miss this here', wishText: 'With one click you tell your administration that you looked for this. Only the word is counted, not who looked for it.',
  },
  uk: {
    title: (query: string) => `За запитом «${query}» тут ще немає нічого онлайн`, again: 'Спробуйте інше слово, наприклад повсякденне.', help: 'Ваша адміністрація допоможе й без інтернету:', phone: 'Телефон', email: 'Ел. пошта', unknown: 'номер телефону тут не вказано',
    described: 'Це описано, але тут ще не пропонується онлайн:', wish: 'Мені цього тут бракує', wishText: 'Одним натисканням ви повідомите адміністрацію, що шукали це. Рахується лише слово, а не те, хто шукав.',
  },
  ar: {
    title: (query: string) => `لا يوجد شيء عبر الإنترنت هنا بعد بخصوص «${query}»`, again: 'جرّب كلمة أخرى من الكلمات اليومية.', help: 'تساعدك الإدارة أيضًا بدون إنترنت:', phone: 'الهاتف', email: 'البريد الإلكتروني', unknown: 'رقم الهاتف غير مدوّن هنا',
    described: 'هذه الخدمة موصوفة، لكنها غير متاحة هنا عبر الإنترنت بعد:', wish: 'أفتقد هذا هنا', wishText: 'بنقرة واحدة تخبر إدارتك أنك بحثت عن هذا. تُحسب الكلمة فقط، لا من بحث عنها.',
  },
});

/** Where somebody gets help by other means. */
export type Helper = { readonly name: string; readonly phone: string; readonly email: string };

export type NotFoundHelp = {
  readonly query: string;
  readonly helpers: readonly Helper[];
  /** What fits and is described on the platform, though not offered here. */
  readonly described: readonly { readonly title: LocalText; readonly href: string }[];
  /** Where a wish is counted; undefined when this one cannot be. */
  readonly wish: { readonly action: string; readonly csrf: string } | undefined;
  readonly all: Html;
};

/** What stands where a search found nothing: what else can be done, whom to call, and how to say that it is missed. */
export function notFoundHelp(model: NotFoundHelp, language: Language): Html {
  const t = texts(language);
  const described = model.described.length === 0 ? '' : html`${paragraph(t.described)}${list(model.described.map((one) => link({ label: localWords(one.title, language), href: one.href })))}`;
  const wish = model.wish && html`${paragraph(t.wishText, 'small')}${form({ action: model.wish.action, csrf: model.wish.csrf, fields: hiddenField({ name: 'q', value: model.query }), buttons: button({ label: t.wish, look: 'secondary' }), label: t.wish })}`;
  return html`${emptyState({ title: t.title(model.query), text: html`${paragraph(t.again)}${described}`, next: model.all })}${model.helpers.length === 0 ? '' : html`${paragraph(t.help)}${descriptionList(model.helpers.map((one) => helperFact(one, language)), language)}`}${wish ?? ''}`;
}

function helperFact({ name, phone, email }: Helper, language: Language): Fact {
  const t = texts(language);
  const ways = [
    ...(phone === '' ? [] : [html`${t.phone}: ${link({ label: phone, href: `tel:${phone.replaceAll(/[^\d+]/gu, '')}` })}`]), ...(email === '' ? [] : [html`${t.email}: ${link({ label: email, href: `mailto:${email}` })}`]),
  ];
  return { name, value: ways.length === 0 ? t.unknown : html`${ways.map((way, index) => (index === 0 ? way : html`<br>${way}`))}` };
}
