import { descriptionFor, getSolution, listOffers, priceOn, type Offer, type Price } from '@allmende/catalog';
import { InvalidInput } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { contributionClass } from '@allmende/membership';
import type { ParameterSchema } from '@allmende/operations';
import { findAuthority } from '@allmende/register';
import type { AppsPort } from '../domain/apps-port.ts';
import { serviceIdOf } from '../domain/broker-ids.ts';

/** A plan as the authority of the credentials can order it today. */
export type CatalogPlan = { readonly offer: Offer; readonly price: Price };

/** An app with its plans. */
export type CatalogService = {
  readonly id: string;
  readonly app: string;
  readonly name: string;
  readonly description: string;
  readonly categories: readonly string[];
  readonly plans: readonly CatalogPlan[];
  readonly parameters: ParameterSchema;
  readonly version: string | undefined;
  readonly hasEntrance: boolean;
};

const NOTHING: ParameterSchema = { type: 'object', properties: {}, additionalProperties: false };

/** What the authority of the credentials can order today: offers on the in-house ground with a price of its class. What it cannot order is not in it. */
export async function readCatalog(ctx: ActionContext, port: AppsPort): Promise<readonly CatalogService[]> {
  const authority = await findAuthority(ctx, { id: ctx.tenant });
  const today = ctx.clock.today();
  const group = await contributionClass(ctx, { inhabitants: authority?.population ?? null, on: today });
  const plans = (await listOffers(ctx)).flatMap((offer): CatalogPlan[] => {
    const price = group && priceOn(offer.prices, group.name, today);
    return price === undefined || !offer.inHouse ? [] : [{ offer, price }];
  });
  return Promise.all([...new Set(plans.map(({ offer }) => offer.appId))].map((app) => serviceOf(ctx, port, app, plans.filter(({ offer }) => offer.appId === app))));
}

async function serviceOf(ctx: ActionContext, port: AppsPort, app: string, plans: readonly CatalogPlan[]): Promise<CatalogService> {
  const [first] = plans;
  const [{ listing }, found, parameters] = await Promise.all([getSolution(ctx, { slug: first?.offer.solution ?? '' }), port.packageOf(ctx, app), port.apps(app)?.parameters?.(ctx)]);
  return {
    id: serviceIdOf(app), app, name: listing.name, description: descriptionFor(listing.descriptions, ctx.locale)?.description.shortDescription ?? listing.name, categories: listing.categories, plans,
    parameters: parameters ?? NOTHING, version: found?.version, hasEntrance: found?.hasEntrance ?? false,
  };
}

/** The service and plan of these ids; throws InvalidInput where the catalog has none. */
export function planOf(catalog: readonly CatalogService[], wanted: { readonly service: string; readonly plan: string }): { readonly service: CatalogService; readonly plan: CatalogPlan } {
  const service = catalog.find((one) => one.id === wanted.service);
  if (service === undefined) throw new InvalidInput([{ pointer: '/service_id', code: 'unknown', message: 'Diesen Dienst gibt es im Katalog nicht.' }]);
  const plan = service.plans.find((one) => one.offer.id === wanted.plan);
  if (plan === undefined) throw new InvalidInput([{ pointer: '/plan_id', code: 'unknown', message: 'Diesen Plan gibt es im Katalog nicht.' }]);
  return { service, plan };
}
