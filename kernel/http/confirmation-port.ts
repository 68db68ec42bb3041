import type { ActionContext } from '@allmende/house';
import type { Locale } from '@allmende/i18n';
import type { UrlFor } from '@allmende/tenancy';
import type { View } from './page-result.ts';
import type { SubmittedForm } from './submitted-form.ts';

/** A sensitive form as it was sent. */
export type SensitiveForm = {
  readonly ctx: ActionContext;
  readonly form: SubmittedForm;
  /** The token of the session that sent it. */
  readonly sessionToken: string;
  /** Token for the form of the question. */
  readonly csrf: string;
  readonly locale: Locale;
  readonly urlFor: UrlFor;
  readonly remoteAddress: string;
};

/** What becomes of a sensitive form: it is carried out, perhaps with a new session token, or the person is asked first who they are; what they typed comes along. */
export type Confirmation = { readonly outcome: 'confirmed'; readonly newToken?: string } | { readonly outcome: 'ask'; readonly view: View };

/** Asks people again who they are before sensitive acts; `kernel/identity` answers, the processes say which acts. */
export type ConfirmationPort = {
  /** Whether a route is sensitive: `POST /:authority/office/people/:account`, `GET …` for exports, or the `operationId` of the API. */
  isSensitive(route: string): boolean;
  /** Whether the person behind a token has shown lately who they are. */
  isFresh(token: string): Promise<boolean>;
  /** Carries on with a sensitive form of somebody who has not. */
  confirm(sent: SensitiveForm): Promise<Confirmation>;
};
