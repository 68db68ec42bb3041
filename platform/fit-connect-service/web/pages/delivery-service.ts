import { may } from '@allmende/access';
import { InvalidInput, type FieldProblem } from '@allmende/errors';
import { definePage, redirect, show, type PageRequest, type PageResult } from '@allmende/http';
import { Type } from 'typebox';
import { createClient } from '../../actions/create-client.ts';
import { describeService } from '../../actions/describe-service.ts';
import { endClient } from '../../actions/end-client.ts';
import { manageDeliveryService, seeDeliveryService } from '../../domain/permissions.ts';
import { deliveryServiceView, deliveryServiceWords } from './delivery-service.view.ts';
import { givenClientView } from './given-client.view.ts';

const path = '/operator/delivery-service';

/** What was typed, to be shown again. */
export type TypedClient = { readonly name: string; readonly scopes: string; readonly problems: readonly FieldProblem[] };

async function page(request: PageRequest<object, object>, typed?: TypedClient): Promise<PageResult> {
  return show(deliveryServiceView({ ...(await describeService(request.ctx)), mayManage: may(request.actor, manageDeliveryService, request.ctx.tenant), typed }, request));
}

export const deliveryServicePage = definePage({ method: 'GET', path, access: seeDeliveryService, handle: (request) => page(request) });

export const createClientPost = definePage({
  method: 'POST', path, access: manageDeliveryService,
  async handle(request) {
    const [name, scopes] = [request.form.text('name'), request.form.text('scopes')];
    try {
      // Shown in the answer itself and nowhere kept: a redirect would have to put the secret somewhere.
      return show(givenClientView({ ...(await createClient(request.ctx, { name, scopes: scopes.split(/\s+/u) })), address: request.ctx.config.fitConnect.address }, request));
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      return page(request, { name, scopes, problems: error.fields });
    }
  },
});

export const endClientPost = definePage({
  method: 'POST', path: `${path}/clients/:client/end`, access: manageDeliveryService, params: Type.Object({ client: Type.String({ format: 'uuid' }) }),
  async handle(request) {
    await endClient(request.ctx, request.params);
    return redirect(request.urlFor.operator('delivery-service'), { flash: { kind: 'success', title: deliveryServiceWords(request.locale).endedNow } });
  },
});
