import { DomainError } from '@allmende/errors';
import { heading, html, linkButton, list, paragraph } from '@allmende/html';
import { translations, type Locale } from '@allmende/i18n';
import type { View } from './page-result.ts';
import { statusOf } from './status-of.ts';

const texts = translations({
  de: {
    missing: 'Seite nicht gefunden', missingText: 'Diese Seite oder dieser Eintrag ist nicht vorhanden. Vielleicht hat sich die Adresse geändert, oder es fehlt ein Zeichen.',
    refused: 'Das geht gerade nicht', fault: 'Das hat bei uns nicht geklappt', home: 'Zur Startseite',
    faultText: (reference: string) => `Der Fehler liegt bei uns, nicht bei Ihnen. Bitte versuchen Sie es in ein paar Minuten noch einmal. Nennen Sie bei Rückfragen: ${reference}`,
  },
  en: {
    missing: 'Page not found', missingText: 'This page or entry does not exist. The address may have changed, or a character is missing.',
    refused: 'This is not possible right now', fault: 'Something went wrong on our side', home: 'To the start page',
    faultText: (reference: string) => `The fault is ours, not yours. Please try again in a few minutes. If you contact us, quote: ${reference}`,
  },
});

/** The page for something missing or hidden: the same bytes for both, whoever asks. */
export function missingView(locale: Locale): View {
  const t = texts(locale);
  return { title: t.missing, main: html`${heading(t.missing)}${paragraph(t.missingText)}${linkButton({ label: t.home, href: '/' })}` };
}

/** The page for a refusal or a fault. */
export function errorView(error: unknown, locale: Locale, reference: string): { view: View; status: number } {
  const t = texts(locale);
  if (error instanceof DomainError) {
    if (error.kind === 'not-found') return { view: missingView(locale), status: 404 };
    const fields = error.fields.length === 0 ? '' : list(error.fields.map((field) => field.message));
    return { view: { title: t.refused, main: html`${heading(t.refused)}${paragraph(error.message)}${fields}${linkButton({ label: t.home, href: '/' })}` }, status: statusOf(error.kind) };
  }
  return { view: { title: t.fault, main: html`${heading(t.fault)}${paragraph(t.faultText(reference))}${linkButton({ label: t.home, href: '/' })}` }, status: 500 };
}
