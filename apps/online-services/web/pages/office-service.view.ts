import type { View } from '@allmende/http';
import { alert, button, errorSummary, fieldset, form, heading, html, lead, linkButton, list, paragraph, section, type FormErrors } from '@allmende/html';
import { translations, type Locale } from '@allmende/i18n';
import { formatDate, formatInstant, type PlainDate } from '@allmende/time';
import { question, type Question } from '../question.ts';
import { stateBadge, type ServiceState } from './office-services.view.ts';

const texts = translations({
  de: {
    services: 'Online-Dienste', since: (when: string) => `eingeschaltet am ${when}`, version: (version: string) => `Fassung ${version}`, missing: 'Das fehlt noch zum Einschalten', newVersion: 'Es gibt eine neue Fassung dieses Dienstes. Mit dem Einschalten kommt sie zu den Bürgerinnen und Bürgern.',
    entered: (name: string, day: string) => `Werte eingetragen von ${name} am ${day}.`, example: 'Es sind Beispielwerte. Wer den Dienst nutzt, wird darauf hingewiesen.', save: 'Speichern', on: 'Speichern und einschalten', release: 'Speichern und freigeben', off: 'Ausschalten', takeOver: 'Von einer anderen Behörde übernehmen',
    readOnly: 'Sie können die Werte ansehen. Ändern können sie die Digitalbeauftragten.',
  },
  en: {
    services: 'Online services', since: (when: string) => `switched on ${when}`, version: (version: string) => `Version ${version}`, missing: 'Still missing before it can be switched on', newVersion: 'There is a new version of this service. Switching on brings it to the citizens.',
    entered: (name: string, day: string) => `Values entered by ${name} on ${day}.`, example: 'These are example values. Whoever uses the service is told so.', save: 'Save', on: 'Save and switch on', release: 'Save and release', off: 'Switch off', takeOver: 'Take over from another authority',
    readOnly: 'You can see the values. The digital officers can change them.',
  },
});

export type OfficeServiceModel = {
  readonly name: string;
  readonly summary: string;
  readonly state: ServiceState;
  readonly activatedAt: Date | undefined;
  readonly version: string;
  readonly hasNewVersion: boolean;
  readonly mayChange: boolean;
  readonly missing: readonly string[];
  readonly errors: FormErrors;
  readonly typed: Readonly<Record<string, string>>;
  readonly csrf: string;
  readonly groups: readonly { readonly id: string; readonly title: string; readonly intro: string | undefined; readonly fields: readonly Question[] }[];
  readonly enteredBy: readonly { readonly enteredBy: string; readonly enteredOn: string; readonly example: boolean }[];
  readonly offHref: string;
  readonly takeOverHref: string;
  readonly home: { readonly name: string; readonly href: string };
  readonly listHref: string;
};

/** The editor of one service: state, what is missing, values in their groups. */
export function officeServiceView(model: OfficeServiceModel, locale: Locale): View {
  const t = texts(locale);
  return {
    title: model.name, hasErrors: model.errors.all.length > 0,
    breadcrumbs: [{ label: model.home.name, href: model.home.href }, { label: t.services, href: model.listHref }, { label: model.name }],
    main: html`${errorSummary({ errors: model.errors.all, locale })}${heading(model.name)}${lead(model.summary)}<p>${stateBadge(model.state, locale)} ${model.activatedAt === undefined ? '' : t.since(formatInstant(model.activatedAt, locale))} · ${t.version(model.version)}</p>${
      model.hasNewVersion ? alert({ kind: 'info', title: t.newVersion }) : ''
    }${model.missing.length > 0 && model.errors.all.length === 0 ? alert({ kind: 'warning', title: t.missing, body: list(model.missing) }) : ''}${model.enteredBy.map((entry) => paragraph(`${t.entered(entry.enteredBy, formatDate(entry.enteredOn as PlainDate, locale))}${entry.example ? ` ${t.example}` : ''}`, 'muted'))}${
      model.mayChange ? section(html`${linkButton({ label: t.takeOver, href: model.takeOverHref, look: 'secondary' })}${form({
        csrf: model.csrf,
        fields: model.groups.map((group) => fieldset({ legend: group.title, ...(group.intro === undefined ? {} : { hint: group.intro }), fields: group.fields.map((asked) => question(asked, model.typed, model.errors, locale)) })),
        buttons: html`${button({ label: model.state === 'off' ? t.on : t.release, name: 'next', value: 'activate' })}${button({ label: t.save, look: 'secondary', name: 'next', value: 'save' })}`,
      })}${model.state === 'off' ? '' : linkButton({ label: t.off, href: model.offHref, look: 'tertiary' })}`) : paragraph(t.readOnly)
    }`,
  };
}
