import { InvalidInput, type FieldProblem } from '@allmende/errors';
import { definePage, redirect, show, type PageRequest, type PageResult } from '@allmende/http';
import encodeQR from 'qr';
import { Type, type Static } from 'typebox';
import { withQuery } from '@allmende/tenancy';
import { ownSecondFactors } from '../../actions/own-second-factors.ts';
import { confirmApp, waitingAppSecret } from '../../actions/set-up-app.ts';
import { ownAddress } from '../../domain/own-address.ts';
import { appView } from './app.view.ts';
import { factorTexts } from './factor-texts.ts';
import { codesShown } from './factors.ts';

const path = '/account/factors/app';
const query = Type.Object({ next: Type.Optional(Type.String({ maxLength: 2000 })) });

type Request = PageRequest<unknown, Static<typeof query>>;

export const appPage = definePage({ method: 'GET', path, access: 'signed-in', query, handle: (request) => shown(request, []) });

export const submitApp = definePage({
  method: 'POST',
  path,
  access: 'signed-in',
  query,
  rateLimit: { max: 30, windowMs: 60_000 },
  async handle(request) {
    const { ctx, locale } = request;
    try {
      const isFirst = (await ownSecondFactors(ctx)).recoveryCodesLeft === 0;
      await confirmApp(ctx, { code: request.form.text('code') });
      return isFirst ? await codesShown(request) : back(request, factorTexts(locale).appAdded);
    } catch (error) {
      if (error instanceof InvalidInput) return shown(request, error.fields);
      throw error;
    }
  },
});

async function shown(request: Request, problems: readonly FieldProblem[]): Promise<PageResult> {
  const { ctx, csrf, locale, urlFor } = request;
  const secret = await waitingAppSecret(ctx);
  if (!secret) return back(request);
  return show(appView({ secret, cells: cellsOf(secret.address), csrf, locale, problems, back: urlFor.public('account', 'factors') }));
}

function back({ urlFor, query: { next } }: Request, title?: string): PageResult {
  return redirect(withQuery(urlFor.public('account', 'factors'), { next: ownAddress(next) }), title === undefined ? {} : { flash: { kind: 'success', title } });
}

// The library draws at least one light row around; the drawing brings its own.
function cellsOf(text: string): boolean[][] {
  return encodeQR(text, 'raw', { ecc: 'medium', border: 1 }).slice(1, -1).map((row) => row.slice(1, -1));
}
