import type { House } from '@allmende/house';
import { passkeyButton, type Html } from '@allmende/html';
import { translations, type Locale } from '@allmende/i18n';
import { newChallenge } from '../domain/passkey-challenge.ts';
import { passkeyCreation, passkeyRequest, type KnownPasskey } from '../domain/passkey-options.ts';
import { relyingParty } from '../passkey-check.ts';

const texts = translations({
  de: {
    failed: 'Das hat nicht geklappt. Versuchen Sie es noch einmal, oder nehmen Sie einen anderen Weg.', signIn: 'Mit Passkey anmelden', confirm: 'Mit Passkey bestätigen', add: 'Passkey einrichten',
    without: 'Passkeys brauchen JavaScript und einen Browser, der sie kennt. Hier geht es mit Passwort und Code.', withoutAdd: 'Passkeys brauchen JavaScript und einen Browser, der sie kennt. Richten Sie stattdessen eine App ein, die Codes zeigt.',
  },
  en: {
    failed: 'That did not work. Try again, or choose another way.', signIn: 'Sign in with a passkey', confirm: 'Confirm with a passkey', add: 'Set up a passkey',
    without: 'Passkeys need JavaScript and a browser that knows them. Here you go on with password and code.', withoutAdd: 'Passkeys need JavaScript and a browser that knows them. Set up an app that shows codes instead.',
  },
});

type Where = { readonly house: Pick<House, 'config' | 'clock'>; readonly csrf: string; readonly locale: Locale };

/** The button that asks the browser for an existing passkey, with a fresh challenge tied to the form of this browser. */
export function passkeyAsked(where: Where, asked: { readonly purpose: 'sign-in' | 'confirm'; readonly known?: readonly KnownPasskey[]; readonly look?: 'primary' | 'secondary' }): Html {
  const { house, locale } = where;
  const t = texts(locale);
  return passkeyButton({
    kind: 'get', label: asked.purpose === 'confirm' ? t.confirm : t.signIn, failed: t.failed, without: t.without, look: asked.look ?? 'primary', ...(asked.purpose === 'confirm' ? { name: '_confirm-passkey' } : {}),
    options: passkeyRequest({ challenge: challenge(where, asked.purpose), host: relyingParty(house).id, known: asked.known ?? [] }),
  });
}

/** The button that lets the browser make a new passkey for an account. */
export function passkeyMade(where: Where, account: { readonly id: string; readonly email: string; readonly name: string }, known: readonly KnownPasskey[]): Html {
  const { house, locale } = where;
  const t = texts(locale);
  return passkeyButton({ kind: 'create', label: t.add, failed: t.failed, without: t.withoutAdd, options: passkeyCreation({ challenge: challenge(where, `add ${account.id}`), host: relyingParty(house).id, account, known }) });
}

function challenge({ house, csrf }: Where, purpose: string): string {
  return newChallenge({ secret: house.config.secret, purpose, browser: csrf }, house.clock.now());
}
