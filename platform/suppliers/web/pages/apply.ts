import { InvalidInput } from '@allmende/errors';
import { definePage, redirect, show } from '@allmende/http';
import { applyAsSupplier } from '../../actions/apply-as-supplier.ts';
import type { SupplierApplication } from '../../domain/supplier.ts';
import { applyReceivedView, applyView } from './apply.view.ts';

const NOTHING: SupplierApplication = { name: '', seat: '', register: '', website: '', contact: { name: '', email: '', phone: '', message: '' } };

export const applyPage = definePage({ method: 'GET', path: '/supplier/apply', access: 'anyone', handle: async (request) => show(applyView({ typed: NOTHING, problems: [] }, request)) });

export const applyPost = definePage({
  method: 'POST', path: '/supplier/apply', access: 'anyone', rateLimit: { max: 10, windowMs: 3_600_000 },
  async handle(request) {
    const { form, ctx } = request;
    const typed: SupplierApplication = {
      name: form.text('name'), seat: form.text('seat'), register: form.text('register'), website: form.text('website'),
      contact: { name: form.text('contactName'), email: form.text('email'), phone: form.text('phone'), message: form.text('message') },
    };
    try {
      await applyAsSupplier(ctx, typed);
    } catch (error) {
      if (error instanceof InvalidInput) return show(applyView({ typed, problems: error.fields }, request));
      throw error;
    }
    return redirect(request.urlFor.supplier('apply', 'received'));
  },
});

export const applyReceivedPage = definePage({ method: 'GET', path: '/supplier/apply/received', access: 'anyone', handle: async (request) => show(applyReceivedView(request)) });
