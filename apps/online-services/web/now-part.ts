import { alert, html, link, paragraph, type Html, type HtmlValue } from '@allmende/html';
import { translations, type Language } from '@allmende/i18n';
import { formatDate, type PlainDate } from '@allmende/time';
import type { WhoActs } from '../domain/application-timeline.ts';
import type { UsualDays } from '../domain/usual-days.ts';

const texts = translations({
  de: {
    you: 'Jetzt sind Sie dran', office: 'Jetzt ist die Behörde dran', nobody: 'Sie müssen nichts tun', answer: 'Die Behörde braucht noch etwas von Ihnen.', pay: 'Sie müssen eine Gebühr zahlen.', evidence: 'Es fehlen noch Nachweise.', by: (day: string) => `Bitte erledigen Sie das bis einschließlich ${day}.`,
    begin: 'Ihr Antrag ist angekommen. Als Nächstes sieht ihn sich jemand an. Sie müssen nichts tun.', work: 'Ihr Antrag wird geprüft. Sie müssen nichts tun.', wait: 'Die Behörde wartet auf Unterlagen oder Auskünfte, zum Beispiel von einer anderen Stelle. Sie müssen nichts tun.', withdrawn: 'Sie haben den Antrag zurückgenommen. Die Behörde schließt ihn ab.', decided: 'Über Ihren Antrag ist entschieden. Was gilt und was Sie tun können, steht im Schreiben der Behörde.',
    usual: (days: number, decisions: number) => `Wie lange dauert das hier? Die Hälfte aller Entscheidungen kam nach höchstens ${days === 1 ? 'einem Tag' : `${days} Tagen`}. Das sagen die letzten ${decisions} Entscheidungen dieser Behörde zu diesem Dienst.`, toEvidence: 'Zu den Nachweisen',
  },
  en: {
    you: 'It is your turn now', office: 'It is the authority’s turn now', nobody: 'There is nothing for you to do', answer: 'The authority still needs something from you.', pay: 'You have to pay a fee.', evidence: 'Evidence is still missing.', by: (day: string) => `Please see to it by the end of ${day}.`,
    begin: 'Your application has arrived. Somebody looks at it next. There is nothing for you to do.', work: 'Your application is being examined. There is nothing for you to do.', wait: 'The authority waits for documents or information, for example from another office. There is nothing for you to do.', withdrawn: 'You took the application back. The authority closes it.', decided: 'Your application is decided. What applies and what you can do is in the authority’s letter.',
    usual: (days: number, decisions: number) => `How long does it take here? Half of all decisions came after ${days === 1 ? 'one day' : `${days} days`} at most. This is what the last ${decisions} decisions of this authority on this service say.`, toEvidence: 'To the evidence',
  },
  'de-leicht': {
    you: 'Jetzt müssen Sie etwas tun', office: 'Jetzt arbeitet das Amt', nobody: 'Sie müssen nichts tun', answer: 'Das Amt braucht noch etwas von Ihnen.', pay: 'Sie müssen Geld bezahlen.', evidence: 'Es fehlen noch Papiere.', by: (day: string) => `Bitte machen Sie das. Der letzte Tag ist der ${day}.`,
    begin: 'Ihr Antrag ist angekommen. Bald sieht ihn jemand an. Sie müssen nichts tun.', work: 'Das Amt prüft Ihren Antrag. Sie müssen nichts tun.', wait: 'Das Amt wartet auf Papiere oder Antworten. Zum Beispiel von einem anderen Amt. Sie müssen nichts tun.', withdrawn: 'Sie haben den Antrag zurück-genommen. Das Amt macht ihn zu.', decided: 'Das Amt hat entschieden. Lesen Sie bitte den Brief vom Amt.',
    usual: (days: number, decisions: number) => `Wie lange dauert das? Bei der Hälfte von allen war die Antwort nach ${days === 1 ? '1 Tag' : `${days} Tagen`} da. Das wissen wir von ${decisions} Anträgen.`, toEvidence: 'Zu den Papieren',
  },
  uk: {
    you: 'Тепер ваша черга', office: 'Тепер черга органу', nobody: 'Вам нічого робити не потрібно', answer: 'Орган ще чогось потребує від вас.', pay: 'Потрібно сплатити збір.', evidence: 'Ще бракує документів.', by: (day: string) => `Зробіть це, будь ласка, до ${day} включно.`,
    begin: 'Вашу заяву отримано. Далі її хтось розгляне. Вам нічого робити не потрібно.', work: 'Вашу заяву розглядають. Вам нічого робити не потрібно.', wait: 'Орган чекає на документи чи відомості, наприклад від іншої установи. Вам нічого робити не потрібно.', withdrawn: 'Ви відкликали заяву. Орган її закриє.', decided: 'За вашою заявою прийнято рішення. Що діє і що ви можете зробити, написано в листі органу.',
    usual: (days: number, decisions: number) => `Скільки це тут триває? Половину рішень прийнято не пізніше ніж за ${days} дн. Так свідчать останні рішення цього органу щодо цієї послуги: ${decisions}.`, toEvidence: 'До документів',
  },
  ar: {
    you: 'الدور عليك الآن', office: 'الدور على الجهة الآن', nobody: 'ليس عليك فعل شيء', answer: 'ما زالت الجهة تحتاج إلى شيء منك.', pay: 'عليك دفع رسم.', evidence: 'ما زالت هناك مستندات ناقصة.', by: (day: string) => `يرجى إنجاز ذلك حتى نهاية يوم ${day}.`,
    begin: 'وصل طلبك. سينظر فيه أحدهم بعد ذلك. ليس عليك فعل شيء.', work: 'يُدرَس طلبك. ليس عليك فعل شيء.', wait: 'تنتظر الجهة مستندات أو معلومات، من جهة أخرى مثلًا. ليس عليك فعل شيء.', withdrawn: 'سحبتَ الطلب، والجهة تغلقه.', decided: 'صدر قرار بشأن طلبك. ما يسري وما يمكنك فعله مذكور في رسالة الجهة.',
    usual: (days: number, decisions: number) => `كم يستغرق ذلك هنا؟ صدر نصف القرارات خلال ${days} من الأيام على الأكثر، بحسب آخر قرارات هذه الجهة لهذه الخدمة وعددها ${decisions}.`, toEvidence: 'إلى المستندات',
  },
});

/** Who has to act now, by when, and how long it usually takes here. `more` is what the service itself says about the next step. */
export function nowPart(acts: WhoActs, options: { readonly usual: UsualDays | undefined; readonly evidenceHref: string | undefined; readonly more?: HtmlValue }, language: Language): Html {
  const t = texts(language);
  const isOpen = acts.who !== 'nobody';
  const usual = options.usual === undefined || !isOpen ? '' : paragraph(t.usual(options.usual.days, options.usual.decisions));
  if (acts.who === 'applicant') {
    const { due } = acts;
    return alert({ kind: 'warning', title: t.you, body: html`${paragraph(t[acts.what])}${due === undefined ? '' : paragraph(t.by(formatDate(due as PlainDate, language)))}${options.evidenceHref === undefined || acts.what === 'pay' ? '' : paragraph(link({ label: t.toEvidence, href: options.evidenceHref }))}${usual}` });
  }
  if (acts.who === 'nobody') return alert({ kind: acts.why === 'decided' ? 'success' : 'info', title: t.nobody, body: paragraph(t[acts.why]) });
  return alert({ kind: 'info', title: t.office, body: html`${paragraph(t[acts.what])}${options.more ?? ''}${usual}` });
}
