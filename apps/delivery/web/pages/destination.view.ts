import type { FieldProblem } from '@allmende/errors';
import { button, code, descriptionList, errorSummary, form, formErrors, heading, html, lead, radioGroup, section, textArea, textField, type Crumb, type Html } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import type { Settings } from '../../domain/delivery.ts';
import type { LocalText } from '../../domain/parcel-content.ts';
import { isSecretField, type SettingField, type TargetForm } from '../../domain/target-form.ts';

export const destinationTexts = translations({
  de: { name: 'Name des Ziels', nameHint: 'So erscheint es in Listen, zum Beispiel „Steuerverfahren“', save: 'Prüfen und speichern', saved: 'Das Ziel ist gespeichert.', keep: 'Leer lassen, um das bisherige zu behalten', remove: 'Ziel entfernen', removed: 'Das Ziel ist entfernt.', back: 'Adresse für Rückmeldungen', removeTitle: 'Entfernen' },
  en: { name: 'Name of the destination', nameHint: 'How it appears in lists, for example “tax system”', save: 'Check and save', saved: 'The destination is saved.', keep: 'Leave empty to keep the present one', remove: 'Remove the destination', removed: 'The destination is removed.', back: 'Address for messages back', removeTitle: 'Remove' },
});

export type DestinationModel = {
  readonly label: LocalText;
  readonly form: TargetForm;
  readonly name: string;
  readonly typed: Settings;
  /** Secrets that are set already. */
  readonly secrets: readonly string[];
  readonly errors: readonly FieldProblem[];
  readonly csrf: string;
  readonly breadcrumbs: readonly Crumb[];
  /** Where the system tells us what became of submissions; once it is set up. */
  readonly callback: string | undefined;
  readonly removeHref: string | undefined;
};

/** The form of a destination. Secrets are never shown. */
export function destinationView(model: DestinationModel, locale: Locale): View {
  const t = destinationTexts(locale);
  const errors = formErrors(model.errors, locale);
  const title = model.label[locale] ?? model.label.de;
  return {
    title, hasErrors: errors.all.length > 0, breadcrumbs: [...model.breadcrumbs, { label: title }],
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(title)}${lead(model.form.intro[locale] ?? model.form.intro.de)}${model.callback === undefined ? '' : descriptionList([{ name: t.back, value: code(model.callback) }], locale)}${form({
      csrf: model.csrf, label: title, buttons: button({ label: t.save }),
      fields: html`${textField({ name: 'name', label: t.name, hint: t.nameHint, value: model.name, maxlength: 120, error: errors.of('name'), locale, autocomplete: 'off' })}${model.form.fields.map(input)}`,
    })}${model.removeHref === undefined ? '' : section(html`${heading(t.removeTitle, 2)}${form({ csrf: model.csrf, action: model.removeHref, fields: '', buttons: button({ label: t.remove, look: 'tertiary' }) })}`)}`,
  };

  function input(field: SettingField): Html {
    const isKept = isSecretField(field) && model.secrets.includes(field.name);
    const hint = [field.hint?.[locale] ?? field.hint?.de, isKept ? t.keep : undefined].filter((part) => part !== undefined).join('. ');
    const frame = { name: field.name, label: field.label[locale] ?? field.label.de, ...(hint === '' ? {} : { hint }), error: errors.of(field.name), locale, optional: field.optional === true || isKept };
    const value = isSecretField(field) ? undefined : (model.typed[field.name] ?? '');
    if (field.type === 'choice') return radioGroup({ ...frame, value, options: (field.options ?? []).map((option) => ({ value: option.value, label: option.label[locale] ?? option.label.de })) });
    if (field.type === 'pem' || field.type === 'secret-pem') return textArea({ ...frame, value, rows: 6, maxlength: field.maxLength });
    return textField({ ...frame, value, type: field.type === 'secret' ? 'password' : field.type === 'text' ? 'text' : field.type, maxlength: field.maxLength, spellcheck: false, autocomplete: 'off' });
  }
}
