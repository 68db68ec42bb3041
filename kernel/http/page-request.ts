import type { Actor } from '@allmende/access';
import type { ActionContext } from '@allmende/house';
import type { Flash } from '@allmende/html';
import type { Locale } from '@allmende/i18n';
import type { AuthorityRef, PlaceRef, UrlFor } from '@allmende/tenancy';
import type { SubmittedForm } from './submitted-form.ts';

/** One request for a page, parsed once. */
export type PageRequest<Params = Record<string, string>, Query = Record<string, string | undefined>> = {
  readonly ctx: ActionContext;
  readonly actor: Actor;
  readonly params: Params;
  readonly query: Query;
  /** What a form sent; empty for GET. */
  readonly form: SubmittedForm;
  readonly locale: Locale;
  /** Token for forms; asking for it gives an unknown visitor a cookie. */
  readonly csrf: string;
  /** Path and query as asked for. */
  readonly url: string;
  readonly urlFor: UrlFor;
  /** The authority that `:authority` names; asking on a page without it is a fault of the page. */
  readonly authority: AuthorityRef;
  /** The place that `:place` names; likewise. */
  readonly place: PlaceRef;
  /** What `:where` names: the place, or the authority where no place has this address; likewise. */
  readonly where: Where;
  /** Cookies of this room's own making. */
  readonly cookies: Cookies;
  /** The address of the other side, for rate limits only; never stored or logged. */
  readonly remoteAddress: string;
};

export type Where = { readonly kind: 'place'; readonly place: PlaceRef } | { readonly kind: 'authority'; readonly authority: AuthorityRef };

export type Cookies = {
  get(name: string): string | undefined;
  /** HttpOnly, SameSite=Lax, secure behind https. `path` keeps it to a part of the site. */
  set(name: string, value: string, options?: { readonly path?: string; readonly maxAgeSeconds?: number }): void;
  clear(name: string, options?: { readonly path?: string }): void;
};

/** A message for the next page, said once. */
export type FlashMessage = Omit<Flash, 'body'> & { readonly body?: string };
