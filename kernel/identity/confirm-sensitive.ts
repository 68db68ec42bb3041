import type { Confirmation, ConfirmationPort, SensitiveForm } from '@allmende/http';
import type { House } from '@allmende/house';
import { confirmPerson, isConfirmed, waysToConfirm } from './actions/confirm-person.ts';
import { CodeNotNow, CodeRefused, NotVouched, PasskeyRefused, SignInPaused, SignInRefused } from './domain/errors.ts';
import { confirmAtProvider } from './web/confirm-at-provider.ts';
import { passkeyAsked } from './web/passkey-part.ts';
import { confirmView, type ConfirmProblem } from './web/pages/confirm.view.ts';

/** Answers the server that asks again before sensitive acts who somebody is; `acts` names routes (`POST /…`) and operations of the API. */
export function confirmSensitive(house: Pick<House, 'database' | 'clock'>, acts: ReadonlySet<string>): ConfirmationPort {
  return {
    isSensitive: (route) => acts.has(route),
    isFresh: (token) => isConfirmed(house, token),
    async confirm(sent) {
      const { form } = sent;
      if (!form.has('_confirm-password') && !form.has('_confirm-vouched') && form.text('_confirm-passkey') === '') return asked(sent, undefined);
      const answered = await answer(sent);
      return typeof answered === 'string' ? { outcome: 'confirmed', newToken: answered } : asked(sent, answered);
    },
  };
}

/** Checks what came along with a confirmation: the new session token, or what was wrong. */
export async function answer(sent: Pick<SensitiveForm, 'ctx' | 'form' | 'sessionToken' | 'csrf' | 'remoteAddress'>): Promise<string | ConfirmProblem> {
  const { ctx, form } = sent;
  const credential = form.text('_confirm-passkey');
  const shown = form.has('_confirm-vouched') ? { vouched: true as const } : credential === '' ? { password: form.text('_confirm-password'), code: form.text('_confirm-code'), remoteAddress: sent.remoteAddress } : { credential, purpose: 'confirm' as const, browser: sent.csrf };
  try {
    return await confirmPerson(ctx, { token: sent.sessionToken, shown });
  } catch (error) {
    if (error instanceof SignInPaused) return { kind: 'paused', seconds: error.retryAfterSeconds };
    if (error instanceof SignInRefused) return { kind: 'password' };
    if (error instanceof CodeRefused) return { kind: 'code' };
    if (error instanceof CodeNotNow) return { kind: 'code-not-now' };
    if (error instanceof NotVouched) return { kind: 'vouched' };
    if (error instanceof PasskeyRefused) return { kind: 'passkey' };
    throw error;
  }
}

async function asked(sent: SensitiveForm, problem: ConfirmProblem | undefined): Promise<Confirmation> {
  const { ctx, csrf, form, locale } = sent;
  const { passkeys, needsCode, provider } = await waysToConfirm(ctx, sent.sessionToken);
  const kept = form.names().filter((name) => !name.startsWith('_confirm') && name !== '_csrf').flatMap((name) => form.all(name).map((value) => ({ name, value })));
  const passkey = passkeys.length === 0 ? undefined : passkeyAsked({ house: ctx, csrf, locale }, { purpose: 'confirm', known: passkeys });
  return { outcome: 'ask', view: confirmView({ csrf, locale, kept, needsCode, passkey, provider: provider === undefined ? undefined : { href: confirmAtProvider(sent.urlFor, provider), isElsewhere: true }, problem }) };
}
