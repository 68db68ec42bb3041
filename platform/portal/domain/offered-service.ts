import type { ActionContext } from '@allmende/house';
import type { LocalText } from '@allmende/i18n';
import type { AuthorityRef, PlaceRef } from '@allmende/tenancy';

/** A service that citizens of a place can use online now. */
export type OfferedService = {
  /** Tenant id of the authority that answers. */
  readonly authority: string;
  /** Id of the service package, such as `hundesteuer`. */
  readonly service: string;
  readonly title: LocalText;
  /** One sentence. */
  readonly summary: LocalText;
  /** Everyday words by language, separated by commas, the weightiest first. */
  readonly keywords: LocalText;
  /** Where it starts, made by `urlFor`. */
  readonly href: string;
};

type Context = Pick<ActionContext, 'database' | 'clock' | 'urlFor' | 'actor' | 'tenant'>;

/** Everything that citizens of a place can do online, of every authority competent there. Apps answer; the processes connect them. */
export type ListServicesOfPlace = (ctx: Context, input: { readonly place: PlaceRef }) => Promise<readonly OfferedService[]>;

/** What an authority offers online at any of its places; `href` leads to one of them. Apps answer. */
export type ListServicesOfAuthority = (ctx: Context, input: { readonly authority: AuthorityRef }) => Promise<readonly OfferedService[]>;
