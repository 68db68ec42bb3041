import type { View } from '@allmende/http';
import { button, emptyState, form, heading, html, lead, link, paragraph, radioGroup } from '@allmende/html';
import { translations, type Locale } from '@allmende/i18n';
import { formatInstant } from '@allmende/time';

const texts = translations({
  de: {
    off: (name: string) => `${name} ausschalten?`, offLead: 'Bürgerinnen und Bürger finden den Dienst dann nicht mehr. Wer schon begonnen hat, kann den Antrag noch absenden. Sie können den Dienst jederzeit wieder einschalten.', switchOff: 'Ausschalten', back: 'Zurück',
    takeOver: (name: string) => `${name} übernehmen`, takeOverLead: 'Sie beginnen mit dem, was eine andere Behörde eingestellt hat: Regeln und Texte. Beträge, Kontakte und die Satzung tragen Sie selbst ein.', replaces: 'Ihre bisherigen Eingaben werden ersetzt. Was Bürgerinnen und Bürger sehen, ändert sich erst mit dem Einschalten.',
    delegation: 'Wer gibt neue Fassungen frei?', delegationLead: 'Neue Fassungen eines Dienstes und geänderte Vorgaben von Land oder Kreis werden zuerst mit Ihren Angaben geprüft. Dann gibt sie jemand frei.', yourself: 'Wir geben selbst frei', yourselfHint: 'Jede neue Fassung wartet, bis Sie sie angesehen haben.', operator: 'Der Betrieb gibt für uns frei', operatorHint: 'Nur was passt und alle Beispielanträge besteht, kommt zu den Bürgerinnen und Bürgern. Sie können das jederzeit widerrufen.', keep: 'Speichern',
    from: 'Von welcher Behörde?', since: (when: string) => `nutzt den Dienst seit ${when}`, near: 'aus Ihrem Kreis', take: 'Übernehmen', nobody: 'Noch niemand nutzt diesen Dienst', nobodyBody: 'Tragen Sie Ihre Werte selbst ein. Danach können andere von Ihnen übernehmen.',
  },
  en: {
    off: (name: string) => `Switch off ${name}?`, offLead: 'Citizens will no longer find the service. Whoever has begun can still send the application. You can switch it on again at any time.', switchOff: 'Switch off', back: 'Back',
    takeOver: (name: string) => `Take over ${name}`, takeOverLead: 'You start from what another authority has set: rules and texts. Amounts, contacts and the statute you enter yourself.', replaces: 'What you have entered is replaced. What citizens see changes only when you switch the service on.',
    delegation: 'Who releases new versions?', delegationLead: 'New versions of a service, and changed values of Land or district, are tried with your values first. Then somebody releases them.', yourself: 'We release ourselves', yourselfHint: 'Each new version waits until you have looked at it.', operator: 'The operator releases for us', operatorHint: 'Only what fits and passes all sample applications reaches the citizens. You can revoke this at any time.', keep: 'Save',
    from: 'From which authority?', since: (when: string) => `uses the service since ${when}`, near: 'from your district', take: 'Take over', nobody: 'Nobody uses this service yet', nobodyBody: 'Enter your values yourself. Then others can take over from you.',
  },
});

/** Says what switching off does, and how to undo it. */
export function switchOffView(model: { readonly name: string; readonly csrf: string; readonly backHref: string }, locale: Locale): View {
  const t = texts(locale);
  return {
    title: t.off(model.name),
    main: html`${heading(t.off(model.name))}${lead(t.offLead)}${form({ csrf: model.csrf, fields: '', buttons: button({ label: t.switchOff }) })}${paragraph(link({ label: t.back, href: model.backHref }))}`,
  };
}

/** Lets an authority choose who releases new versions for it. */
export function delegationView(model: { readonly name: string; readonly csrf: string; readonly backHref: string; readonly isDelegated: boolean }, locale: Locale): View {
  const t = texts(locale);
  return {
    title: t.delegation,
    main: html`${heading(t.delegation)}${lead(model.name)}${paragraph(t.delegationLead)}${form({
      csrf: model.csrf, buttons: button({ label: t.keep }),
      fields: radioGroup({
        name: 'by', label: t.delegation, locale, value: model.isDelegated ? 'operator' : 'authority', options: [{ value: 'authority', label: t.yourself, hint: t.yourselfHint }, { value: 'operator', label: t.operator, hint: t.operatorHint }],
      }),
    })}${paragraph(link({ label: t.back, href: model.backHref }))}`,
  };
}

/** Lets an authority choose whom to take over from. */
export function takeOverView(
  model: { readonly name: string; readonly csrf: string; readonly backHref: string; readonly hasOwn: boolean; readonly users: readonly { readonly id: string; readonly name: string; readonly since: Date; readonly sharesDistrict: boolean }[] },
  locale: Locale,
): View {
  const t = texts(locale);
  return {
    title: t.takeOver(model.name),
    main: html`${heading(t.takeOver(model.name))}${lead(t.takeOverLead)}${model.hasOwn ? paragraph(t.replaces) : ''}${model.users.length === 0 ? emptyState({ title: t.nobody, text: t.nobodyBody }) : form({
      csrf: model.csrf, buttons: button({ label: t.take }),
      fields: radioGroup({ name: 'from', label: t.from, locale, value: model.users[0]?.id, options: model.users.map((user) => ({ value: user.id, label: user.name, hint: `${t.since(formatInstant(user.since, locale))}${user.sharesDistrict ? `, ${t.near}` : ''}` })) }),
    })}${paragraph(link({ label: t.back, href: model.backHref }))}`,
  };
}
