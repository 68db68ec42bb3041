import { defineApi, type AnyApi } from '@allmende/http';
import { listAuthorities } from '@allmende/register';
import { Type } from 'typebox';
import { findServices } from '../../domain/find-services.ts';
import type { ListServicesOfPlace } from '../../domain/offered-service.ts';
import { localTextJson, LocalTextSchema } from './local-text.schema.ts';

/** What citizens of a place can do online, for machines. */
export function listPlaceServicesApi(servicesOf: ListServicesOfPlace): AnyApi {
  return defineApi({
    method: 'GET', path: '/places/:place/services', tag: 'portal', operationId: 'listPlaceServices', access: 'anyone', params: Type.Object({ place: Type.String() }),
    summary: 'The services that citizens of a place can use online, of all authorities competent there',
    response: Type.Object({ services: Type.Array(Type.Object({
      service: Type.String({ description: 'Id of the service package' }), title: LocalTextSchema, summary: LocalTextSchema, address: Type.String({ description: 'Where the service starts' }),
      authority: Type.Object({ id: Type.String({ format: 'uuid' }), slug: Type.String(), name: Type.String() }),
    })) }),
    query: Type.Object({ q: Type.Optional(Type.String({ maxLength: 200, description: 'Everyday words; best hit first' })) }),
    async handle({ ctx, place, query }) {
      const services = findServices(await servicesOf(ctx, { place }), query.q ?? '');
      const authorities = await listAuthorities(ctx, { ids: [...new Set(services.map(({ authority }) => authority))] });
      return { services: services.flatMap(({ service, title, summary, href, authority }) => {
        const named = authorities.find(({ id }) => id === authority);
        return named ? [{ service, title: localTextJson(title), summary: localTextJson(summary), address: ctx.urlFor.absolute(href), authority: { id: named.id, slug: named.slug, name: named.name } }] : [];
      }) };
    },
  });
}
