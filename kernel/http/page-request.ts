import type { Actor } from '@allmende/access';
import type { ActionContext } from '@allmende/house';
import type { Flash } from '@allmende/html';
import type { Language, Locale } from '@allmende/i18n';
import type { GuardedForm } from './form-guard.ts';
import type { RateLimit } from './rate-limit.ts';
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
  /** The language of citizens' pages; German or English on pages that do not speak all of `LANGUAGES`. */
  readonly language: Language;
  /** The form was sent to read its page in another language: show it again as it was typed, and neither check nor save. */
  readonly languageAsked: boolean;
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
  /** What ties a form to this page and to time, against machines; for `formGuard` in the form and for what it sends back. */
  readonly guard: { readonly stamp: string; readonly bits: number; readonly sent: GuardedForm };
  /** Counts this request under a name and the other side's address; the seconds to wait when it was too often, undefined when all is well. For pages that show what was typed again. */
  limit(name: string, limit: RateLimit): number | undefined;
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
