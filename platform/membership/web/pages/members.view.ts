import { alert, badge, emptyState, heading, html, lead, link, section, table } from '@allmende/html';
import type { View } from '@allmende/http';
import { formatNumber, translations, type Locale } from '@allmende/i18n';
import type { Authority } from '@allmende/register';
import type { UrlFor } from '@allmende/tenancy';
import { formatDateShort, formatInstant } from '@allmende/time';
import type { Member } from '../../domain/member.ts';
import type { MembershipApplication } from '../../domain/membership-application.ts';

const texts = translations({
  de: {
    title: 'Mitglieder', lead: 'Wer dazugehört, seit wann und auf welchen Beschluss, und wer beitreten möchte.', applications: 'Offene Anträge', noApplications: 'Kein Antrag wartet.', noApplicationsText: 'Behörden stellen ihren Antrag auf der öffentlichen Seite „Mitglied werden“.',
    authority: 'Behörde', received: 'Eingegangen', decide: 'Entscheiden', land: 'Land', inhabitants: 'Einwohner', since: 'Mitglied seit', decision: 'Beschluss', decidedOn: 'vom', state: 'Stand', member: 'Mitglied', left: (day: string) => `bis ${day}`, none: 'Es gibt noch kein Mitglied.', unknown: 'nicht im Verzeichnis',
    noStatutes: 'Keine Satzung eingetragen', noStatutesText: 'Ohne eine gültige Fassung der Satzung kann kein Mitglied etwas bestellen.', enter: 'Satzung eintragen',
  },
  en: {
    title: 'Members', lead: 'Who belongs, since when and on which decision, and who wants to join.', applications: 'Open applications', noApplications: 'No application waits.', noApplicationsText: 'Authorities apply on the public page “Become a member”.',
    authority: 'Authority', received: 'Received', decide: 'Decide', land: 'Land', inhabitants: 'Inhabitants', since: 'Member since', decision: 'Decision', decidedOn: 'of', state: 'State', member: 'Member', left: (day: string) => `until ${day}`, none: 'There is no member yet.', unknown: 'not in the register',
    noStatutes: 'No statutes entered', noStatutesText: 'Without a valid version of the statutes no member can order anything.', enter: 'Enter statutes',
  },
});

type Model = { applications: readonly { application: MembershipApplication; authority: Authority | undefined }[]; members: readonly { member: Member; authority: Authority | undefined }[]; hasStatutes: boolean };

/** The operator's queue of applications and the list of members. */
export function membersView(model: Model, { locale, urlFor }: { locale: Locale; urlFor: UrlFor }): View {
  const t = texts(locale);
  const nameOf = (authority: Authority | undefined) => authority?.name ?? t.unknown;
  return {
    title: t.title,
    main: html`${heading(t.title)}${lead(t.lead)}${model.hasStatutes ? '' : alert({ kind: 'warning', title: t.noStatutes, body: html`${t.noStatutesText} ${link({ label: t.enter, href: urlFor.operator('statutes') })}` })}${section(table<Model['applications'][number]>({
      caption: t.applications, rows: model.applications, empty: emptyState({ title: t.noApplications, text: t.noApplicationsText }),
      columns: [
        { label: t.authority, cell: ({ authority }) => nameOf(authority) }, { label: t.land, cell: ({ authority }) => authority?.land.name ?? '' },
        { label: t.inhabitants, numeric: true, cell: ({ authority }) => (authority?.population === null || authority === undefined ? '' : formatNumber(authority.population, locale)) },
        { label: t.received, cell: ({ application }) => formatInstant(application.receivedAt, locale) },
        { label: t.decide, action: true, cell: ({ application, authority }) => link({ label: t.decide, about: nameOf(authority), href: urlFor.operator('members', 'applications', application.id) }) },
      ],
    }))}${section(table<Model['members'][number]>({
      caption: t.title, rows: model.members, empty: t.none,
      columns: [
        { label: t.authority, cell: ({ authority }) => nameOf(authority) }, { label: t.since, cell: ({ member }) => formatDateShort(member.joinedOn, locale) },
        { label: t.decision, cell: ({ member }) => html`${member.decision.name}, ${t.decidedOn} ${formatDateShort(member.decision.decidedOn, locale)}` },
        { label: t.state, cell: ({ member }) => (member.leftOn === null ? badge(t.member, 'success', { small: true }) : badge(t.left(formatDateShort(member.leftOn, locale)), 'neutral', { small: true })) },
      ],
    }))}`,
  };
}
