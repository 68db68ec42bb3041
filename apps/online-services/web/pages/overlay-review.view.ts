import type { View } from '@allmende/http';
import { alert, button, form, heading, hiddenField, html, lead, list, section, type Html } from '@allmende/html';
import { translations, type Locale } from '@allmende/i18n';

const texts = translations({
  de: {
    title: 'Änderungen prüfen', leadOn: 'So ändern sich die Angaben gegenüber dem, was Bürgerinnen und Bürger jetzt sehen.', leadOff: 'So ändern sich die Angaben gegenüber dem, was gespeichert ist.',
    fits: (samples: number) => `Mit diesen Angaben gelingen alle ${samples} Beispielanträge.`, problems: 'Damit lässt sich der Dienst noch nicht einschalten', save: 'Speichern', activate: 'Speichern und einschalten', release: 'Speichern und freigeben', back: 'Weiter bearbeiten',
    services: 'Online-Dienste',
  },
  en: {
    title: 'Check the changes', leadOn: 'This is how the values change against what citizens see now.', leadOff: 'This is how the values change against what is saved.',
    fits: (samples: number) => `With these values all ${samples} sample applications succeed.`, problems: 'The service cannot be switched on like this yet', save: 'Save', activate: 'Save and switch on', release: 'Save and release', back: 'Go on editing',
    services: 'Online services',
  },
});

export type OverlayReviewModel = {
  readonly name: string;
  readonly isOn: boolean;
  readonly changes: Html;
  readonly problems: readonly string[];
  readonly samples: number;
  /** What was typed, by input name. */
  readonly typed: Readonly<Record<string, string>>;
  readonly csrf: string;
  readonly home: { readonly name: string; readonly href: string };
  readonly listHref: string;
  readonly serviceHref: string;
};

/** What the typed values change and whether the service works with them, before anything is saved. */
export function overlayReviewView(model: OverlayReviewModel, locale: Locale): View {
  const t = texts(locale);
  const isFit = model.problems.length === 0;
  const save = button({ label: t.save, look: isFit ? 'secondary' : 'primary', name: 'next', value: 'save' });
  return {
    title: t.title,
    breadcrumbs: [{ label: model.home.name, href: model.home.href }, { label: t.services, href: model.listHref }, { label: model.name, href: model.serviceHref }, { label: t.title }],
    main: html`${heading(t.title)}${lead(model.isOn ? t.leadOn : t.leadOff)}${section(model.changes)}${
      isFit ? alert({ kind: 'success', title: t.fits(model.samples) }) : alert({ kind: 'warning', title: t.problems, body: list([...model.problems]) })
    }${form({
      action: model.serviceHref, csrf: model.csrf, fields: html`${Object.entries(model.typed).map(([name, value]) => hiddenField({ name, value }))}`,
      buttons: html`${isFit ? button({ label: model.isOn ? t.release : t.activate, name: 'next', value: 'activate' }) : ''}${save}${button({ label: t.back, look: 'tertiary', name: 'next', value: 'edit' })}`,
    })}`,
  };
}
