import type { ListedRelease } from '@allmende/app-packages';
import type { FieldProblem } from '@allmende/errors';
import { button, checkbox, emptyState, errorSummary, form, formErrors, heading, hiddenField, html, link, linkButton, list, radioGroup, select, textField, type Html } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import type { AuthorityRef, UrlFor } from '@allmende/tenancy';
import { formatInstant } from '@allmende/time';
import type { ArchiveRecord } from '../../domain/archive-record.ts';
import type { Instance } from '../../domain/instance.ts';
import { backupWords } from '../backup-words.ts';

const texts = translations({
  de: {
    list: 'Anwendungen', cancel: 'Abbrechen', what: 'Was dann geschieht', undo: 'Wenn etwas nicht klappt', back: 'Wie Sie zurückkönnen', version: 'Version',
    updateTitle: (name: string) => `${name} aktualisieren`, update: 'Jetzt aktualisieren', from: (version: string) => `Jetzt läuft Version ${version}.`, preview: 'Vorabversion', none: 'Es gibt keine neuere Version', noneText: 'Die Anwendung ist auf dem neuesten Stand.',
    updateHappens: () => ['Die Anwendung macht eine Pause, meist ein bis drei Minuten.', 'Ihre Daten werden gesichert, und die Sicherung wird geprüft.', 'Die neue Version bekommt Ihre Daten und muss sich beweisen, bevor sie übernimmt.'],
    updateUndone: () => ['Die alte Version läuft von selbst wieder, mit allen Daten.', 'Gelöscht wird die alte Version erst, wenn die neue läuft.'],
    restoreTitle: (name: string) => `${name} zurücksetzen`, state: (at: string) => `Auf den Stand vom ${at}.`, restore: 'Auf diesen Stand zurück',
    restoreHappens: () => ['Der jetzige Stand wird zuerst gesichert.', 'Die Anwendung macht eine Pause, meist ein bis drei Minuten.', 'Was seit dem gewählten Stand geändert wurde, ist danach nicht mehr in der Anwendung.'],
    restoreUndone: () => ['Mit der Sicherung „vor einem Zurücksetzen“: Sie steht danach oben in der Liste.', 'Wenn Sie nur etwas nachsehen wollen: Öffnen Sie den Stand als Kopie.'], toCopy: 'Als Kopie öffnen',
    which: 'Mit welcher Version?', nowVersion: (version: string) => `Mit der jetzigen Version ${version}`, thenVersion: (version: string) => `Mit der Version von damals, ${version}`, understood: 'Ich habe gelesen, was dann geschieht.',
    copyTitle: (name: string) => `Stand von ${name} als Kopie öffnen`, openCopy: 'Kopie öffnen', copyHappens: () => ['Neben der Anwendung entsteht eine zweite mit den Daten von damals.', 'Die Anwendung selbst bleibt, wie sie ist.', 'Zugang zur Kopie hat nur, wem Sie ihn geben.'],
    days: 'Tage, bis sie von selbst endet', daysHint: 'Von 1 bis 30.', channelTitle: (name: string) => `Aktualisierungen von ${name}`, channelQuestion: 'Wie sollen neue Versionen kommen?', save: 'Speichern',
    stable: 'Sobald eine Version freigegeben ist, in Stufen und im Wartungsfenster. Empfohlen.', previewHint: 'Zum Ausprobieren. Nicht für den täglichen Betrieb.', byHand: 'Sie aktualisieren selbst. Achten Sie auf Sicherheitsmeldungen.',
  },
  en: {
    list: 'Apps', cancel: 'Cancel', what: 'What will happen', undo: 'If something fails', back: 'How to undo it', version: 'Version',
    updateTitle: (name: string) => `Update ${name}`, update: 'Update now', from: (version: string) => `Version ${version} is running now.`, preview: 'preview', none: 'There is no newer version', noneText: 'The app is up to date.',
    updateHappens: () => ['The app pauses, mostly for one to three minutes.', 'Your data are saved, and the backup is checked.', 'The new version gets your data and has to prove itself before it takes over.'],
    updateUndone: () => ['The old version runs again by itself, with all data.', 'The old version is deleted only when the new one runs.'],
    restoreTitle: (name: string) => `Set ${name} back`, state: (at: string) => `To the state of ${at}.`, restore: 'Back to this state',
    restoreHappens: () => ['The present state is saved first.', 'The app pauses, mostly for one to three minutes.', 'What was changed since the chosen state is no longer in the app afterwards.'],
    restoreUndone: () => ['With the backup “before a return”: afterwards it is on top of the list.', 'If you only want to look something up: open the state as a copy.'], toCopy: 'Open as a copy',
    which: 'With which version?', nowVersion: (version: string) => `With the present version ${version}`, thenVersion: (version: string) => `With the version of then, ${version}`, understood: 'I have read what will happen.',
    copyTitle: (name: string) => `Open a state of ${name} as a copy`, openCopy: 'Open copy', copyHappens: () => ['Beside the app a second one appears with the data of then.', 'The app itself stays as it is.', 'Only those to whom you give access can enter the copy.'],
    days: 'Days until it ends by itself', daysHint: 'From 1 to 30.', channelTitle: (name: string) => `Updates of ${name}`, channelQuestion: 'How shall new versions come?', save: 'Save',
    stable: 'As soon as a version is approved, in stages and in the maintenance window. Recommended.', previewHint: 'For trying out. Not for everyday use.', byHand: 'You update yourself. Mind the security notices.',
  },
});

type About = { readonly instance: Instance; readonly authority: AuthorityRef };
type Options = { readonly locale: Locale; readonly csrf: string; readonly urlFor: UrlFor };

/** Before an update: what happens, what if it fails, which version. */
export function updateView(model: About & { readonly releases: readonly ListedRelease[] }, options: Options): View {
  const t = texts(options.locale);
  const [newest] = model.releases;
  if (!newest) return page(model, options, t.updateTitle(model.instance.title), emptyState({ title: t.none, text: t.noneText, next: link({ label: model.instance.title, href: home(model, options) }) }));
  const name = (one: ListedRelease) => `${one.version}${one.channel === 'preview' ? ` (${t.preview})` : ''}`;
  return page(model, options, t.updateTitle(model.instance.title), html`<p>${t.from(model.instance.packageVersion ?? '')}</p>${heading(t.what, 2)}${list(t.updateHappens())}${heading(t.undo, 2)}${list(t.updateUndone())}${form({
    csrf: options.csrf, fields: select({ name: 'version', label: t.version, value: newest.version, empty: false, options: model.releases.map((one) => ({ value: one.version, label: name(one) })), locale: options.locale }),
    buttons: html`${button({ label: t.update })}${cancel(model, options)}`,
  })}`);
}

/** Before a return to a backup. */
export function restoreView(model: About & { readonly archive: ArchiveRecord; readonly understood: boolean; readonly problems: readonly FieldProblem[] }, options: Options): View {
  const t = texts(options.locale);
  const { archive, instance } = model;
  const errors = formErrors(model.problems, options.locale);
  const differs = archive.packageVersion !== undefined && archive.packageVersion !== instance.packageVersion;
  const main = html`<p>${t.state(stateName(archive, options.locale))}</p>${heading(t.what, 2)}${list(t.restoreHappens())}${heading(t.back, 2)}${list(t.restoreUndone())}<p>${linkButton({ label: t.toCopy, href: options.urlFor.office(model.authority.slug, 'instances', instance.id, 'archives', archive.id, 'copy'), look: 'secondary', small: true })}</p>${form({
    csrf: options.csrf,
    fields: html`${differs ? radioGroup({ name: 'version', label: t.which, value: 'then', options: [{ value: 'then', label: t.thenVersion(archive.packageVersion ?? '') }, { value: 'now', label: t.nowVersion(instance.packageVersion ?? '') }], locale: options.locale }) : hiddenField({ name: 'version', value: 'now' })}${
      checkbox({ name: 'understood', label: t.understood, checked: model.understood, error: errors.of('understood'), locale: options.locale })}`,
    buttons: html`${button({ label: t.restore })}${cancel(model, options)}`,
  })}`;
  return { ...page(model, options, t.restoreTitle(instance.title), main, errorSummary({ errors: errors.all, locale: options.locale })), hasErrors: errors.all.length > 0 };
}

/** Before a copy is opened. */
export function copyView(model: About & { readonly archive: ArchiveRecord; readonly days: string; readonly problems: readonly FieldProblem[] }, options: Options): View {
  const t = texts(options.locale);
  const errors = formErrors(model.problems, options.locale);
  const main = html`<p>${t.state(stateName(model.archive, options.locale))}</p>${heading(t.what, 2)}${list(t.copyHappens())}${form({
    csrf: options.csrf, fields: textField({ name: 'days', label: t.days, hint: t.daysHint, value: model.days, error: errors.of('days'), width: 'short', inputmode: 'numeric', locale: options.locale }),
    buttons: html`${button({ label: t.openCopy })}${cancel(model, options)}`,
  })}`;
  return { ...page(model, options, t.copyTitle(model.instance.title), main, errorSummary({ errors: errors.all, locale: options.locale })), hasErrors: errors.all.length > 0 };
}

/** How new versions shall come. */
export function channelView(model: About, options: Options): View {
  const t = texts(options.locale);
  const words = backupWords(options.locale);
  const choices = [{ value: 'stable', label: words.stable, hint: t.stable }, { value: 'by-hand', label: words['by-hand'], hint: t.byHand }, { value: 'preview', label: words.preview, hint: t.previewHint }];
  return page(model, options, t.channelTitle(model.instance.title), form({
    csrf: options.csrf, fields: radioGroup({ name: 'channel', label: t.channelQuestion, value: model.instance.channel, options: choices, locale: options.locale }), buttons: html`${button({ label: t.save })}${cancel(model, options)}`,
  }));
}

function page(model: About, options: Options, title: string, main: Html, before: Html | '' = ''): View {
  return {
    title, breadcrumbs: [{ label: texts(options.locale).list, href: options.urlFor.office(model.authority.slug, 'instances') }, { label: model.instance.title, href: home(model, options) }, { label: title }],
    main: html`${before}${heading(title)}${main}`,
  };
}

function home(model: About, options: Options): string {
  return options.urlFor.office(model.authority.slug, 'instances', model.instance.id);
}

function cancel(model: About, options: Options): Html {
  return linkButton({ label: texts(options.locale).cancel, href: home(model, options), look: 'secondary' });
}

function stateName(archive: ArchiveRecord, locale: Locale): string {
  return `${formatInstant(archive.madeAt, locale)} (${backupWords(locale)[archive.reason]})`;
}
