import type { Locale } from '@allmende/i18n';
import type { UrlFor } from '@allmende/tenancy';
import type { ResponsibleBody } from '../actions/find-responsible-body.ts';

/** What every legal page is made from. */
export type LegalModel = ResponsibleBody & {
  /** Name of the place or authority in the address; undefined on the platform's own pages. */
  readonly whereName: string | undefined;
  /** Slug of the place or authority in the address. */
  readonly slug: string | undefined;
  /** Where the person who asks may enter what is missing; undefined for everybody else. */
  readonly enterHref: string | undefined;
};

export type LegalOptions = { readonly locale: Locale; readonly urlFor: UrlFor };
