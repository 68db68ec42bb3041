import { defineApi, type AnyApi } from '@allmende/http';
import { listAuthorities } from '@allmende/register';
import { Type } from 'typebox';
import type { ListServicesOfPlace } from '../../domain/offered-service.ts';

const TextSchema = Type.Object({ de: Type.String(), en: Type.String() });

/** What citizens of a place can do online, for machines. */
export function listPlaceServicesApi(servicesOf: ListServicesOfPlace): AnyApi {
  return defineApi({
    method: 'GET', path: '/places/:place/services', tag: 'portal', operationId: 'listPlaceServices', access: 'anyone', params: Type.Object({ place: Type.String() }),
    summary: 'The services that citizens of a place can use online, of all authorities competent there',
    response: Type.Object({ services: Type.Array(Type.Object({
      service: Type.String({ description: 'Id of the service package' }), title: TextSchema, summary: TextSchema, address: Type.String({ description: 'Where the service starts' }),
      authority: Type.Object({ id: Type.String({ format: 'uuid' }), slug: Type.String(), name: Type.String() }),
    })) }),
    async handle({ ctx, place }) {
      const services = await servicesOf(ctx, { place });
      const authorities = await listAuthorities(ctx, { ids: [...new Set(services.map(({ authority }) => authority))] });
      return { services: services.flatMap(({ service, title, summary, href, authority }) => {
        const named = authorities.find(({ id }) => id === authority);
        return named ? [{ service, title, summary, address: ctx.urlFor.absolute(href), authority: { id: named.id, slug: named.slug, name: named.name } }] : [];
      }) };
    },
  });
}
