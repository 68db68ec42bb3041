const texts = {
  de: {
    locale: 'de' as const, noFile: 'Wählen Sie zuerst eine Datei aus.', tooManyAtOnce: 'Das waren zu viele Dateien auf einmal. Laden Sie die übrigen danach hoch.',
    tooManyFiles: (most: number) => `Zu diesem Nachweis passen höchstens ${most} Dateien. Entfernen Sie eine andere, oder fassen Sie die Seiten in einer PDF-Datei zusammen.`,
    tooMuch: 'Zusammen sind die Dateien dieses Antrags zu groß oder zu viele. Verkleinern Sie sie, oder bringen Sie die übrigen später.',
  },
  en: {
    locale: 'en' as const, noFile: 'Choose a file first.', tooManyAtOnce: 'These were too many files at once. Upload the others afterwards.',
    tooManyFiles: (most: number) => `This piece of evidence takes ${most} files at most. Remove another one, or put the pages together in one PDF file.`,
    tooMuch: 'Together the files of this application are too large or too many. Make them smaller, or bring the others later.',
  },
};

/** The words about uploads that do not come from the package. German for every language that has none of its own yet. */
export function evidenceTexts(language: string): (typeof texts)['de'] | (typeof texts)['en'] {
  return language === 'en' ? texts.en : texts.de;
}
