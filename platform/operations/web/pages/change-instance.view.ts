import type { FieldProblem } from '@allmende/errors';
import { button, checkbox, errorSummary, form, formErrors, heading, html, linkButton, list, textField } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import type { AuthorityRef, UrlFor } from '@allmende/tenancy';
import type { Instance } from '../../domain/instance.ts';

export type Change = 'suspend' | 'resume' | 'end';

const texts = translations({
  de: {
    list: 'Anwendungen', cancel: 'Abbrechen', titles: (change: Change, name: string) => ({ suspend: `${name} anhalten`, resume: `${name} wieder aufnehmen`, end: `${name} beenden` })[change],
    what: 'Was dann geschieht', whom: 'Wen das betrifft', undo: 'Wie Sie zurückkönnen',
    happens: (change: Change) => ({
      suspend: ['Die Anwendung nimmt nichts Neues mehr an.', 'Alle Daten bleiben erhalten.', 'Der Vertrag läuft weiter.'],
      resume: ['Die Anwendung ist in wenigen Sekunden wieder benutzbar.', 'Alle Daten sind unverändert da.'],
      end: ['Die Anwendung nimmt sofort nichts Neues mehr an.', 'Alle Daten werden als Archiv bereitgestellt: als JSON mit Schema, mit allen Dokumenten und Dateien.', 'Erst wenn das Archiv vorliegt und die Tage danach vorbei sind, werden die Daten gelöscht.'],
    })[change],
    concerns: (change: Change) => ({
      suspend: ['Bürgerinnen und Bürger können die Dienste dieser Anwendung nicht nutzen.', 'Ihre Beschäftigten können nicht darin arbeiten.'],
      resume: ['Bürgerinnen und Bürger und Ihre Beschäftigten können die Anwendung wieder nutzen.'],
      end: ['Bürgerinnen und Bürger können die Dienste dieser Anwendung nicht mehr nutzen.', 'Ihre Beschäftigten können nicht mehr darin arbeiten.'],
    })[change],
    undone: (change: Change) => ({
      suspend: ['Mit „Wieder aufnehmen“, jederzeit.'], resume: ['Mit „Anhalten“, jederzeit.'],
      end: ['Bis zur Löschung mit „Wieder aufnehmen“, solange der Vertrag besteht.', 'Nach der Löschung nur mit dem Archiv in einer neu bestellten Anwendung.'],
    })[change],
    days: 'Tage bis zur Löschung', daysHint: 'So lange bleiben die Daten nach der Rückgabe noch da. Von 1 bis 3650.', understood: 'Ich habe gelesen, was dann geschieht.', buttons: (change: Change) => ({ suspend: 'Anhalten', resume: 'Wieder aufnehmen', end: 'Beenden' })[change],
  },
  en: {
    list: 'Apps', cancel: 'Cancel', titles: (change: Change, name: string) => ({ suspend: `Suspend ${name}`, resume: `Resume ${name}`, end: `End ${name}` })[change],
    what: 'What will happen', whom: 'Whom it concerns', undo: 'How to undo it',
    happens: (change: Change) => ({
      suspend: ['The app accepts nothing new.', 'All data stay.', 'The contract goes on.'], resume: ['The app can be used again within seconds.', 'All data are there unchanged.'],
      end: ['The app accepts nothing new from now on.', 'All data are returned as an archive: as JSON with its schema, with all documents and files.', 'Only when the archive is there and the days after it are over, the data are deleted.'],
    })[change],
    concerns: (change: Change) => ({
      suspend: ['Citizens cannot use the services of this app.', 'Your staff cannot work in it.'], resume: ['Citizens and your staff can use the app again.'], end: ['Citizens can no longer use the services of this app.', 'Your staff can no longer work in it.'],
    })[change],
    undone: (change: Change) => ({
      suspend: ['With “Resume”, at any time.'], resume: ['With “Suspend”, at any time.'], end: ['Until deletion with “Resume”, as long as the contract stands.', 'After deletion only with the archive in a newly ordered app.'],
    })[change],
    days: 'Days until deletion', daysHint: 'How long the data stay after they were returned. From 1 to 3650.', understood: 'I have read what will happen.', buttons: (change: Change) => ({ suspend: 'Suspend', resume: 'Resume', end: 'End' })[change],
  },
});

/** The page before an act that others will feel: what will happen, to whom, how to undo it. */
export function changeInstanceView(
  model: { change: Change; instance: Instance; authority: AuthorityRef; typed: { graceDays: string; understood: boolean }; problems: readonly FieldProblem[] }, options: { locale: Locale; csrf: string; urlFor: UrlFor },
): View {
  const t = texts(options.locale);
  const { locale, urlFor } = options;
  const { change, instance } = model;
  const errors = formErrors(model.problems, options.locale);
  const title = t.titles(change, instance.title);
  const back = urlFor.office(model.authority.slug, 'instances', instance.id);
  return {
    title, hasErrors: errors.all.length > 0,
    breadcrumbs: [{ label: t.list, href: urlFor.office(model.authority.slug, 'instances') }, { label: instance.title, href: back }, { label: title }],
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(title)}${heading(t.what, 2)}${list(t.happens(change))}${heading(t.whom, 2)}${list(t.concerns(change))}${heading(t.undo, 2)}${list(t.undone(change))}${form({
      csrf: options.csrf,
      fields: change === 'end'
        ? html`${textField({ name: 'graceDays', label: t.days, hint: t.daysHint, value: model.typed.graceDays, error: errors.of('graceDays'), width: 'short', inputmode: 'numeric', locale })}${checkbox({ name: 'understood', label: t.understood, checked: model.typed.understood, error: errors.of('understood'), locale })}`
        : '',
      buttons: html`${button({ label: t.buttons(change) })}${linkButton({ label: t.cancel, href: back, look: 'secondary' })}`,
    })}`,
  };
}
