import { InvalidInput, NotFound, type FieldProblem } from '@allmende/errors';
import { definePage, redirect, show, type PageRequest, type PageResult } from '@allmende/http';
import { withQuery } from '@allmende/tenancy';
import { Type, type Static } from 'typebox';
import { addPasskey } from '../../actions/add-passkey.ts';
import { ownAccount } from '../../actions/own-account.ts';
import { ownSecondFactors } from '../../actions/own-second-factors.ts';
import { removeFactor } from '../../actions/remove-factor.ts';
import { renewRecoveryCodes } from '../../actions/renew-recovery-codes.ts';
import { beginApp } from '../../actions/set-up-app.ts';
import { LastFactor, PasskeyRefused } from '../../domain/errors.ts';
import { ownAddress } from '../../domain/own-address.ts';
import { needsSecondFactor } from '../../domain/second-factor.ts';
import { landingOf } from '../landing.ts';
import { passkeyMade } from '../passkey-part.ts';
import { factorTexts } from './factor-texts.ts';
import { factorsView } from './factors.view.ts';
import { recoveryCodesView } from './recovery-codes.view.ts';

const path = '/account/factors';
const query = Type.Object({ next: Type.Optional(Type.String({ maxLength: 2000 })) });

type Request = PageRequest<unknown, Static<typeof query>>;

export const factorsPage = definePage({ method: 'GET', path, access: 'signed-in', query, handle: (request) => shown(request, []) });

export const submitFactors = definePage({
  method: 'POST',
  path,
  access: 'signed-in',
  query,
  rateLimit: { max: 60, windowMs: 60_000 },
  async handle(request) {
    try {
      return await carryOut(request);
    } catch (error) {
      const t = factorTexts(request.locale);
      if (error instanceof PasskeyRefused) return shown(request, [{ pointer: '', code: 'passkey', message: t.refused }]);
      if (error instanceof LastFactor) return shown(request, [{ pointer: '', code: 'last', message: t.last }]);
      if (error instanceof InvalidInput) return shown(request, error.fields);
      throw error;
    }
  },
});

async function carryOut(request: Request): Promise<PageResult> {
  const { form, ctx, locale, urlFor } = request;
  const t = factorTexts(locale);
  const next = ownAddress(request.query.next);
  const here = withQuery(urlFor.public('account', 'factors'), { next });
  if (form.text('credential') !== '') {
    const isFirst = (await ownSecondFactors(ctx)).recoveryCodesLeft === 0;
    await addPasskey(ctx, { credential: form.text('credential'), name: form.text('name'), browser: request.csrf });
    return isFirst ? codesShown(request) : redirect(here, { flash: { kind: 'success', title: t.passkeyAdded } });
  }
  if (form.has('remove-passkey')) {
    await removeFactor(ctx, { passkey: uuidOf(form.text('remove-passkey')) });
    return redirect(here, { flash: { kind: 'success', title: t.removed } });
  }
  switch (form.text('act')) {
    case 'begin-app':
      await beginApp(ctx);
      return redirect(withQuery(urlFor.public('account', 'factors', 'app'), { next }));
    case 'remove-app':
      await removeFactor(ctx, { app: true });
      return redirect(here, { flash: { kind: 'success', title: t.removed } });
    case 'recovery-codes':
      return codesShown(request);
    default:
      throw new NotFound();
  }
}

function uuidOf(text: string): string {
  if (!/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/u.test(text)) throw new NotFound();
  return text;
}

/** Makes recovery codes and shows them, this once, with the way on. */
export async function codesShown(request: Request): Promise<PageResult> {
  const { ctx, locale, urlFor } = request;
  const codes = await renewRecoveryCodes(ctx);
  const { grants } = await ownAccount(ctx);
  const next = ownAddress(request.query.next);
  return show(recoveryCodesView({ codes, locale, back: urlFor.public('account', 'factors'), next: next ?? (await landingOf(ctx, grants)) }));
}

async function shown(request: Request, problems: readonly FieldProblem[]): Promise<PageResult> {
  const { ctx, csrf, locale, urlFor } = request;
  const factors = await ownSecondFactors(ctx);
  const account = await ownAccount(ctx);
  const known = factors.passkeys.map(({ credentialId, transports }) => ({ id: credentialId, transports }));
  const next = ownAddress(request.query.next);
  return show(factorsView({
    factors, csrf, locale, problems, mustEnrol: needsSecondFactor(ctx.config) && factors.passkeys.length === 0 && !factors.app, typedName: request.form.text('name'),
    add: passkeyMade({ house: ctx, csrf, locale }, account, known), back: urlFor.public('account'), appHref: withQuery(urlFor.public('account', 'factors', 'app'), { next }),
  }));
}
