import { cardGrid, figures, heading, html, lead, linkButton, localWords, paragraph, searchForm, section } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Language } from '@allmende/i18n';
import type { UrlFor } from '@allmende/tenancy';
import type { LiveFigure } from '../../actions/live-figures.ts';
import { showNumber } from '../show-number.ts';

const texts = translations({
  de: {
    title: 'Ihre Verwaltung online, an einem Ort',
    lead: 'Allmende ist die gemeinsame digitale Plattform von Städten, Gemeinden und Landkreisen. Sie gehört allen, die mitmachen, und niemandem allein.',
    find: 'Wo wohnen Sie?', findHint: 'Name des Ortes oder Postleitzahl, zum Beispiel Heilbronn oder 74072', findButton: 'Ort finden',
    figures: 'Allmende heute',
    forWhom: 'Für wen ist Allmende?',
    citizens: 'Für alle, die hier wohnen', citizensText: 'Sie finden Ihren Ort, stellen einen Antrag am Telefon oder am Computer und sehen, wie weit er ist. Sie müssen nicht wissen, welche Behörde zuständig ist.',
    authorities: 'Für Verwaltungen', authoritiesText: 'Ihre Verwaltung findet geprüfte Lösungen, bestellt sie ohne eigene Ausschreibung und nutzt sie am selben Tag. Was eine Gemeinde beschrieben hat, übernimmt die nächste.',
    everyone: 'Für die Öffentlichkeit', everyoneText: 'Im Katalog sehen Sie, welche Software die Verwaltungen benutzen, was sie kostet und unter welcher Lizenz sie steht. Allmende selbst ist freie Software.',
    store: 'Lösungen ansehen', join: 'Mitglied werden', how: 'So kommt eine Verwaltung dazu',
    joinText: 'Jede Stadt, jede Gemeinde, jeder Gemeindeverband und jeder Landkreis kann die Mitgliedschaft beantragen. Nach der Aufnahme steht der eigene Bereich sofort bereit.',
  },
  en: {
    title: 'Your administration online, in one place',
    lead: 'Allmende is the shared digital platform of German towns, municipalities and districts. It belongs to all who take part and to none of them alone.',
    find: 'Where do you live?', findHint: 'Name of the place or postcode, for example Heilbronn or 74072', findButton: 'Find place',
    figures: 'Allmende today',
    forWhom: 'Who is Allmende for?',
    citizens: 'For everybody who lives here', citizensText: 'Find your place, apply on a phone or computer and see how far your application is. You need not know which authority is responsible.',
    authorities: 'For administrations', authoritiesText: 'Your administration finds vetted solutions, orders them without a tender of its own and uses them the same day. What one municipality has described, the next one takes over.',
    everyone: 'For the public', everyoneText: 'The catalogue shows which software administrations use, what it costs and under which licence it stands. Allmende itself is free software.',
    store: 'Browse solutions', join: 'Become a member', how: 'How an administration joins',
    joinText: 'Every town, municipality, association and district can apply for membership. Once admitted, its own space is there at once.',
  },
  'de-leicht': {
    title: 'Ihre Verwaltung im Internet',
    lead: 'Viele Städte und Dörfer benutzen Allmende zusammen. Hier können Sie Anträge stellen.',
    find: 'Wo wohnen Sie?', findHint: 'Schreiben Sie den Namen von Ihrem Ort. Oder Ihre Post-Leit-Zahl. Zum Beispiel: Heilbronn oder 74072', findButton: 'Ort suchen',
    figures: 'Allmende heute',
    forWhom: 'Für wen ist Allmende?',
    citizens: 'Für alle Menschen, die hier wohnen', citizensText: 'Sie suchen Ihren Ort. Sie stellen einen Antrag am Handy oder am Computer. Dann sehen Sie: So weit ist mein Antrag. Sie müssen nicht wissen, welches Amt zuständig ist.',
    authorities: 'Für Verwaltungen', authoritiesText: 'Eine Verwaltung findet hier geprüfte Programme. Sie kann die Programme sofort benutzen.',
    everyone: 'Für alle', everyoneText: 'Sie können sehen, welche Programme die Verwaltungen benutzen. Und was die Programme kosten.',
    store: 'Programme ansehen', join: 'Mitglied werden', how: 'So macht eine Verwaltung mit',
    joinText: 'Jede Stadt, jede Gemeinde und jeder Landkreis kann Mitglied werden.',
  },
  uk: {
    title: 'Ваша адміністрація онлайн, в одному місці',
    lead: 'Allmende — спільна цифрова платформа німецьких міст, громад і округів. Вона належить усім учасникам і нікому окремо.',
    find: 'Де ви живете?', findHint: 'Назва населеного пункту або поштовий індекс, наприклад Heilbronn або 74072', findButton: 'Знайти місце',
    figures: 'Allmende сьогодні',
    forWhom: 'Для кого Allmende?',
    citizens: 'Для всіх, хто тут живе', citizensText: 'Знайдіть свій населений пункт, подайте заяву з телефона чи комп’ютера й дивіться, на якому вона етапі. Вам не потрібно знати, який орган за неї відповідає.',
    authorities: 'Для адміністрацій', authoritiesText: 'Ваша адміністрація знаходить перевірені рішення, замовляє їх без власного тендера й користується ними того самого дня. Те, що описала одна громада, переймає наступна.',
    everyone: 'Для громадськості', everyoneText: 'У каталозі видно, якими програмами користуються адміністрації, скільки вони коштують і під якою ліцензією поширюються. Сама Allmende — вільне програмне забезпечення.',
    store: 'Переглянути рішення', join: 'Стати учасником', how: 'Як адміністрація приєднується',
    joinText: 'Кожне місто, громада, об’єднання громад і округ може подати заяву на членство. Після прийняття власний розділ доступний одразу.',
  },
  ar: {
    title: 'إدارتك على الإنترنت في مكان واحد',
    lead: 'Allmende هي المنصة الرقمية المشتركة للمدن والبلديات والدوائر الألمانية. هي ملك لكل المشاركين فيها وليست ملكًا لأحد وحده.',
    find: 'أين تسكن؟', findHint: 'اسم المكان أو الرمز البريدي، مثلًا Heilbronn أو 74072', findButton: 'ابحث عن المكان',
    figures: 'Allmende اليوم',
    forWhom: 'لمن Allmende؟',
    citizens: 'لكل من يسكن هنا', citizensText: 'تجد مكانك وتقدّم طلبك من الهاتف أو الحاسوب وترى إلى أين وصل. لا يلزمك أن تعرف أي جهة هي المختصة.',
    authorities: 'للإدارات', authoritiesText: 'تجد إدارتك حلولًا مُراجَعة وتطلبها دون مناقصة خاصة بها وتستخدمها في اليوم نفسه. وما وصفته بلدية تأخذه البلدية التالية.',
    everyone: 'للجمهور', everyoneText: 'ترى في الفهرس البرامج التي تستخدمها الإدارات وكلفتها ورخصتها. وAllmende نفسها برنامج حر.',
    store: 'عرض الحلول', join: 'الانضمام كعضو', how: 'كيف تنضم إدارة',
    joinText: 'يمكن لكل مدينة وبلدية واتحاد بلديات ودائرة أن يطلب العضوية. وبعد القبول يكون القسم الخاص جاهزًا فورًا.',
  },
});

/** What Allmende is, and the way to one's own place. */
export function startView(model: { readonly figures: readonly LiveFigure[] }, options: { readonly locale: Language; readonly urlFor: UrlFor }): View {
  const { locale, urlFor } = options;
  const t = texts(locale);
  return {
    title: 'Allmende',
    main: html`${heading(t.title)}${lead(t.lead)}${searchForm({ action: urlFor.public('places'), label: t.find, hint: t.findHint, button: t.findButton, locale })}${
      model.figures.length === 0 ? '' : section(html`${heading(t.figures, 2)}${figures(model.figures.map((figure) => ({ label: localWords(figure.label, locale), value: showNumber(figure, locale) })))}`)
    }${section(html`${heading(t.forWhom, 2)}${cardGrid([
      { title: t.citizens, body: t.citizensText, level: 3 }, { title: t.authorities, body: t.authoritiesText, level: 3 }, { title: t.everyone, body: t.everyoneText, level: 3 },
    ])}${linkButton({ label: t.store, href: urlFor.public('store'), look: 'secondary' })}`)}${section(html`${heading(t.how, 2)}${paragraph(t.joinText)}${linkButton({ label: t.join, href: urlFor.public('join'), look: 'secondary' })}`)}`,
  };
}
