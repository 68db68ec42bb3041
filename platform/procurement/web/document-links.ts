import { link, list, NOTHING, type Html } from '@allmende/html';
import { translations, type Locale } from '@allmende/i18n';
import type { AuthorityRef, UrlFor } from '@allmende/tenancy';
import type { Contract, DocumentKind } from '../domain/contract.ts';

/** A stored document as pages show it. */
export type ShownDocument = { readonly kind: DocumentKind; readonly sizeBytes: number; readonly storedAt: Date; readonly sha256: string };

const texts = translations({
  de: { contract: 'Vertrag', agreement: 'Vereinbarung zur Auftragsverarbeitung', amendment: 'Nachtrag' },
  en: { contract: 'Contract', agreement: 'Processing agreement', amendment: 'Amendment' },
});

/** Links to the documents of a contract that are written already. */
export function documentLinks(contract: Pick<Contract, 'id'>, documents: readonly ShownDocument[], { locale, urlFor, authority }: { locale: Locale; urlFor: UrlFor; authority: AuthorityRef }): Html {
  const t = texts(locale);
  if (documents.length === 0) return NOTHING;
  return list(documents.map((one) => link({
    label: `${one.kind === 'contract' ? t.contract : one.kind === 'processing-agreement' ? t.agreement : `${t.amendment} ${one.kind.slice('amendment-'.length)}`} (PDF, ${Math.ceil(one.sizeBytes / 1024)} kB)`, href: urlFor.office(authority.slug, 'contracts', contract.id, 'documents', one.kind),
  })));
}
