import { definePage, redirect, show, type PageRequest, type PageResult } from '@allmende/http';
import { Type, type Static } from 'typebox';
import { waysToConfirm } from '../../actions/confirm-person.ts';
import { answer } from '../../confirm-sensitive.ts';
import { ownAddress } from '../../domain/own-address.ts';
import { confirmAtProvider } from '../confirm-at-provider.ts';
import { passkeyAsked } from '../passkey-part.ts';
import { keepSession, sessionToken } from '../session-cookie.ts';
import { confirmView, type ConfirmProblem } from './confirm.view.ts';

const path = '/account/confirm';
const query = Type.Object({ next: Type.Optional(Type.String({ maxLength: 2000 })) });

type Request = PageRequest<unknown, Static<typeof query>>;

/** Asks who somebody is before a page that only shows or sends something, such as an export. */
export const confirmPage = definePage({ method: 'GET', path, access: 'signed-in', query, handle: (request) => shown(request, undefined) });

export const submitConfirm = definePage({
  method: 'POST',
  path,
  access: 'signed-in',
  query,
  rateLimit: { max: 60, windowMs: 60_000 },
  async handle(request) {
    const { ctx, form, csrf, remoteAddress } = request;
    const answered = await answer({ ctx, form, csrf, remoteAddress, sessionToken: sessionToken(request) ?? '' });
    if (typeof answered !== 'string') return shown(request, answered);
    keepSession(request, answered);
    return redirect(ownAddress(request.query.next) ?? request.urlFor.public('account'));
  },
});

async function shown(request: Request, problem: ConfirmProblem | undefined): Promise<PageResult> {
  const { ctx, csrf, locale, urlFor } = request;
  const { passkeys, needsCode, provider } = await waysToConfirm(ctx, sessionToken(request));
  const next = ownAddress(request.query.next) ?? urlFor.public('account');
  const passkey = passkeys.length === 0 ? undefined : passkeyAsked({ house: ctx, csrf, locale }, { purpose: 'confirm', known: passkeys });
  return show(confirmView({ csrf, locale, kept: [], needsCode, passkey, provider: provider === undefined ? undefined : { href: confirmAtProvider(urlFor, provider, next), isElsewhere: false }, problem }));
}
