import type { Crumb, Html } from '@allmende/html';
import type { Language } from '@allmende/i18n';
import type { FileContent } from './file-content.ts';
import type { FlashMessage } from './page-request.ts';
import type { EventSourceOf } from './server-events.ts';

/** What a view returns. */
export type View = {
  readonly title: string;
  readonly main: Html;
  readonly breadcrumbs?: readonly Crumb[];
  /** The language of `title` where it differs from that of the frame. */
  readonly titleLanguage?: Language;
  /** The language of `main` where it differs from that of the frame. */
  readonly mainLanguage?: Language;
  /** Colour of the band above the header, `#rrggbb`; decoration only. */
  readonly accent?: string;
  /** For a page that waits with a `livePart`: where no script runs, the browser loads it again after so many seconds. */
  readonly waitSeconds?: number;
  /** The page has a `livePart`: the script for it comes along. */
  readonly live?: boolean;
  /** The page has a form with a `formGuard`: the script for it comes along. */
  readonly guarded?: boolean;
  /** The page has a `passkeyButton`: the script for it comes along. */
  readonly passkey?: boolean;
  /** The page has a `cameraReader`: the script for it comes along, and the page may use the camera. */
  readonly camera?: boolean;
  /** The page has a `sealingPart`: the script for it comes along. */
  readonly sealing?: boolean;
  /** Id of the form whose input goes along when the language is switched; the page must look at `languageAsked`. */
  readonly languageForm?: string;
  /** The form on the page has errors; the page then answers 422. */
  readonly hasErrors?: boolean;
};

/** What a page answers with. */
export type PageResult =
  | { readonly kind: 'view'; readonly view: View; readonly status: number; readonly goOnTo?: string; readonly retryAfterSeconds?: number }
  | { readonly kind: 'redirect'; readonly location: string; readonly flash?: FlashMessage }
  | { readonly kind: 'file'; readonly bytes: FileContent; readonly sizeBytes: number | undefined; readonly contentType: string; readonly name: string; readonly inline: boolean; readonly isForeign: boolean }
  | { readonly kind: 'events'; readonly source: EventSourceOf };

/**
 * Shows a view in the frame of its area. `goOnTo` lets the browser leave for another host at once; the page must hold a link there too. A redirect would not do:
 * browsers apply `form-action` to every redirect that follows a form, and a sign-in may come before.
 */
export function show(view: View, options: { readonly status?: number; readonly goOnTo?: string; /** With status 429: when it may be tried again. */ readonly retryAfterSeconds?: number } = {}): PageResult {
  return { kind: 'view', view, status: options.status ?? (view.hasErrors ? 422 : 200), ...(options.goOnTo === undefined ? {} : { goOnTo: options.goOnTo }), ...(options.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: options.retryAfterSeconds }) };
}

/** Sends the browser on with 303, after a form was accepted. Only addresses made by `urlFor`. */
export function redirect(location: string, options: { readonly flash?: FlashMessage } = {}): PageResult {
  return { kind: 'redirect', location, ...options };
}

/** Sends a file, whole or piece by piece; `sizeBytes` of pieces, when it is known, tells browsers how much is to come. `inline` lets the browser show it. `isForeign` is for what people uploaded: should a browser open it all the same, it runs nothing and reaches nothing (CSP `sandbox`). */
export function sendFile(file: { readonly bytes: FileContent; readonly sizeBytes?: number; readonly contentType: string; readonly name: string; readonly inline?: boolean; readonly isForeign?: boolean }): PageResult {
  return { kind: 'file', bytes: file.bytes, sizeBytes: file.sizeBytes, contentType: file.contentType, name: file.name, inline: file.inline ?? false, isForeign: file.isForeign ?? false };
}

/** Sends events as they come, for a page that stays open; the number of streams is limited, and all end with the server. */
export function sendEvents(source: EventSourceOf): PageResult {
  return { kind: 'events', source };
}
