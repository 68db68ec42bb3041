import type { Refusal } from './refusal.ts';

type Locale = 'de' | 'en';

const texts: Readonly<Record<Locale, Readonly<Record<Refusal, string>>>> = {
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
};

/** A refusal in words that say what the person can do. */
export function refusalText(refusal: Refusal, locale: Locale): string {
  return texts[locale][refusal];
}
