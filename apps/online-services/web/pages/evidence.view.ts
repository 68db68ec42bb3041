import { errorSummary, heading, html, lead, link, linkButton, paragraph, section, spoken, type Html } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Language } from '@allmende/i18n';
import { evidencePart, type EvidencePart } from '../evidence-part.ts';

const texts = translations({
  de: { title: 'Nachweise', lead: 'Laden Sie hoch, was Sie zur Hand haben. Was fehlt, können Sie nach dem Absenden nachreichen.', next: 'Weiter', back: 'Zurück', privacy: 'Ihre Dateien liegen verschlüsselt. Sie werden auf diesem Rechner geprüft und gehen an niemanden außer die zuständige Behörde.' },
  en: { title: 'Evidence', lead: 'Upload what you have at hand. What is missing you can bring after sending.', next: 'Continue', back: 'Back', privacy: 'Your files are kept encrypted. They are checked on this machine and go to nobody but the responsible authority.' },
  'de-leicht': { title: 'Papiere', lead: 'Laden Sie hoch, was Sie schon haben. Den Rest können Sie später schicken.', next: 'Weiter', back: 'Zurück', privacy: 'Ihre Dateien sind verschlüsselt. Wir prüfen die Dateien auf diesem Computer. Nur das zuständige Amt bekommt die Dateien.' },
  uk: { title: 'Документи', lead: 'Завантажте те, що маєте під рукою. Решту можна подати після надсилання.', next: 'Далі', back: 'Назад', privacy: 'Ваші файли зберігаються зашифрованими. Їх перевіряють на цьому комп’ютері й передають лише відповідальному органу.' },
  ar: { title: 'المستندات', lead: 'حمّل ما لديك الآن. ويمكنك تقديم الباقي بعد الإرسال.', next: 'التالي', back: 'رجوع', privacy: 'ملفاتك محفوظة مشفّرة. تُفحص على هذا الجهاز ولا تصل إلا إلى الجهة المختصة.' },
});

export type EvidencePage = EvidencePart & { readonly service: string; readonly place: { readonly name: string; readonly href: string }; readonly serviceHref: string; readonly backHref: string; readonly nextHref: string; readonly completeness: Html };

/** Evidence of an application that is being filled in, before the answers are checked. */
export function evidenceView(model: EvidencePage, language: Language): View {
  const t = texts(language);
  return {
    title: `${t.title} – ${model.service}`, hasErrors: model.errors.all.length > 0,
    breadcrumbs: [{ label: model.place.name, href: model.place.href }, { label: model.service, href: model.serviceHref, language: model.spokenIn }, { label: t.title }],
    main: html`${paragraph(link({ label: t.back, href: model.backHref }))}${errorSummary({ errors: model.errors.all, locale: language })}${heading(t.title, 1, { preline: spoken(model.service, model.spokenIn, language) })}${lead(t.lead)}${model.completeness}${section(evidencePart(model, language))}${section(paragraph(t.privacy, 'muted'))}${
      section(linkButton({ label: t.next, href: model.nextHref }))}`,
  };
}
