import type { FieldProblem } from '@allmende/errors';
import { alert, badge, button, code, descriptionList, errorSummary, form, formErrors, heading, html, lead, link, paragraph, section, textField, type Html } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import type { AuthorityRef, UrlFor } from '@allmende/tenancy';
import { formatInstant } from '@allmende/time';
import { proofName, proofValue, type OwnDomain } from '../../domain/own-domain.ts';

export const domainWords = translations({
  de: {
    list: 'Anwendungen', title: 'Eigene Domain', lead: (name: string) => `„${name}“ kann unter einer Adresse Ihrer Behörde erscheinen, zum Beispiel wiki.stadt.example.`, address: 'Bisherige Adresse:', none: 'Noch gibt es keine eigene Domain.',
    steps: 'Tragen Sie im DNS Ihrer Domain diese zwei Einträge ein, und prüfen Sie dann.', txt: 'TXT-Eintrag (Nachweis)', value: 'Wert', cname: 'CNAME-Eintrag', target: 'Ziel', state: 'Zustand', waiting: 'Nachweis fehlt', proven: 'Die Domain ist nachgewiesen. Das Zertifikat wird geholt.',
    provenState: 'nachgewiesen', since: 'Nachgewiesen am', checked: 'Zuletzt geprüft', certificate: 'Zertifikat', until: (day: string) => `gültig bis ${day}`, coming: 'wird geholt', failed: (why: string) => `noch nicht: ${why}`, check: 'Jetzt prüfen', release: 'Domain entfernen',
    add: 'Domain mitbringen', domain: 'Domain', hint: 'Vollständig, zum Beispiel wiki.stadt.example', claim: 'Hinzufügen', noDomain: 'Das ist keine Domain, die Sie mitbringen können. Beispiel: wiki.stadt.example', claimed: 'Die Domain ist vorgemerkt. Nun fehlt der Nachweis.',
    notFound: 'Der Nachweis ist im DNS noch nicht zu sehen. Das kann bis zu einem Tag dauern.', taken: 'Diese Domain führt schon zu einer anderen Anwendung.', released: 'Die Domain ist entfernt.', noEntrance: 'Diese Anwendung hat keine eigene Adresse', noEntranceText: 'Sie läuft in der Plattform, auf den Seiten Ihrer Orte und Ihrer Behörde.', noAcme: 'Diese Plattform holt keine Zertifikate', noAcmeText: 'Eigene Domains gehen erst, wenn der Betreiber eine Zertifizierungsstelle eingetragen hat.',
  },
  en: {
    list: 'Apps', title: 'Own domain', lead: (name: string) => `“${name}” can appear under an address of your authority, such as wiki.stadt.example.`, address: 'Present address:', none: 'There is no own domain yet.',
    steps: 'Enter these two records into the DNS of your domain, then check.', txt: 'TXT record (proof)', value: 'Value', cname: 'CNAME record', target: 'Target', state: 'State', waiting: 'proof missing', proven: 'The domain is proven. Its certificate is being fetched.',
    provenState: 'proven', since: 'Proven on', checked: 'Last checked', certificate: 'Certificate', until: (day: string) => `valid until ${day}`, coming: 'being fetched', failed: (why: string) => `not yet: ${why}`, check: 'Check now', release: 'Remove domain',
    add: 'Bring a domain', domain: 'Domain', hint: 'In full, such as wiki.stadt.example', claim: 'Add', noDomain: 'This is no domain that you can bring. Example: wiki.stadt.example', claimed: 'The domain is noted. Now the proof is missing.',
    notFound: 'The proof cannot be seen in DNS yet. This can take up to a day.', taken: 'This domain leads to another app already.', released: 'The domain is removed.', noEntrance: 'This app has no address of its own', noEntranceText: 'It runs inside the platform, on the pages of your places and your authority.', noAcme: 'This platform fetches no certificates', noAcmeText: 'Own domains work once the operator has entered a certificate authority.',
  },
});

type Shown = OwnDomain & { readonly certificate: { readonly notAfter: Date | undefined; readonly problem: string | undefined } | undefined };
type Model = { instance: { id: string; title: string }; domains: readonly Shown[]; entrance: { address: string } | undefined; authority: AuthorityRef; hasAcme: boolean; mayManage: boolean; errors?: readonly FieldProblem[]; typed?: string };
type Options = { locale: Locale; csrf: string; urlFor: UrlFor };

/** Domains of an instance: what to enter into DNS, how far the proof and the certificate are. */
export function domainsView(model: Model, options: Options): View {
  const t = domainWords(options.locale);
  const { instance } = model;
  const errors = formErrors(model.errors, options.locale);
  return {
    title: t.title, hasErrors: errors.all.length > 0,
    breadcrumbs: [{ label: t.list, href: options.urlFor.office(model.authority.slug, 'instances') }, { label: instance.title, href: options.urlFor.office(model.authority.slug, 'instances', instance.id) }, { label: t.title }],
    main: html`${errorSummary({ errors: errors.all, locale: options.locale })}${heading(t.title)}${lead(t.lead(instance.title))}${model.entrance ? paragraph(html`${t.address} ${link({ label: model.entrance.address, href: `${model.entrance.address}/` })}`) : ''}${
      model.entrance ? '' : alert({ kind: 'info', title: t.noEntrance, body: t.noEntranceText })
    }${model.hasAcme || !model.entrance ? '' : alert({ kind: 'info', title: t.noAcme, body: t.noAcmeText })
    }${model.domains.length === 0 && !model.entrance ? '' : model.domains.length === 0 ? paragraph(t.none) : model.domains.map((domain) => one(domain, model, options))}${
      model.mayManage && model.entrance ? section(html`${heading(t.add, 2)}${form({ csrf: options.csrf, label: t.add, fields: textField({ name: 'domain', label: t.domain, hint: t.hint, value: model.typed, error: errors.of('domain'), locale: options.locale, spellcheck: false, autocomplete: 'off' }), buttons: button({ label: t.claim }) })}`) : ''
    }`,
  };
}

function one(domain: Shown, model: Model, options: Options): Html {
  const t = domainWords(options.locale);
  const to = (act: string) => options.urlFor.office(model.authority.slug, 'instances', model.instance.id, 'domains', domain.id, act);
  const { certificate } = domain;
  const day = (at: Date) => formatInstant(at, options.locale);
  return section(html`${heading(domain.domain, 2)}<p>${domain.verifiedAt ? badge(t.provenState, 'success') : badge(t.waiting, 'warning')}</p>${domain.verifiedAt ? '' : paragraph(t.steps)}${descriptionList([
    ...(domain.verifiedAt ? [{ name: t.since, value: day(domain.verifiedAt) }, { name: t.certificate, value: certificate?.notAfter ? t.until(day(certificate.notAfter)) : certificate?.problem ? t.failed(certificate.problem) : t.coming }] : []),
    { name: t.txt, value: code(proofName(domain.domain)) }, { name: t.value, value: code(proofValue(domain.proof)) }, ...(model.entrance ? [{ name: t.cname, value: code(domain.domain) }, { name: t.target, value: code(new URL(model.entrance.address).hostname) }] : []),
    ...(domain.checkedAt ? [{ name: t.checked, value: day(domain.checkedAt) }] : []),
  ], options.locale)}${model.mayManage ? html`${domain.verifiedAt ? '' : form({ action: to('check'), csrf: options.csrf, fields: '', buttons: button({ label: t.check, look: 'secondary', about: domain.domain }), label: `${t.check}: ${domain.domain}` })}${
    form({ action: to('release'), csrf: options.csrf, fields: '', buttons: button({ label: t.release, look: 'tertiary', about: domain.domain }), label: `${t.release}: ${domain.domain}` })}` : ''}`);
}
