import type { View } from '@allmende/http';
import { alert, button, descriptionList, errorSummary, fieldset, form, heading, hiddenField, html, lead, link, linkButton, list, paragraph, section, type FormErrors, type Html } from '@allmende/html';
import { translations, type Locale } from '@allmende/i18n';
import { formatDate, formatInstant, type PlainDate } from '@allmende/time';
import type { OverlayQuestion, OverlayQuestionGroup } from '../overlay-questions.ts';
import { inputNamesOf } from '../../domain/parse-field.ts';
import { question } from '../question.ts';
import { stateBadge, type ServiceState } from './office-services.view.ts';

const texts = translations({
  de: {
    services: 'Online-Dienste', since: (when: string) => `eingeschaltet am ${when}`, version: (version: string) => `Fassung ${version}`, missing: 'Das fehlt noch zum Einschalten', newVersion: 'Es gibt eine neue Fassung dieses Dienstes. Mit dem Einschalten kommt sie zu den Bürgerinnen und Bürgern.',
    entered: (name: string, day: string) => `Werte eingetragen von ${name} am ${day}.`, example: 'Es sind Beispielwerte. Wer den Dienst nutzt, wird darauf hingewiesen.', review: 'Änderungen prüfen', off: 'Ausschalten', takeOver: 'Von einer anderen Behörde übernehmen',
    readOnly: 'Sie können die Werte ansehen. Ändern können sie die Digitalbeauftragten.',
    newParents: 'Das Land oder Ihr Kreis hat Vorgaben für diesen Dienst geändert. Mit dem Einschalten kommen sie zu den Bürgerinnen und Bürgern.', releases: 'Neue Fassungen und Vorgaben', below: 'Vorgaben für Ihre Gemeinden', perPlace: 'Werte je Gemeinde',
    readyTitle: (version: string) => `Fassung ${version} passt zu Ihren Angaben`, readyParents: 'Geänderte Vorgaben passen zu Ihren Angaben', notFit: 'Was neu ist, passt nicht zu Ihren Angaben', releasedOn: (when: string) => `Freigegeben am ${when}. Der Betrieb schaltet alle freigegebenen Behörden zusammen um.`,
    doRelease: 'Freigeben', upToDate: 'Es gibt nichts Neues, oder es wird noch geprüft.', delegated: (when: string) => `Seit ${when} gibt der Betrieb neue Fassungen für Sie frei, solange alle Beispielanträge gelingen.`, own: 'Neue Fassungen geben Sie selbst frei.', changeDelegation: 'Wer gibt neue Fassungen frei?',
  },
  en: {
    services: 'Online services', since: (when: string) => `switched on ${when}`, version: (version: string) => `Version ${version}`, missing: 'Still missing before it can be switched on', newVersion: 'There is a new version of this service. Switching on brings it to the citizens.',
    entered: (name: string, day: string) => `Values entered by ${name} on ${day}.`, example: 'These are example values. Whoever uses the service is told so.', review: 'Check the changes', off: 'Switch off', takeOver: 'Take over from another authority',
    readOnly: 'You can see the values. The digital officers can change them.',
    newParents: 'The Land or your district has changed what it sets for this service. Switching on brings it to the citizens.', releases: 'New versions and values from above', below: 'Values for your municipalities', perPlace: 'Values of each municipality',
    readyTitle: (version: string) => `Version ${version} fits your values`, readyParents: 'Changed values from above fit yours', notFit: 'What is new does not fit your values', releasedOn: (when: string) => `Released on ${when}. The operator switches all authorities that released it together.`,
    doRelease: 'Release', upToDate: 'There is nothing new, or it is still being tried.', delegated: (when: string) => `Since ${when} the operator releases new versions for you as long as all sample applications succeed.`, own: 'You release new versions yourself.', changeDelegation: 'Who releases new versions?',
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
  readonly hasNewParents: boolean;
  readonly groups: readonly OverlayQuestionGroup[];
  readonly release: ReleaseModel;
  /** Values that differ between the municipalities, each on a page of its own. */
  readonly placeValues: readonly { readonly label: string; readonly href: string }[];
  /** For districts: where the values for the authorities below are kept. */
  readonly belowHref: string | undefined;
  readonly enteredBy: readonly { readonly enteredBy: string; readonly enteredOn: string; readonly example: boolean }[];
  readonly offHref: string;
  readonly takeOverHref: string;
  readonly home: { readonly name: string; readonly href: string };
  readonly listHref: string;
};

/** What is new for the authority, and who releases it. */
export type ReleaseModel = {
  readonly version: string;
  readonly tried: { readonly isNewVersion: boolean; readonly changes: Html; readonly candidate: string; readonly problem: string | undefined; readonly releasedAt: Date | undefined } | undefined;
  readonly delegatedAt: Date | undefined;
  readonly releaseHref: string;
  readonly delegationHref: string;
};

/** The editor of one service: state, what is missing, values in their groups. */
export function officeServiceView(model: OfficeServiceModel, locale: Locale): View {
  const t = texts(locale);
  return {
    title: model.name, hasErrors: model.errors.all.length > 0,
    breadcrumbs: [{ label: model.home.name, href: model.home.href }, { label: t.services, href: model.listHref }, { label: model.name }],
    main: html`${errorSummary({ errors: model.errors.all, locale })}${heading(model.name)}${lead(model.summary)}<p>${stateBadge(model.state, locale)} ${model.activatedAt === undefined ? '' : t.since(formatInstant(model.activatedAt, locale))} · ${t.version(model.version)}</p>${
      model.hasNewVersion ? alert({ kind: 'info', title: t.newVersion }) : ''
    }${model.hasNewParents ? alert({ kind: 'info', title: t.newParents }) : ''
    }${model.missing.length > 0 && model.errors.all.length === 0 ? alert({ kind: 'warning', title: t.missing, body: list(model.missing) }) : ''}${model.enteredBy.map((entry) => paragraph(`${t.entered(entry.enteredBy, formatDate(entry.enteredOn as PlainDate, locale))}${entry.example ? ` ${t.example}` : ''}`, 'muted'))}${
      model.mayChange ? section(html`${linkButton({ label: t.takeOver, href: model.takeOverHref, look: 'secondary' })}${model.belowHref === undefined ? '' : linkButton({ label: t.below, href: model.belowHref, look: 'secondary' })}${form({
        csrf: model.csrf,
        fields: model.groups.map((group) => fieldset({ legend: group.title, ...(group.intro === undefined ? {} : { hint: group.intro }), fields: group.fields.map((asked) => overlayQuestion(asked, model, locale)) })),
        buttons: button({ label: t.review, name: 'next', value: 'review' }),
      })}${model.state === 'off' ? '' : linkButton({ label: t.off, href: model.offHref, look: 'tertiary' })}`) : paragraph(t.readOnly)
    }${model.placeValues.length === 0 ? '' : section(html`${heading(t.perPlace, 2)}${list(model.placeValues.map(({ label, href }) => link({ label, href })))}`)}${model.state === 'off' ? '' : section(releases(model, locale))}`,
  };
}

/** An input, or what Land or district bind the authority to; its own value is kept behind that. */
export function overlayQuestion(asked: OverlayQuestion, { typed, errors }: { readonly typed: Readonly<Record<string, string>>; readonly errors: FormErrors }, locale: Locale): Html {
  if (!asked.fixed) return question(asked, typed, errors, locale);
  return html`${descriptionList([{ name: asked.label, value: `${asked.fixed.value} (${asked.fixed.from})` }], locale)}${inputNamesOf(asked).map((name) => hiddenField({ name, value: typed[name] ?? '' }))}`;
}

function releases({ release, mayChange, csrf }: OfficeServiceModel, locale: Locale): Html {
  const t = texts(locale);
  const { tried } = release;
  const news = tried === undefined ? paragraph(t.upToDate)
    : tried.problem !== undefined ? alert({ kind: 'warning', title: t.notFit, body: tried.problem })
    : html`${alert({ kind: 'info', title: tried.isNewVersion ? t.readyTitle(release.version) : t.readyParents })}${tried.changes}${
      tried.releasedAt !== undefined ? paragraph(t.releasedOn(formatInstant(tried.releasedAt, locale)))
      : mayChange && release.delegatedAt === undefined ? form({ action: release.releaseHref, csrf, label: t.releases, fields: hiddenField({ name: 'candidate', value: tried.candidate }), buttons: button({ label: t.doRelease, look: 'secondary' }) }) : ''
    }`;
  return html`${heading(t.releases, 2)}${news}${paragraph(release.delegatedAt === undefined ? t.own : t.delegated(formatInstant(release.delegatedAt, locale)))}${mayChange ? paragraph(link({ label: t.changeDelegation, href: release.delegationHref })) : ''}`;
}
