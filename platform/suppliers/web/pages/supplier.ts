import { InvalidInput, type FieldProblem } from '@allmende/errors';
import { definePage, redirect, show, type PageRequest } from '@allmende/http';
import { EmailTaken, invitationAddress } from '@allmende/identity';
import { Type } from 'typebox';
import { admitSupplier, renewInvitation } from '../../actions/admit-supplier.ts';
import { getSupplier } from '../../actions/get-supplier.ts';
import { endSupplier, refuseSupplier } from '../../actions/refuse-supplier.ts';
import { admitSuppliers } from '../../domain/permissions.ts';
import { invitedView, supplierView } from './supplier.view.ts';

const path = '/operator/suppliers/:supplier';
const params = Type.Object({ supplier: Type.String({ format: 'uuid' }) });

export const supplierPage = definePage({
  method: 'GET', path, access: admitSuppliers, params,
  handle: async (request) => show(supplierView({ supplier: await getSupplier(request.ctx, request.params), typed: { reason: '', name: '', email: '' }, problems: [] }, request)),
});

export const supplierPost = definePage({
  method: 'POST', path, access: admitSuppliers, params,
  async handle(request) {
    const { ctx, form, locale, urlFor, params: { supplier } } = request;
    const typed = { reason: form.text('reason'), name: form.text('name'), email: form.text('email') };
    const again = async (problems: readonly FieldProblem[], status?: number) => show(supplierView({ supplier: await getSupplier(ctx, { supplier }), typed, problems }, request), status === undefined ? {} : { status });
    try {
      switch (form.text('act')) {
        case 'admit': return show(invitedView(await invited(request, (await admitSupplier(ctx, { supplier })).invitation), request));
        case 'invite': return show(invitedView(await invited(request, (await renewInvitation(ctx, { supplier, person: { name: typed.name, email: typed.email } })).invitation), request));
        case 'refuse':
          await refuseSupplier(ctx, { supplier, reason: typed.reason });
          return redirect(urlFor.operator('suppliers'), { flash: { kind: 'success', title: locale === 'en' ? 'The application is refused.' : 'Die Bewerbung ist abgelehnt.' } });
        case 'end':
          await endSupplier(ctx, { supplier, reason: typed.reason });
          return redirect(urlFor.operator('suppliers'), { flash: { kind: 'success', title: locale === 'en' ? 'The admission has ended.' : 'Die Zulassung ist beendet.' } });
        default: return await again([], 422);
      }
    } catch (error) {
      if (error instanceof InvalidInput) return again(error.fields);
      if (error instanceof EmailTaken) return again([{ pointer: '/email', code: 'taken', message: error.message }], 409);
      throw error;
    }
  },
});

async function invited(request: Pick<PageRequest, 'ctx'> & { readonly params: { readonly supplier: string } }, invitation: string) {
  const { name } = await getSupplier(request.ctx, request.params);
  return { name, link: invitationAddress(request, invitation) };
}
