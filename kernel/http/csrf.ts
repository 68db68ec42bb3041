import { createHmac, timingSafeEqual } from 'node:crypto';
import { DomainError } from '@allmende/errors';

/** Thrown when a form comes from somewhere else or is older than its cookie. */
export class ForgedForm extends DomainError {
  override name = 'ForgedForm';

  constructor() {
    super({ kind: 'forbidden', code: 'http/form-not-ours', message: 'Das Formular ist abgelaufen oder kam von einer anderen Seite. Bitte laden Sie die Seite neu und senden Sie noch einmal.' });
  }
}

/** The token that ties a form to the cookie of the browser it was given to. */
export function formToken(secret: string, cookieValue: string): string {
  return createHmac('sha256', secret).update(`form:${cookieValue}`).digest('base64url').slice(0, 32);
}

/** Throws ForgedForm unless the form carries the token and comes from our own pages (Fetch Metadata, Origin). */
export function checkForm(input: {
  readonly secret: string;
  readonly cookieValue: string | undefined;
  readonly token: string;
  readonly secFetchSite: string | undefined;
  readonly origin: string | undefined;
  readonly host: string | undefined;
}): void {
  if (input.secFetchSite !== undefined && input.secFetchSite !== 'same-origin' && input.secFetchSite !== 'none') throw new ForgedForm();
  if (input.origin !== undefined && input.origin !== 'null' && (!URL.canParse(input.origin) || new URL(input.origin).host !== input.host)) throw new ForgedForm();
  if (input.cookieValue === undefined) throw new ForgedForm();
  const expected = Buffer.from(formToken(input.secret, input.cookieValue));
  const given = Buffer.from(input.token);
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) throw new ForgedForm();
}
