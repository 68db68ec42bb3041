import { InvalidInput, type FieldProblem } from '@allmende/errors';
import { definePage, redirect, show, type AnyPage, type PageRequest, type PageResult } from '@allmende/http';
import { saidIn } from '@allmende/i18n';
import { configureInstance, controlInstances, getConfiguration, NotInThisState } from '@allmende/operations';
import { Type } from 'typebox';
import { readParameters, shownParameters, typedParameters, type TypedParameters } from '../read-parameters.ts';
import { configurationView } from './configuration.view.ts';

const path = '/:authority/office/instances/:instance/configuration';
const params = Type.Object({ instance: Type.String({ format: 'uuid' }) });
type Request = PageRequest<{ instance: string }, object>;

/** The pages on which an authority changes what it chose when it ordered. */
export const configurationPages: readonly AnyPage[] = [
  definePage({ method: 'GET', path, access: controlInstances, params, handle: (request) => page(request, {}) }),
  definePage({
    method: 'POST', path, access: controlInstances, params,
    async handle(request) {
      const { schema } = await configurationOf(request);
      const typed = typedParameters(schema, request.form);
      try {
        await configureInstance(request.ctx, { instance: request.params.instance, parameters: readParameters(schema, typed) });
      } catch (error) {
        if (error instanceof InvalidInput) return page(request, { typed, problems: error.fields });
        if (error instanceof NotInThisState) return page(request, { typed, refused: saidIn(request.locale, error.message) });
        throw error;
      }
      return redirect(request.urlFor.office(request.authority.slug, 'instances', request.params.instance));
    },
  }),
];

async function page(request: Request, outcome: { readonly typed?: TypedParameters; readonly problems?: readonly FieldProblem[]; readonly refused?: string }): Promise<PageResult> {
  const { instance, schema, chosen } = await configurationOf(request);
  return show(configurationView({ instance, schema, authority: request.authority, typed: outcome.typed ?? shownParameters(chosen), problems: outcome.problems ?? [], refused: outcome.refused }, request), outcome.refused === undefined ? {} : { status: 409 });
}

function configurationOf(request: Request): ReturnType<typeof getConfiguration> {
  return getConfiguration(request.ctx, { instance: request.params.instance, language: request.locale === 'en' ? 'en' : 'de' });
}
