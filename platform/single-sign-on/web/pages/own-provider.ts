import { InvalidInput } from '@allmende/errors';
import { definePage, redirect, show, type AnyPage } from '@allmende/http';
import type { ServicesPort } from '@allmende/identity/module';
import { changeOwnProvider, getOwnProvider } from '../../actions/own-provider.ts';
import { mappingText, type TypedProvider } from '../../domain/own-provider.ts';
import { manageSignIn } from '../../domain/permissions.ts';
import { ownProviderView, ownProviderWords } from './own-provider.view.ts';
import { trialAddress } from './sign-in-outside.ts';

const path = '/:authority/office/sign-in';

/** The page on which an authority connects its own identity provider; `servicesOf` tells for which services a caseworker's role may be given alone. */
export const createOwnProviderPages = (servicesOf: ServicesPort): readonly AnyPage[] => [
  definePage({
    method: 'GET', path, access: manageSignIn,
    async handle(request) {
      const own = await getOwnProvider(request.ctx);
      const services = await servicesOf(request.ctx, request.authority);
      const typed: TypedProvider = own ? { ...own, secret: '', acr: own.acr ?? '', mapping: mappingText(own.mapping) } : { issuer: '', clientId: '', secret: '', groupsClaim: 'groups', mapping: '', acr: '', isOpen: false };
      return show(ownProviderView({ typed, services, errors: [], isConnected: own !== undefined, authority: request.authority, publicAddress: request.ctx.config.publicAddress, trial: trialAddress(request.authority.tenant) }, request));
    },
  }),
  definePage({
    method: 'POST', path, access: manageSignIn,
    async handle(request) {
      const { form } = request;
      const typed: TypedProvider = {
        issuer: form.text('issuer'), clientId: form.text('clientId'), secret: form.text('secret'), groupsClaim: form.text('groupsClaim'), mapping: form.text('mapping'), acr: form.text('acr'), isOpen: form.text('isOpen') === 'yes',
      };
      const services = await servicesOf(request.ctx, request.authority);
      try {
        await changeOwnProvider(request.ctx, typed, services.map(({ id }) => id));
      } catch (error) {
        if (!(error instanceof InvalidInput)) throw error;
        const own = await getOwnProvider(request.ctx);
        return show(ownProviderView({ typed, services, errors: error.fields, isConnected: own !== undefined, authority: request.authority, publicAddress: request.ctx.config.publicAddress, trial: trialAddress(request.authority.tenant) }, request));
      }
      return redirect(request.urlFor.office(request.authority.slug, 'sign-in'), { flash: { kind: 'success', title: ownProviderWords(request.locale).saved } });
    },
  }),
];
