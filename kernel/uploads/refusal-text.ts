import { translations, type Language } from '@allmende/i18n';
import type { Refusal } from './refusal.ts';

const texts = translations({
  de: {
    empty: 'Die Datei ist leer. Wählen Sie eine andere Datei aus.',
    'too-large': 'Die Datei ist zu groß. Verkleinern Sie sie oder fotografieren Sie mit geringerer Auflösung.',
    'not-accepted': 'Diese Art von Datei nehmen wir hier nicht an. Speichern Sie das Dokument als PDF oder fotografieren Sie es.',
    'two-kinds': 'In der Datei steckt noch eine zweite Datei anderer Art. Speichern Sie das Dokument neu als PDF oder fotografieren Sie es.',
    broken: 'Die Datei ist beschädigt und lässt sich nicht öffnen. Speichern Sie das Dokument neu oder fotografieren Sie es.',
    encrypted: 'Die PDF-Datei ist mit einem Kennwort geschützt. Speichern Sie sie ohne Kennwort und laden Sie sie noch einmal hoch.',
    bomb: 'Die Datei wird beim Öffnen übermäßig groß. Speichern Sie das Dokument neu in kleinerer Auflösung.',
    'too-many-pages': 'Die PDF-Datei hat mehr als 200 Seiten. Teilen Sie sie auf.',
    active: 'In der PDF-Datei stecken Programme, die wir nicht entfernen können. Drucken Sie das Dokument in eine neue PDF-Datei oder fotografieren Sie es.',
    infected: 'Die Virenprüfung hat Schadsoftware gefunden. Die Datei wurde gelöscht. Prüfen Sie Ihr Gerät und laden Sie das Dokument danach neu hoch.',
    'took-too-long': 'Die Datei ließ sich nicht in angemessener Zeit prüfen. Speichern Sie das Dokument neu oder fotografieren Sie es.',
  },
  en: {
    empty: 'The file is empty. Choose another file.',
    'too-large': 'The file is too large. Make it smaller or take the photo with a lower resolution.',
    'not-accepted': 'We do not take this kind of file here. Save the document as PDF or take a photo of it.',
    'two-kinds': 'The file holds a second file of another kind. Save the document again as PDF or take a photo of it.',
    broken: 'The file is damaged and cannot be opened. Save the document again or take a photo of it.',
    encrypted: 'The PDF file is protected with a password. Save it without the password and upload it again.',
    bomb: 'The file grows out of proportion when it is opened. Save the document again with a lower resolution.',
    'too-many-pages': 'The PDF file has more than 200 pages. Split it.',
    active: 'The PDF file holds programs that we cannot remove. Print the document into a new PDF file or take a photo of it.',
    infected: 'The virus scan found malware. The file was deleted. Check your device, then upload the document again.',
    'took-too-long': 'The file could not be checked in reasonable time. Save the document again or take a photo of it.',
  },
  'de-leicht': {
    empty: 'In der Datei steht nichts. Wählen Sie eine andere Datei.',
    'too-large': 'Die Datei ist zu groß. Machen Sie ein kleineres Foto.',
    'not-accepted': 'Diese Art von Datei geht hier nicht. Machen Sie ein Foto von dem Papier. Oder speichern Sie es als PDF.',
    'two-kinds': 'In der Datei steckt noch eine andere Datei. Das geht nicht. Machen Sie ein Foto von dem Papier.',
    broken: 'Die Datei ist kaputt. Machen Sie ein neues Foto von dem Papier.',
    encrypted: 'Die Datei hat ein Passwort. Speichern Sie die Datei ohne Passwort. Laden Sie die Datei dann noch einmal hoch.',
    bomb: 'Die Datei wird beim Öffnen viel zu groß. Machen Sie ein Foto von dem Papier.',
    'too-many-pages': 'Die Datei hat mehr als 200 Seiten. Machen Sie mehrere Dateien daraus.',
    active: 'In der Datei sind Programme. Das geht nicht. Machen Sie ein Foto von dem Papier.',
    infected: 'In der Datei ist ein Computer-Virus. Wir haben die Datei gelöscht. Prüfen Sie Ihr Gerät.',
    'took-too-long': 'Wir konnten die Datei nicht prüfen. Machen Sie ein Foto von dem Papier.',
  },
  uk: {
    empty: 'Файл порожній. Виберіть інший файл.',
    'too-large': 'Файл завеликий. Зменште його або зробіть фото з меншою роздільністю.',
    'not-accepted': 'Такий тип файлу тут не приймається. Збережіть документ як PDF або сфотографуйте його.',
    'two-kinds': 'У файлі є ще один файл іншого типу. Збережіть документ знову як PDF або сфотографуйте його.',
    broken: 'Файл пошкоджений і не відкривається. Збережіть документ знову або сфотографуйте його.',
    encrypted: 'Файл PDF захищений паролем. Збережіть його без пароля й завантажте ще раз.',
    bomb: 'Під час відкриття файл стає надмірно великим. Збережіть документ знову з меншою роздільністю.',
    'too-many-pages': 'У файлі PDF понад 200 сторінок. Розділіть його.',
    active: 'Файл PDF містить програми, які ми не можемо вилучити. Роздрукуйте документ у новий файл PDF або сфотографуйте його.',
    infected: 'Антивірусна перевірка знайшла шкідливу програму. Файл видалено. Перевірте свій пристрій і завантажте документ знову.',
    'took-too-long': 'Файл не вдалося перевірити за розумний час. Збережіть документ знову або сфотографуйте його.',
  },
  ar: {
    empty: 'الملف فارغ. اختر ملفًا آخر.',
    'too-large': 'الملف كبير جدًا. صغّره أو التقط صورة بدقة أقل.',
    'not-accepted': 'لا نقبل هذا النوع من الملفات هنا. احفظ المستند بصيغة PDF أو صوّره.',
    'two-kinds': 'يحتوي الملف على ملف ثانٍ من نوع آخر. احفظ المستند من جديد بصيغة PDF أو صوّره.',
    broken: 'الملف تالف ولا يمكن فتحه. احفظ المستند من جديد أو صوّره.',
    encrypted: 'ملف PDF محمي بكلمة مرور. احفظه بدون كلمة مرور ثم حمّله مرة أخرى.',
    bomb: 'يصبح الملف كبيرًا بشكل مفرط عند فتحه. احفظ المستند من جديد بدقة أقل.',
    'too-many-pages': 'يحتوي ملف PDF على أكثر من 200 صفحة. قسّمه.',
    active: 'يحتوي ملف PDF على برامج لا يمكننا إزالتها. اطبع المستند في ملف PDF جديد أو صوّره.',
    infected: 'عثر فحص الفيروسات على برنامج ضار. تم حذف الملف. افحص جهازك ثم حمّل المستند من جديد.',
    'took-too-long': 'تعذّر فحص الملف في وقت معقول. احفظ المستند من جديد أو صوّره.',
  },
});

/** A refusal in words that say what the person can do. */
export function refusalText(refusal: Refusal, language: Language): string {
  return texts(language)[refusal];
}
