import { button, form, heading, hiddenField, html, paragraph, type Html } from '@allmende/html';
import { translations, type Language } from '@allmende/i18n';

const texts = translations({
  de: { title: 'Für Ihre Wallet', text: 'Sie können sich Nachweise in Ihre Wallet holen und vorzeigen. Jeder kann sie prüfen.', 'dog-tax-badge': 'Hundesteuermarke holen', 'completion-certificate': 'Bescheinigung über diesen Antrag holen' },
  en: { title: 'For your wallet', text: 'You can fetch certificates into your wallet and show them. Anybody can check them.', 'dog-tax-badge': 'Fetch the dog tax badge', 'completion-certificate': 'Fetch a certificate of this application' },
  'de-leicht': { title: 'Für Ihre Wallet', text: 'Eine Wallet ist eine App für Ausweise. Sie können Nachweise in die Wallet holen. Dann können Sie die Nachweise zeigen.', 'dog-tax-badge': 'Hunde-Marke holen', 'completion-certificate': 'Bescheinigung holen' },
  uk: { title: 'Для вашого гаманця', text: 'Ви можете завантажити посвідчення у свій цифровий гаманець і показувати їх. Кожен може їх перевірити.', 'dog-tax-badge': 'Отримати жетон собаки', 'completion-certificate': 'Отримати довідку про цю заяву' },
  ar: { title: 'لمحفظتك', text: 'يمكنك تنزيل شهادات إلى محفظتك الرقمية وإظهارها، ويمكن لأي شخص التحقق منها.', 'dog-tax-badge': 'احصل على شارة الكلب', 'completion-certificate': 'احصل على شهادة بهذا الطلب' },
});

/** Buttons that offer credentials to a wallet; nothing where there are none. */
export function credentialPart(model: { readonly types: readonly string[]; readonly csrf: string; readonly action: string }, locale: Language): Html | '' {
  const t = texts(locale);
  const known = model.types.filter((type): type is 'dog-tax-badge' | 'completion-certificate' => type === 'dog-tax-badge' || type === 'completion-certificate');
  if (known.length === 0) return '';
  return html`${heading(t.title, 2)}${paragraph(t.text)}${known.map((type) => form({ csrf: model.csrf, action: model.action, fields: hiddenField({ name: 'type', value: type }), buttons: button({ label: t[type], look: 'secondary' }) }))}`;
}
