import { button, fileField, form, hiddenField, html, textArea, type FormErrors, type Html } from '@allmende/html';
import { translations, type Language } from '@allmende/i18n';
import { MEDIA_TYPES, UPLOAD_KINDS } from '@allmende/uploads';
import { LARGEST_FILE_BYTES, MOST_FILES } from '../domain/message.ts';

const texts = translations({
  de: { text: 'Ihre Nachricht', files: 'Dateien anhängen (freiwillig)', limits: `PDF oder Bild, je Datei höchstens ${LARGEST_FILE_BYTES / 1_000_000} MB, höchstens ${MOST_FILES} Dateien`, send: 'Nachricht senden' },
  en: { text: 'Your message', files: 'Attach files (optional)', limits: `PDF or picture, ${LARGEST_FILE_BYTES / 1_000_000} MB for each file at most, ${MOST_FILES} files at most`, send: 'Send message' },
  'de-leicht': { text: 'Ihre Nachricht', files: 'Dateien mitschicken (freiwillig)', limits: `PDF oder Bild. Jede Datei darf höchstens ${LARGEST_FILE_BYTES / 1_000_000} MB groß sein. Höchstens ${MOST_FILES} Dateien.`, send: 'Nachricht abschicken' },
  uk: { text: 'Ваше повідомлення', files: 'Додати файли (за бажанням)', limits: `PDF або зображення, не більше ${LARGEST_FILE_BYTES / 1_000_000} МБ кожен, щонайбільше ${MOST_FILES} файлів`, send: 'Надіслати' },
  ar: { text: 'رسالتك', files: 'إرفاق ملفات (اختياري)', limits: `PDF أو صورة، ${LARGEST_FILE_BYTES / 1_000_000} ميغابايت لكل ملف كحد أقصى، و${MOST_FILES} ملفات كحد أقصى`, send: 'إرسال الرسالة' },
});

/** What a form with a message takes. */
export const MESSAGE_UPLOADS = { maxFileBytes: LARGEST_FILE_BYTES, maxFiles: MOST_FILES } as const;

/** Writes a message. `id` makes sending it twice one message. */
export function messageForm(model: { readonly csrf: string; readonly id: string; readonly text: string; readonly errors: FormErrors }, language: Language): Html {
  const t = texts(language);
  return form({
    csrf: model.csrf, multipart: true,
    fields: html`${hiddenField({ name: 'message', value: model.id })}${textArea({ name: 'text', label: t.text, value: model.text, rows: 6, error: model.errors.of('text'), locale: language })}${fileField({ name: 'files', label: t.files, hint: t.limits, accept: UPLOAD_KINDS.map((kind) => MEDIA_TYPES[kind].type).join(','), multiple: true, error: model.errors.of('files'), locale: language })}`,
    buttons: button({ label: t.send }),
  });
}
