import { code, descriptionList, heading, html, lead, linkButton, paragraph, section, table } from '@allmende/html';
import type { View } from '@allmende/http';
import type { Locale } from '@allmende/i18n';
import type { AuthorityRef, UrlFor } from '@allmende/tenancy';
import { formatInstant } from '@allmende/time';
import type { DeletionProof } from '../../domain/deletion.ts';
import { deletionTexts } from '../deletion-texts.ts';

/** What was deleted of an app and when, and how to check it. */
export function deletionView(model: { readonly proof: DeletionProof; readonly sha256: string; readonly authority: AuthorityRef }, options: { readonly locale: Locale; readonly urlFor: UrlFor }): View {
  const t = deletionTexts(options.locale);
  const { proof } = model;
  const at = (instant: string) => formatInstant(new Date(instant), options.locale);
  const to = (...page: string[]) => options.urlFor.office(model.authority.slug, 'instances', ...page);
  const title = t.title(proof.title);
  return {
    title, breadcrumbs: [{ label: t.list, href: to() }, { label: proof.title, href: to(proof.instance) }, { label: title }],
    main: html`${heading(title)}${lead(t.lead(at(proof.deletedAt)))}<p>${linkButton({ label: t.pdf, href: to(proof.instance, 'deletion', 'pdf'), look: 'secondary', icon: 'download' })}</p>${descriptionList([
      { name: t.app, value: `${proof.title} (${proof.app}${proof.packageVersion === null ? '' : ` ${proof.packageVersion}`})` }, { name: t.instance, value: code(proof.instance) }, { name: t.contract, value: code(proof.contract) },
      { name: t.gone, value: t.generations(proof.generationsGone.join(', ')) }, { name: t.key, value: proof.keyDestroyed === null ? t.noKey : t.destroyed(proof.keyDestroyed) },
    ], options.locale)}${section(html`${heading(t.returned, 2)}${table({
      caption: t.returned, captionHidden: true, rows: proof.returned, empty: t.nothingReturned,
      columns: [
        { label: t.made, rowHeader: true, cell: (one) => at(one.madeAt) }, { label: t.files, numeric: true, cell: (one) => one.files }, { label: t.fetched, cell: (one) => (one.fetchedAt === null ? t.never : at(one.fetchedAt)) },
        { label: t.erasedBy, cell: (one) => at(one.erasedBy) }, { label: 'SHA-256', cell: (one) => code(`${one.sha256.slice(0, 16)}…`) },
      ],
    })}`)}${section(html`${heading(t.backups, 2)}${paragraph(proof.backupsErased.length === 0 ? t.noBackups : t.backupsGo(proof.backupsErased.length))}`)}${section(html`${heading(t.check, 2)}${paragraph(t.checkText)}<p>${code(model.sha256)}</p>`)}`,
  };
}
