/** What can be wrong with what a person typed. The codes are stable and part of the API. */
export type ProblemCode =
  | 'required' | 'choose' | 'confirm' | 'too-long' | 'date-incomplete' | 'date-invalid' | 'date-year' | 'money' | 'integer' | 'too-small' | 'too-large' | 'digits' | 'email' | 'tel' | 'option' | 'check'
  | 'too-few' | 'too-many' | 'full' | 'row-open' | 'direction';

type Detail = { readonly label: string; readonly limit?: string };

const GERMAN: Record<ProblemCode, (detail: Detail) => string> = {
  required: ({ label }) => `Füllen Sie das Feld „${label}“ aus.`,
  choose: ({ label }) => `Wählen Sie bei „${label}“ eine Antwort aus.`,
  confirm: ({ label }) => `Bestätigen Sie: „${label}“`,
  'too-long': ({ label, limit }) => `Kürzen Sie „${label}“ auf höchstens ${limit} Zeichen.`,
  'date-incomplete': ({ label }) => `Geben Sie bei „${label}“ Tag, Monat und Jahr ein, zum Beispiel 31 3 2020.`,
  'date-invalid': ({ label }) => `Den Tag bei „${label}“ gibt es nicht. Prüfen Sie Tag, Monat und Jahr.`,
  'date-year': ({ label }) => `Geben Sie bei „${label}“ das Jahr mit vier Ziffern ein, zum Beispiel 2020.`,
  money: ({ label }) => `Geben Sie bei „${label}“ einen Betrag in Euro ein, zum Beispiel 120 oder 120,50.`,
  integer: ({ label }) => `Geben Sie bei „${label}“ eine ganze Zahl ein, zum Beispiel 2.`,
  'too-small': ({ label, limit }) => `Der Wert bei „${label}“ muss mindestens ${limit} sein.`,
  'too-large': ({ label, limit }) => `Der Wert bei „${label}“ darf höchstens ${limit} sein.`,
  digits: ({ label, limit }) => `Geben Sie bei „${label}“ genau ${limit} Ziffern ein.`,
  email: ({ label }) => `Geben Sie bei „${label}“ eine vollständige Adresse ein, zum Beispiel name@beispiel.de.`,
  tel: ({ label }) => `Geben Sie bei „${label}“ eine Telefonnummer ein, zum Beispiel 0711 123456.`,
  option: ({ label }) => `Wählen Sie bei „${label}“ eine der Antworten aus.`,
  check: ({ label }) => `Prüfen Sie Ihre Angabe bei „${label}“.`,
  direction: ({ label }) => `Bei „${label}“ standen unsichtbare Zeichen, die die Schreibrichtung umkehren. Wir haben sie entfernt. Prüfen Sie, ob alles noch richtig dasteht, und gehen Sie dann weiter.`,
  'too-few': ({ label, limit }) => `Fügen Sie bei „${label}“ mindestens ${limit === '1' ? 'einen Eintrag' : `${limit} Einträge`} hinzu.`,
  'too-many': ({ label, limit }) => `Bei „${label}“ sind höchstens ${limit === '1' ? 'ein Eintrag' : `${limit} Einträge`} möglich. Entfernen Sie die übrigen.`,
  full: ({ label, limit }) => `Bei „${label}“ sind höchstens ${limit === '1' ? 'ein Eintrag' : `${limit} Einträge`} möglich. Mehr können Sie nicht hinzufügen.`,
  'row-open': ({ label }) => `Ergänzen Sie die Angaben zu „${label}“, oder entfernen Sie den Eintrag.`,
};

const ENGLISH: Record<ProblemCode, (detail: Detail) => string> = {
  required: ({ label }) => `Fill in “${label}”.`,
  choose: ({ label }) => `Choose an answer for “${label}”.`,
  confirm: ({ label }) => `Confirm: “${label}”`,
  'too-long': ({ label, limit }) => `Shorten “${label}” to ${limit} characters or fewer.`,
  'date-incomplete': ({ label }) => `Enter day, month and year for “${label}”, for example 31 3 2020.`,
  'date-invalid': ({ label }) => `The day in “${label}” does not exist. Check day, month and year.`,
  'date-year': ({ label }) => `Enter the year in “${label}” with four digits, for example 2020.`,
  money: ({ label }) => `Enter an amount in euros for “${label}”, for example 120 or 120.50.`,
  integer: ({ label }) => `Enter a whole number for “${label}”, for example 2.`,
  'too-small': ({ label, limit }) => `“${label}” must be at least ${limit}.`,
  'too-large': ({ label, limit }) => `“${label}” must be at most ${limit}.`,
  digits: ({ label, limit }) => `Enter exactly ${limit} digits for “${label}”.`,
  email: ({ label }) => `Enter a complete e-mail address for “${label}”, for example name@example.com.`,
  tel: ({ label }) => `Enter a telephone number for “${label}”, for example 0711 123456.`,
  option: ({ label }) => `Choose one of the answers for “${label}”.`,
  check: ({ label }) => `Check your answer to “${label}”.`,
  direction: ({ label }) => `“${label}” held invisible characters that turn the direction of writing. We have removed them. Check that everything is still right, then go on.`,
  'too-few': ({ label, limit }) => `Add at least ${limit === '1' ? 'one entry' : `${limit} entries`} to “${label}”.`,
  'too-many': ({ label, limit }) => `“${label}” can have at most ${limit === '1' ? 'one entry' : `${limit} entries`}. Remove the others.`,
  full: ({ label, limit }) => `“${label}” can have at most ${limit === '1' ? 'one entry' : `${limit} entries`}. You cannot add more.`,
  'row-open': ({ label }) => `Complete the answers for “${label}”, or remove the entry.`,
};

const EASY: Record<ProblemCode, (detail: Detail) => string> = {
  required: ({ label }) => `Bitte schreiben Sie etwas in das Feld „${label}“.`,
  choose: ({ label }) => `Bitte wählen Sie eine Antwort aus: „${label}“`,
  confirm: ({ label }) => `Bitte machen Sie hier ein Häkchen: „${label}“`,
  'too-long': ({ label, limit }) => `Der Text ist zu lang: „${label}“. Es dürfen höchstens ${limit} Zeichen sein.`,
  'date-incomplete': ({ label }) => `Bitte schreiben Sie Tag, Monat und Jahr: „${label}“. Zum Beispiel: 31 3 2020.`,
  'date-invalid': ({ label }) => `Diesen Tag gibt es nicht: „${label}“. Bitte prüfen Sie Tag, Monat und Jahr.`,
  'date-year': ({ label }) => `Bitte schreiben Sie das Jahr mit 4 Zahlen: „${label}“. Zum Beispiel: 2020.`,
  money: ({ label }) => `Bitte schreiben Sie einen Betrag in Euro: „${label}“. Zum Beispiel: 120 oder 120,50.`,
  integer: ({ label }) => `Bitte schreiben Sie eine Zahl ohne Komma: „${label}“. Zum Beispiel: 2.`,
  'too-small': ({ label, limit }) => `Die Zahl ist zu klein: „${label}“. Sie muss mindestens ${limit} sein.`,
  'too-large': ({ label, limit }) => `Die Zahl ist zu groß: „${label}“. Sie darf höchstens ${limit} sein.`,
  digits: ({ label, limit }) => `Bitte schreiben Sie genau ${limit} Ziffern: „${label}“.`,
  email: ({ label }) => `Bitte schreiben Sie eine ganze E-Mail-Adresse: „${label}“. Zum Beispiel: name@beispiel.de.`,
  tel: ({ label }) => `Bitte schreiben Sie eine Telefon-Nummer: „${label}“. Zum Beispiel: 0711 123456.`,
  option: ({ label }) => `Bitte wählen Sie eine von den Antworten: „${label}“.`,
  check: ({ label }) => `Bitte prüfen Sie Ihre Antwort: „${label}“.`,
  direction: ({ label }) => `Im Feld „${label}“ waren unsichtbare Zeichen. Die Zeichen drehen die Schrift um. Wir haben die Zeichen gelöscht. Bitte prüfen Sie: Ist alles richtig? Dann gehen Sie weiter.`,
  'too-few': ({ label, limit }) => `Bitte machen Sie mehr Einträge: „${label}“. Es müssen mindestens ${limit} sein.`,
  'too-many': ({ label, limit }) => `Das sind zu viele Einträge: „${label}“. Es dürfen höchstens ${limit} sein. Bitte löschen Sie die anderen.`,
  full: ({ label, limit }) => `Mehr Einträge gehen nicht: „${label}“. Es dürfen höchstens ${limit} sein.`,
  'row-open': ({ label }) => `Hier fehlt noch etwas: „${label}“. Bitte machen Sie den Eintrag fertig. Oder löschen Sie den Eintrag.`,
};

const UKRAINIAN: Record<ProblemCode, (detail: Detail) => string> = {
  required: ({ label }) => `Заповніть поле «${label}».`,
  choose: ({ label }) => `Оберіть відповідь на «${label}».`,
  confirm: ({ label }) => `Підтвердьте: «${label}»`,
  'too-long': ({ label, limit }) => `Скоротіть «${label}» щонайбільше до ${limit} знаків.`,
  'date-incomplete': ({ label }) => `Введіть день, місяць і рік у «${label}», наприклад 31 3 2020.`,
  'date-invalid': ({ label }) => `Такого дня у «${label}» немає. Перевірте день, місяць і рік.`,
  'date-year': ({ label }) => `Введіть рік чотирма цифрами у «${label}», наприклад 2020.`,
  money: ({ label }) => `Введіть суму в євро у «${label}», наприклад 120 або 120,50.`,
  integer: ({ label }) => `Введіть ціле число у «${label}», наприклад 2.`,
  'too-small': ({ label, limit }) => `Значення «${label}» має бути не менше ${limit}.`,
  'too-large': ({ label, limit }) => `Значення «${label}» має бути не більше ${limit}.`,
  digits: ({ label, limit }) => `Введіть у «${label}» рівно ${limit} цифр.`,
  email: ({ label }) => `Введіть повну електронну адресу у «${label}», наприклад name@beispiel.de.`,
  tel: ({ label }) => `Введіть номер телефону у «${label}», наприклад 0711 123456.`,
  option: ({ label }) => `Оберіть одну з відповідей на «${label}».`,
  check: ({ label }) => `Перевірте свою відповідь на «${label}».`,
  direction: ({ label }) => `У полі «${label}» були невидимі знаки, що змінюють напрямок письма. Ми їх вилучили. Перевірте, чи все правильно, і продовжуйте.`,
  'too-few': ({ label, limit }) => `Додайте записи у «${label}»: потрібно щонайменше ${limit}.`,
  'too-many': ({ label, limit }) => `У «${label}» може бути щонайбільше ${limit}. Вилучіть зайві записи.`,
  full: ({ label, limit }) => `У «${label}» може бути щонайбільше ${limit}. Більше додати не можна.`,
  'row-open': ({ label }) => `Доповніть дані «${label}» або вилучіть цей запис.`,
};

const ARABIC: Record<ProblemCode, (detail: Detail) => string> = {
  required: ({ label }) => `املأ الحقل «${label}».`,
  choose: ({ label }) => `اختر إجابة عن «${label}».`,
  confirm: ({ label }) => `أكّد: «${label}»`,
  'too-long': ({ label, limit }) => `اختصر «${label}» إلى ${limit} حرفًا على الأكثر.`,
  'date-incomplete': ({ label }) => `أدخل اليوم والشهر والسنة في «${label}»، مثلًا 31 3 2020.`,
  'date-invalid': ({ label }) => `اليوم في «${label}» غير موجود. راجع اليوم والشهر والسنة.`,
  'date-year': ({ label }) => `أدخل السنة بأربعة أرقام في «${label}»، مثلًا 2020.`,
  money: ({ label }) => `أدخل مبلغًا باليورو في «${label}»، مثلًا 120 أو 120,50.`,
  integer: ({ label }) => `أدخل عددًا صحيحًا في «${label}»، مثلًا 2.`,
  'too-small': ({ label, limit }) => `يجب ألا تقل قيمة «${label}» عن ${limit}.`,
  'too-large': ({ label, limit }) => `يجب ألا تزيد قيمة «${label}» على ${limit}.`,
  digits: ({ label, limit }) => `أدخل في «${label}» ${limit} أرقام بالضبط.`,
  email: ({ label }) => `أدخل عنوان بريد إلكتروني كاملًا في «${label}»، مثلًا name@beispiel.de.`,
  tel: ({ label }) => `أدخل رقم هاتف في «${label}»، مثلًا 0711 123456.`,
  option: ({ label }) => `اختر إحدى الإجابات عن «${label}».`,
  check: ({ label }) => `راجع إجابتك عن «${label}».`,
  direction: ({ label }) => `كانت في «${label}» محارف غير مرئية تقلب اتجاه الكتابة وقد أزلناها. تأكد من أن كل شيء ما زال صحيحًا ثم تابع.`,
  'too-few': ({ label, limit }) => `أضف مُدخلات إلى «${label}»، والحد الأدنى هو ${limit}.`,
  'too-many': ({ label, limit }) => `الحد الأقصى في «${label}» هو ${limit}. احذف المُدخلات الزائدة.`,
  full: ({ label, limit }) => `الحد الأقصى في «${label}» هو ${limit}. لا يمكن إضافة المزيد.`,
  'row-open': ({ label }) => `أكمل بيانات «${label}» أو احذف هذا المُدخل.`,
};

const WORDS: Readonly<Record<string, Record<ProblemCode, (detail: Detail) => string>>> = { de: GERMAN, 'de-leicht': EASY, en: ENGLISH, uk: UKRAINIAN, ar: ARABIC };

/** The general wording of a mistake, for fields whose package has no wording of its own. German for languages without one. */
export function problemText(code: ProblemCode, language: string, detail: Detail): string {
  return (Object.hasOwn(WORDS, language) ? WORDS[language] ?? GERMAN : GERMAN)[code](detail);
}
