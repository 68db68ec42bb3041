import type { FieldProblem } from '@allmende/errors';
import { badge, button, emptyState, errorSummary, form, formErrors, heading, html, lead, link, moneyField, paragraph, section, table, textArea, textField, type Html } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import { formatEuro } from '@allmende/money';
import type { AuthorityRef, UrlFor } from '@allmende/tenancy';
import { berlinDate, formatDateShort } from '@allmende/time';
import type { CredentialInput } from '../../actions/create-credential.ts';
import type { ListedCredential, MarketplaceOrder } from '../../actions/list-marketplaces.ts';
import type { Standing } from '../../domain/standing.ts';

export const marketplaceWords = translations({
  de: {
    title: 'Zugang für andere Marktplätze', lead: 'Andere Marktplätze und Portale können hier für Ihre Behörde bestellen. Jede Bestellung braucht auch dann die Freigabe einer zweiten Person.',
    who: 'Wer Zugang hat', name: 'Marktplatz', responsible: 'Verantwortlich', since: 'Seit', used: 'Zuletzt benutzt', never: 'noch nie', limit: 'Laufende Verwaltung bis', always: 'Immer mit Erklärung', state: 'Zustand', works: 'gilt', ended: 'beendet', end: 'Zugang beenden', revokedNow: 'Der Zugang ist beendet.',
    none: 'Noch kein Marktplatz hat Zugang', noneText: 'Legen Sie unten Zugangsdaten an, wenn ein Marktplatz für Sie bestellen soll.',
    ordered: 'Was darüber bestellt wurde', order: 'Bestellung', at: 'Bestellt am', nothing: 'Darüber wurde noch nichts bestellt.',
    add: 'Zugang geben', nameLabel: 'Name des Marktplatzes', nameHint: 'Ein Name, den es schon gibt, meint denselben Marktplatz: Er sieht dann auch seine früheren Bestellungen.', addText: 'Der Marktplatz bestellt in Ihrem Namen, solange Sie Digitalbeauftragte oder Digitalbeauftragter sind. Freigeben können Sie seine Bestellungen deshalb nicht selbst.',
    limitLabel: 'Geschäft der laufenden Verwaltung bis zu diesem Preis im Jahr', limitHint: 'Teurere Bestellungen brauchen eine unterzeichnete Erklärung. Leer: jede braucht sie.', basis: 'Vorschrift', basisHint: 'Zum Beispiel „§ 38 der Kommunalverfassung“.', reason: 'Begründung Ihrer Einschätzung', rule: (basis: string, exception: string) => `Für Ihre Behörde gilt ${basis}. Ausgenommen: ${exception}`, create: 'Zugangsdaten anlegen',
    preparing: 'wird angelegt', approving: 'wartet auf Freigabe', declaring: 'wartet auf Erklärung', starting: 'wird eingerichtet', running: 'läuft', returning: 'Daten werden zurückgegeben', returned: 'beendet, Daten zurückgegeben', refused: 'abgelehnt', cancelled: 'zurückgezogen',
  },
  en: {
    title: 'Access for other marketplaces', lead: 'Other marketplaces and portals can order here for your authority. Every order needs the approval of a second person all the same.',
    who: 'Who has access', name: 'Marketplace', responsible: 'Responsible', since: 'Since', used: 'Last used', never: 'never', limit: 'Everyday business up to', always: 'Always with declaration', state: 'State', works: 'valid', ended: 'ended', end: 'End access', revokedNow: 'Access is ended.',
    none: 'No marketplace has access yet', noneText: 'Create credentials below if a marketplace shall order for you.',
    ordered: 'What was ordered this way', order: 'Order', at: 'Ordered on', nothing: 'Nothing was ordered this way yet.',
    add: 'Give access', nameLabel: 'Name of the marketplace', nameHint: 'A name that is there already means the same marketplace: it then sees its earlier orders too.', addText: 'The marketplace orders in your name as long as you are digital officer. You can therefore not approve its orders yourself.',
    limitLabel: 'Everyday business up to this price a year', limitHint: 'Dearer orders need a signed declaration. Empty: every order needs one.', basis: 'Norm', basisHint: 'For example “§ 38 der Kommunalverfassung”.', reason: 'Reason for your judgement', rule: (basis: string, exception: string) => `${basis} applies to your authority. Excepted: ${exception}`, create: 'Create credentials',
    preparing: 'being made', approving: 'waits for approval', declaring: 'waits for declaration', starting: 'being set up', running: 'runs', returning: 'data are being returned', returned: 'ended, data returned', refused: 'refused', cancelled: 'withdrawn',
  },
});

const TONES: Record<Standing, Parameters<typeof badge>[1]> = { preparing: 'neutral', approving: 'info', declaring: 'info', starting: 'info', running: 'success', returning: 'info', returned: 'neutral', refused: 'danger', cancelled: 'neutral' };

type Model = {
  credentials: readonly ListedCredential[]; orders: readonly MarketplaceOrder[]; mayManage: boolean; rule: { basis: string; exception: string } | undefined;
  typed: { readonly input: CredentialInput; readonly problems: readonly FieldProblem[] } | undefined;
};
type Options = { locale: Locale; csrf: string; urlFor: UrlFor; authority: AuthorityRef };

/** Which marketplaces order for the authority, what they ordered, and a form that lets another one in. */
export function marketplacesView(model: Model, options: Options): View {
  const t = marketplaceWords(options.locale);
  const errors = formErrors(model.typed?.problems, options.locale);
  return {
    title: t.title, hasErrors: errors.all.length > 0,
    main: html`${errorSummary({ errors: errors.all, locale: options.locale })}${heading(t.title)}${lead(t.lead)}${credentialsPart(model, options)}${ordersPart(model, options)}${model.mayManage ? addPart(model, options) : ''}`,
  };
}

function credentialsPart(model: Model, { locale, csrf, urlFor, authority }: Options): Html {
  const t = marketplaceWords(locale);
  const day = (at: Date) => formatDateShort(berlinDate(at), locale);
  const revoke = (one: ListedCredential) => (one.revokedAt === null
    ? form({ action: urlFor.office(authority.slug, 'marketplaces', one.id, 'revoke'), csrf, fields: '', buttons: button({ label: t.end, look: 'tertiary', small: true, about: one.name }), label: `${t.end}: ${one.name}` }) : '');
  return section(table<ListedCredential>({
    caption: t.who, rows: model.credentials, empty: emptyState({ title: t.none, text: t.noneText }),
    columns: [
      { label: t.name, rowHeader: true, cell: (one) => one.name }, { label: t.responsible, cell: (one) => one.responsibleName ?? '–' }, { label: t.since, cell: (one) => day(one.createdAt) },
      { label: t.used, cell: (one) => (one.lastUsedAt === null ? t.never : day(one.lastUsedAt)) }, { label: t.limit, numeric: true, cell: (one) => (one.everydayUpTo === 0 ? t.always : formatEuro(one.everydayUpTo, locale)) },
      { label: t.state, cell: (one) => (one.revokedAt === null ? badge(t.works, 'success', { small: true }) : badge(t.ended, 'neutral', { small: true })) },
      ...(model.mayManage ? [{ label: t.end, action: true, cell: revoke }] : []),
    ],
  }));
}

function ordersPart(model: Model, { locale, urlFor, authority }: Options): Html {
  const t = marketplaceWords(locale);
  return section(table<MarketplaceOrder>({
    caption: t.ordered, rows: model.orders, empty: t.nothing,
    columns: [
      { label: t.order, cell: (one) => (one.order === undefined ? one.offer : link({ label: one.offer, href: urlFor.office(authority.slug, 'orders', one.order) })) }, { label: t.name, cell: (one) => one.marketplace },
      { label: t.at, cell: (one) => formatDateShort(berlinDate(one.at), locale) }, { label: t.state, cell: (one) => badge(t[one.standing], TONES[one.standing], { small: true }) },
    ],
  }));
}

function addPart({ rule, typed }: Model, { locale, csrf, urlFor, authority }: Options): Html {
  const t = marketplaceWords(locale);
  const errors = formErrors(typed?.problems, locale);
  const value = typed?.input;
  return section(html`${heading(t.add, 2)}${paragraph(t.addText)}${rule === undefined ? '' : paragraph(t.rule(rule.basis, rule.exception), 'small')}${form({
    csrf, label: t.add, action: urlFor.office(authority.slug, 'marketplaces'), buttons: button({ label: t.create }),
    fields: html`${textField({ name: 'name', label: t.nameLabel, hint: t.nameHint, value: value?.name, error: errors.of('name'), locale })}${moneyField({ name: 'everydayUpTo', label: t.limitLabel, hint: t.limitHint, optional: true, value: value?.everydayUpTo, error: errors.of('everydayUpTo'), locale })}${
      rule === undefined ? textField({ name: 'basis', label: t.basis, hint: t.basisHint, value: value?.basis, error: errors.of('basis'), locale }) : ''}${textArea({ name: 'reason', label: t.reason, value: value?.reason, error: errors.of('reason'), rows: 3, locale })}`,
  })}`);
}
