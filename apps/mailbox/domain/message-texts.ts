import { translations } from '@allmende/i18n';

/** What people are told when something cannot be sent. */
export const messageTexts = translations({
  de: { empty: 'Schreiben Sie Ihre Nachricht.', tooLong: (most: number) => `Kürzen Sie die Nachricht auf ${most} Zeichen.`, tooMany: (most: number) => `Sie können höchstens ${most} Dateien auf einmal anhängen.`, full: 'Zu diesem Antrag passt nichts mehr hinein. Rufen Sie die Behörde an.', email: 'Geben Sie eine E-Mail-Adresse ein, zum Beispiel name@beispiel.de.' },
  en: { empty: 'Write your message.', tooLong: (most: number) => `Shorten the message to ${most} characters.`, tooMany: (most: number) => `You can attach ${most} files at once at most.`, full: 'Nothing more fits in for this application. Call the authority.', email: 'Enter an e-mail address, for example name@example.org.' },
  'de-leicht': { empty: 'Bitte schreiben Sie Ihre Nachricht.', tooLong: (most: number) => `Ihre Nachricht ist zu lang. Erlaubt sind ${most} Zeichen.`, tooMany: (most: number) => `Sie können nur ${most} Dateien auf einmal schicken.`, full: 'Es passt nichts mehr hinein. Bitte rufen Sie das Amt an.', email: 'Bitte schreiben Sie Ihre E-Mail-Adresse. Zum Beispiel: name@beispiel.de' },
  uk: { empty: 'Напишіть повідомлення.', tooLong: (most: number) => `Скоротіть повідомлення до ${most} знаків.`, tooMany: (most: number) => `За раз можна додати не більше ${most} файлів.`, full: 'Для цієї заяви більше нічого додати не можна. Зателефонуйте до органу.', email: 'Введіть адресу електронної пошти, наприклад name@example.org.' },
  ar: { empty: 'اكتب رسالتك.', tooLong: (most: number) => `اختصر الرسالة إلى ${most} حرفًا.`, tooMany: (most: number) => `يمكنك إرفاق ${most} ملفات كحد أقصى في المرة الواحدة.`, full: 'لا يتسع هذا الطلب للمزيد. اتصل بالجهة.', email: 'أدخل عنوان بريد إلكتروني، مثل name@example.org.' },
});
