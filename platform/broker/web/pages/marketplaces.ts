import { may } from '@allmende/access';
import { InvalidInput, type FieldProblem } from '@allmende/errors';
import { definePage, redirect, show, type PageRequest, type PageResult } from '@allmende/http';
import { findSignatureRule } from '@allmende/procurement';
import { Type } from 'typebox';
import { createCredential, type CredentialInput } from '../../actions/create-credential.ts';
import { listMarketplaces } from '../../actions/list-marketplaces.ts';
import { revokeCredential } from '../../actions/revoke-credential.ts';
import { manageMarketplaces, seeMarketplaces } from '../../domain/permissions.ts';
import { givenCredentialView } from './given-credential.view.ts';
import { marketplacesView, marketplaceWords } from './marketplaces.view.ts';

const path = '/:authority/office/marketplaces';

async function page(request: PageRequest<object, object>, typed?: { readonly input: CredentialInput; readonly problems: readonly FieldProblem[] }): Promise<PageResult> {
  const mayManage = may(request.actor, manageMarketplaces, request.ctx.tenant);
  return show(marketplacesView({ ...(await listMarketplaces(request.ctx)), mayManage, rule: mayManage ? await findSignatureRule(request.ctx) : undefined, typed }, request));
}

export const marketplacesPage = definePage({ method: 'GET', path, access: seeMarketplaces, handle: (request) => page(request) });

export const createCredentialPost = definePage({
  method: 'POST', path, access: manageMarketplaces,
  async handle(request) {
    const { form } = request;
    const input = { name: form.text('name'), everydayUpTo: form.text('everydayUpTo'), basis: form.text('basis'), reason: form.text('reason') };
    try {
      // Shown in the answer itself and nowhere kept: a redirect would have to put the secret somewhere.
      return show(givenCredentialView(await createCredential(request.ctx, input), request));
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      return page(request, { input, problems: error.fields });
    }
  },
});

export const revokeCredentialPost = definePage({
  method: 'POST', path: `${path}/:credential/revoke`, access: manageMarketplaces, params: Type.Object({ credential: Type.String({ format: 'uuid' }) }),
  async handle(request) {
    await revokeCredential(request.ctx, request.params);
    return redirect(request.urlFor.office(request.authority.slug, 'marketplaces'), { flash: { kind: 'success', title: marketplaceWords(request.locale).revokedNow } });
  },
});
