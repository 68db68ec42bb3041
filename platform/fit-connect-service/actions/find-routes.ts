import { newId } from '@allmende/database';
import { serviceUrn } from '@allmende/fit-connect';
import type { House } from '@allmende/house';
import { findPlace } from '@allmende/register';
import { findKey, findRoutes as findRows } from '../data/destination.ts';
import type { Destination, SubmissionSchema } from '../domain/destination.ts';
import { refuse } from '../domain/errors.ts';
import { regionsAround, regionUrn } from '../domain/region-keys.ts';
import { openServiceKeys } from './open-service-keys.ts';
import { signJson } from './sign-json.ts';

/** What is looked for: a Leistungsschlüssel and exactly one key of an area, each as it came. */
export type RouteQuery = { readonly leikaKey: string | undefined; readonly ags: string | undefined; readonly ars: string | undefined; readonly areaId: string | undefined; readonly limit: number; readonly offset: number };

/** A destination that takes the service there, with what a sender needs to know, signed by the service. */
export type RouteResult = {
  readonly destinationId: string;
  readonly destinationSignature: string;
  readonly destinationParameters: {
    readonly encryptionKid: string; readonly metadataVersions: readonly string[]; readonly publicKeys: { readonly keys: readonly object[] }; readonly replyChannels?: Readonly<Record<string, unknown>>; readonly status: string;
    readonly submissionSchemas: readonly SubmissionSchema[]; readonly submissionUrl: string;
  };
  readonly destinationParametersSignature: string;
  readonly destinationName: string;
};

type Needs = Pick<House, 'config' | 'database' | 'clock' | 'keys'>;

/** Finds the active destinations for a service and an area, the most local first. An area without one is no mistake: the list is empty. Throws Refusal for parameters that do not fit. */
export async function findRoutes(house: Needs, query: RouteQuery): Promise<{ readonly total: number; readonly routes: readonly RouteResult[] }> {
  const { leikaKey } = query;
  if (leikaKey === undefined || !/^99\d{12}$/u.test(leikaKey)) throw refuse('bad-query', 'leikaKey');
  const identifier = serviceUrn(leikaKey);
  const ars = await arsOf(house, query);
  if (ars === undefined) return { total: 0, routes: [] };
  const { total, destinations } = await house.database.withoutTenant((tx) => findRows(tx, { identifier, regions: regionsAround(ars) }, query));
  return { total, routes: await Promise.all(destinations.map((one) => routeOf(house, one, identifier))) };
}

// An area of a search is named by its regional key.
async function arsOf(house: Needs, { ags, ars, areaId }: RouteQuery): Promise<string | undefined> {
  const given = [ags, ars, areaId].filter((one) => one !== undefined);
  if (given.length !== 1) throw refuse('bad-query', 'exactly one of ags, ars, areaId');
  if (ars !== undefined) return checked(ars, /^(?:\d{2}|\d{3}|\d{5}|\d{9}|\d{12})$/u, 'ars');
  if (areaId !== undefined) return checked(areaId, /^\d{1,12}$/u, 'areaId');
  const key = checked(ags ?? '', /^(?:\d{2}|\d{3}|\d{5}|\d{8})$/u, 'ags');
  return key.length < 8 ? key : (await findPlace(house, { ags: key }))?.ars;
}

function checked(value: string, form: RegExp, name: string): string {
  if (!form.test(value)) throw refuse('bad-query', name);
  return value;
}

async function routeOf(house: Needs, destination: Destination, identifier: string): Promise<RouteResult> {
  const { address } = house.config.fitConnect;
  const { signing } = await openServiceKeys(house);
  const key = await findKey(house.database, destination.id, destination.encryptionKid);
  const at = Math.floor(house.clock.now().getTime() / 1000);
  const parameters = {
    encryptionKid: destination.encryptionKid, metadataVersions: destination.metadataVersions, publicKeys: { keys: key === undefined ? [] : [key.jwk] },
    ...(destination.replyChannels === undefined ? {} : { replyChannels: destination.replyChannels }), status: destination.status,
    submissionSchemas: destination.services.filter((one) => one.identifier === identifier).flatMap((one) => one.submissionSchemas), submissionUrl: address,
  };
  const addressing = {
    submissionHost: new URL(address).host, iss: address, destinationId: destination.id, iat: at, jti: newId(),
    services: destination.services.map((one) => ({ gebietIDs: one.regions.map(regionUrn), leistungIDs: [one.identifier] })),
  };
  return {
    destinationId: destination.id, destinationSignature: await signJson(addressing, signing), destinationParameters: parameters, destinationParametersSignature: await signJson(parameters, signing), destinationName: destination.contact.legalName,
  };
}
