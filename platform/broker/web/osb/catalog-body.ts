import type { CatalogPlan, CatalogService } from '../../actions/read-catalog.ts';
import { draftFour } from '../../domain/draft-four.ts';

/** People decide on orders, and a head of authority may be on holiday: ninety days. Our own choice. */
const LONGEST_WAIT_SECONDS = 90 * 24 * 3600;

/** The catalog as the Open Service Broker API words it. */
export function catalogBody(services: readonly CatalogService[]): object {
  return { services: services.map(serviceBody) };
}

function serviceBody(service: CatalogService): object {
  return {
    id: service.id, name: service.app, description: service.description, tags: service.categories, bindable: service.hasEntrance, instances_retrievable: true, bindings_retrievable: service.hasEntrance, allow_context_updates: false,
    plan_updateable: false, metadata: { displayName: service.name, providerDisplayName: 'Allmende' }, plans: service.plans.map((plan) => planBody(service, plan)),
  };
}

function planBody(service: CatalogService, { offer, price }: CatalogPlan): object {
  return {
    id: offer.id, name: offer.plan, description: offer.description, free: price.centsPerYear === 0, bindable: service.hasEntrance, plan_updateable: false, maximum_polling_duration: LONGEST_WAIT_SECONDS,
    metadata: {
      displayName: offer.name, costs: [{ amount: { eur: price.centsPerYear / 100 }, unit: 'YEARLY' }], contributionClass: price.contributionClass, priceValidFrom: price.validFrom, ...(price.label === null ? {} : { priceNote: price.label }),
    },
    schemas: { service_instance: { create: { parameters: draftFour(service.parameters) }, update: { parameters: draftFour(service.parameters) } } },
    ...(service.version === undefined ? {} : { maintenance_info: { version: service.version } }),
  };
}
