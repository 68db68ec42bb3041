import type { FieldProblem } from '@allmende/errors';
import { alert, badge, button, dateField, errorSummary, form, formErrors, heading, html, lead, link, paragraph, section, select, table, type Html } from '@allmende/html';
import type { TypedDay, View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import type { AuthorityRef, UrlFor } from '@allmende/tenancy';
import { formatEnd, formatInstant } from '@allmende/time';

export const peopleWords = translations({
  de: {
    list: 'Anwendungen', title: 'Wer darf hinein?', lead: (name: string) => `Diese Personen dürfen „${name}“ benutzen. Was sie darin dürfen, bestimmt die Anwendung selbst.`,
    public: 'Alle dürfen hinein', publicText: 'Diese Anwendung ist öffentlich. Sie verlangt keine Anmeldung bei der Plattform.', none: 'Noch darf niemand hinein.', address: 'Adresse:',
    name: 'Name', email: 'E-Mail-Adresse', since: 'Seit', until: 'Gilt', noEnd: 'ohne Ende', by: 'Gegeben von', platform: 'Plattform', state: 'Zustand', works: 'gilt', left: 'arbeitet nicht mehr hier', end: 'Zugang nehmen', actions: 'Zugang',
    add: 'Zugang geben', person: 'Person', personHint: 'Wer für Ihre Behörde arbeitet. Neue Personen laden Sie unter „Personen“ ein.', untilLabel: 'Letzter Tag', untilHint: 'Leer lassen, wenn der Zugang nicht enden soll.',
    choosePerson: 'Wählen Sie eine Person aus.', noDay: 'Diesen Tag gibt es nicht. Bitte geben Sie Tag, Monat und Jahr an.', past: 'Der letzte Tag muss in der Zukunft liegen.', otherAuthority: 'Zugang erhält nur, wer für diese Behörde arbeitet.',
    given: 'Der Zugang ist gegeben.', ended: 'Der Zugang ist genommen. Offene Fenster schließen sich in wenigen Sekunden.', all: 'Alle Personen Ihrer Behörde haben schon Zugang.', table: 'Personen mit Zugang',
  },
  en: {
    list: 'Apps', title: 'Who may enter?', lead: (name: string) => `These people may use “${name}”. What they may do in it is decided by the app itself.`,
    public: 'Everybody may enter', publicText: 'This app is public. It asks for no sign-in to the platform.', none: 'Nobody may enter yet.', address: 'Address:',
    name: 'Name', email: 'Email address', since: 'Since', until: 'Valid', noEnd: 'no end', by: 'Given by', platform: 'platform', state: 'State', works: 'valid', left: 'works here no more', end: 'Take access', actions: 'Access',
    add: 'Give access', person: 'Person', personHint: 'Who works for your authority. Invite new people under “People”.', untilLabel: 'Last day', untilHint: 'Leave empty if the access shall not end.',
    choosePerson: 'Choose a person.', noDay: 'There is no such day. Please give day, month and year.', past: 'The last day must be in the future.', otherAuthority: 'Only people who work for this authority get access.',
    given: 'Access is given.', ended: 'Access is taken. Open windows close within seconds.', all: 'Everybody of your authority has access already.', table: 'People with access',
  },
});

type Grant = { readonly id: string; readonly name: string; readonly email: string | undefined; readonly since: Date; readonly until: Date | undefined; readonly byName: string | undefined; readonly isEffective: boolean };
type Model = {
  instance: { id: string; title: string }; entrance: { address: string; access: 'granted' | 'public' } | undefined; grants: readonly Grant[]; others: readonly { accountId: string; name: string; email: string }[]; authority: AuthorityRef; mayManage: boolean;
  errors?: readonly FieldProblem[]; typed?: { person: string; until: TypedDay };
};
type Options = { locale: Locale; csrf: string; urlFor: UrlFor };

/** Who may use an instance, and a form that lets another person in. */
export function peopleView(model: Model, options: Options): View {
  const t = peopleWords(options.locale);
  const { instance } = model;
  const errors = formErrors(model.errors, options.locale);
  return {
    title: t.title, hasErrors: errors.all.length > 0,
    breadcrumbs: [{ label: t.list, href: options.urlFor.office(model.authority.slug, 'instances') }, { label: instance.title, href: options.urlFor.office(model.authority.slug, 'instances', instance.id) }, { label: t.title }],
    main: html`${errorSummary({ errors: errors.all, locale: options.locale })}${heading(t.title)}${lead(t.lead(instance.title))}${model.entrance ? paragraph(html`${t.address} ${link({ label: model.entrance.address, href: `${model.entrance.address}/` })}`) : ''}${
      model.entrance?.access === 'public' ? alert({ kind: 'info', title: t.public, body: t.publicText }) : html`${list(model, options)}${model.mayManage ? addForm(model, options) : ''}`
    }`,
  };
}

function list(model: Model, options: Options): Html {
  const t = peopleWords(options.locale);
  const to = (grant: Grant) => options.urlFor.office(model.authority.slug, 'instances', model.instance.id, 'people', grant.id, 'end');
  return section(table({
    caption: t.table, captionHidden: true, rows: model.grants, empty: t.none,
    columns: [
      { label: t.name, rowHeader: true, cell: (grant) => grant.name },
      { label: t.email, cell: (grant) => grant.email ?? '' },
      { label: t.since, cell: (grant) => formatInstant(grant.since, options.locale) },
      { label: t.until, cell: (grant) => (grant.until ? formatEnd(grant.until, options.locale) : t.noEnd) },
      { label: t.by, cell: (grant) => grant.byName ?? t.platform },
      { label: t.state, cell: (grant) => (grant.isEffective ? badge(t.works, 'success') : badge(t.left, 'warning')) },
      ...(model.mayManage ? [{ label: t.actions, action: true, cell: (grant: Grant) => form({ action: to(grant), csrf: options.csrf, fields: '', buttons: button({ label: t.end, look: 'tertiary', small: true, about: grant.name }), label: `${t.end}: ${grant.name}` }) }] : []),
    ],
  }));
}

function addForm(model: Model, options: Options): Html {
  const t = peopleWords(options.locale);
  const errors = formErrors(model.errors, options.locale);
  if (model.others.length === 0) return section(html`${heading(t.add, 2)}${paragraph(t.all)}`);
  return section(html`${heading(t.add, 2)}${form({
    csrf: options.csrf, label: t.add,
    fields: html`${select({ name: 'person', label: t.person, hint: t.personHint, value: model.typed?.person, error: errors.of('person'), locale: options.locale, options: model.others.map((person) => ({ value: person.accountId, label: `${person.name} (${person.email})` })) })}${
      dateField({ name: 'until', label: t.untilLabel, hint: t.untilHint, optional: true, value: model.typed?.until, error: errors.of('until'), locale: options.locale })}`,
    buttons: button({ label: t.add }),
  })}`);
}
