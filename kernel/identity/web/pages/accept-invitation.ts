import { InvalidInput, type FieldProblem } from '@allmende/errors';
import { definePage, redirect, show, type PageRequest, type PageResult } from '@allmende/http';
import { Type, type Static } from 'typebox';
import { acceptInvitation, openInvitation } from '../../actions/accept-invitation.ts';
import { InvitationOver } from '../../domain/errors.ts';
import { enterPlatform } from '../enter-platform.ts';
import { acceptInvitationView, invitationOverView } from './accept-invitation.view.ts';

const path = '/invitation/:key';
const params = Type.Object({ key: Type.String({ maxLength: 120 }) });

type Request = PageRequest<Static<typeof params>>;

export const acceptInvitationPage = definePage({ method: 'GET', path, access: 'anyone', params, rateLimit: { max: 60, windowMs: 60_000 }, handle: (request) => shown(request as Request, []) });

export const submitAcceptInvitation = definePage({
  method: 'POST',
  path,
  access: 'anyone',
  params,
  rateLimit: { max: 30, windowMs: 60_000 },
  async handle(request) {
    const { form, ctx } = request;
    try {
      if (form.text('password') !== form.text('repeat')) throw new InvalidInput([{ pointer: '/repeat', code: 'repeat', message: 'Die beiden Passwörter sind verschieden.' }]);
      const signedIn = await acceptInvitation(ctx, { key: request.params.key, password: form.text('password') });
      return redirect(await enterPlatform({ ctx, cookies: request.cookies, urlFor: request.urlFor, query: {} }, signedIn));
    } catch (error) {
      if (error instanceof InvalidInput) return shown(request as Request, error.fields);
      if (error instanceof InvitationOver) return over(request as Request);
      throw error;
    }
  },
});

async function shown(request: Request, problems: readonly FieldProblem[]): Promise<PageResult> {
  const { ctx, csrf, locale } = request;
  try {
    const { name, email } = await openInvitation(ctx, request.params.key);
    return show(acceptInvitationView({ name, email, csrf, locale, problems }));
  } catch (error) {
    if (error instanceof InvitationOver) return over(request);
    throw error;
  }
}

function over({ locale, urlFor }: Request): PageResult {
  return show(invitationOverView({ locale, signIn: urlFor.public('sign-in') }), { status: 410 });
}
