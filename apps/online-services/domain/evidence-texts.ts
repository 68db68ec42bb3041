import { isLanguage, translations, type Language } from '@allmende/i18n';

const texts = translations({
  de: {
    noFile: 'Wählen Sie zuerst eine Datei aus.', tooManyAtOnce: 'Das waren zu viele Dateien auf einmal. Laden Sie die übrigen danach hoch.',
    tooManyFiles: (most: number) => `Zu diesem Nachweis passen höchstens ${most} Dateien. Entfernen Sie eine andere, oder fassen Sie die Seiten in einer PDF-Datei zusammen.`,
    tooMuch: 'Zusammen sind die Dateien dieses Antrags zu groß oder zu viele. Verkleinern Sie sie, oder bringen Sie die übrigen später.',
  },
  en: {
    noFile: 'Choose a file first.', tooManyAtOnce: 'These were too many files at once. Upload the others afterwards.',
    tooManyFiles: (most: number) => `This piece of evidence takes ${most} files at most. Remove another one, or put the pages together in one PDF file.`,
    tooMuch: 'Together the files of this application are too large or too many. Make them smaller, or bring the others later.',
  },
  'de-leicht': {
    noFile: 'Wählen Sie zuerst eine Datei aus.', tooManyAtOnce: 'Das waren zu viele Dateien auf einmal. Laden Sie die anderen Dateien danach hoch.',
    tooManyFiles: (most: number) => `Hier gehen höchstens ${most} Dateien. Nehmen Sie eine andere Datei weg.`, tooMuch: 'Das sind zu viele Dateien. Oder die Dateien sind zu groß. Bringen Sie den Rest später.',
  },
  uk: {
    noFile: 'Спочатку виберіть файл.', tooManyAtOnce: 'Забагато файлів за один раз. Решту завантажте потім.',
    tooManyFiles: (most: number) => `До цього підтвердження можна додати щонайбільше ${most} файлів. Вилучіть інший або об’єднайте сторінки в один файл PDF.`, tooMuch: 'Разом файлів цієї заяви забагато або вони завеликі. Зменште їх або подайте решту пізніше.',
  },
  ar: {
    noFile: 'اختر ملفًا أولًا.', tooManyAtOnce: 'عدد الملفات دفعة واحدة كبير جدًا. حمّل الباقي بعد ذلك.',
    tooManyFiles: (most: number) => `يتسع هذا الإثبات لـ ${most} ملفات على الأكثر. أزل ملفًا آخر أو اجمع الصفحات في ملف PDF واحد.`, tooMuch: 'ملفات هذا الطلب معًا كثيرة جدًا أو كبيرة جدًا. صغّرها أو قدّم الباقي لاحقًا.',
  },
});

/** The words about uploads that do not come from the package, with the language that they are in. */
export function evidenceTexts(language: string): ReturnType<typeof texts> & { readonly language: Language } {
  const wanted = isLanguage(language) ? language : 'de';
  return { ...texts(wanted), language: wanted };
}
