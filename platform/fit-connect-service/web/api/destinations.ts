import { changeDestination, addDestinationKey, deleteDestination, type DestinationChange } from '../../actions/change-destination.ts';
import { createDestination } from '../../actions/create-destination.ts';
import { listOwnDestinations, readDestination } from '../../actions/read-destination.ts';
import { readDestinationKey, readDestinationKeys } from '../../actions/read-keys.ts';
import type { Destination, OfferedService } from '../../domain/destination.ts';
import { refuse } from '../../domain/errors.ts';
import type { ApiVersion } from '../../domain/submission.ts';
import { json, list, NO_CACHE } from './answer.ts';
import type { BodyRules } from './asked.ts';
import { CreateDestination, PatchDestination, UpdateDestination, type DestinationBody } from '../../domain/bodies.ts';
import { Type } from 'typebox';
import type { Route } from './route.ts';

const RULES: BodyRules = { largest: 2 * 1024 * 1024, type: 'application/json' };

type Body = Omit<DestinationBody, 'services'> & { readonly services?: readonly OfferedService[]; readonly publicServices?: readonly OfferedService[] };

/** Managing destinations and reading their keys. */
export const destinationRoutes: readonly Route[] = [
  {
    method: 'GET', path: '/destinations',
    async handle(asked) {
      const page = asked.page();
      const { total, destinations } = await listOwnDestinations(asked.house, await asked.caller(), page);
      return json(200, list('destinations', destinations.map((one) => privateOf(one, asked.version)), { offset: page.offset, total }), NO_CACHE);
    },
  },
  {
    method: 'POST', path: '/destinations',
    async handle(asked) {
      const { client, rights } = await asked.caller();
      if (!rights.create) throw refuse('forbidden');
      const body = await asked.json<Body>(CreateDestination[asked.version], RULES);
      const made = await createDestination(asked.house, {
        contact: contactOf(body), services: (body.services ?? body.publicServices ?? []).map(serviceOf), encryptionKid: body.encryptionKid, encryptionKey: body.encryptionPublicKey, signingKey: body.signingPublicKey,
        metadataVersions: body.metadataVersions, replyChannels: body.replyChannels, callback: body.callback,
      }, { client });
      return json(201, privateOf(made, asked.version), { ...NO_CACHE, location: `/${asked.version}/destinations/${made.id}` });
    },
  },
  {
    method: 'GET', path: '/destinations/:destination',
    async handle(asked) {
      const { destination, isOwn } = await readDestination(asked.house, asked.caller(), asked.params['destination'] ?? '');
      return json(200, isOwn ? privateOf(destination, asked.version) : publicOf(destination, asked.version), NO_CACHE);
    },
  },
  {
    method: 'PUT', path: '/destinations/:destination',
    async handle(asked) {
      const caller = await asked.caller();
      const body = await asked.json<Body>(UpdateDestination[asked.version], RULES);
      return json(200, privateOf(await changeDestination(asked.house, caller, asked.params['destination'] ?? '', { ...changeOf(body), callback: body.callback ?? null, replyChannels: body.replyChannels ?? null }), asked.version), NO_CACHE);
    },
  },
  {
    method: 'PATCH', path: '/destinations/:destination',
    async handle(asked) {
      const caller = await asked.caller();
      const body = await asked.json<Partial<Body>>(PatchDestination[asked.version], RULES);
      return json(200, privateOf(await changeDestination(asked.house, caller, asked.params['destination'] ?? '', changeOf(body)), asked.version), NO_CACHE);
    },
  },
  {
    method: 'DELETE', path: '/destinations/:destination',
    async handle(asked) {
      await deleteDestination(asked.house, await asked.caller(), asked.params['destination'] ?? '');
      return { status: 204 };
    },
  },
  {
    method: 'POST', path: '/destinations/:destination/keys',
    async handle(asked) {
      const caller = await asked.caller();
      const destination = asked.params['destination'] ?? '';
      const { kid } = await addDestinationKey(asked.house, caller, destination, await asked.json(Type.Object({}), { ...RULES, largest: 128 * 1024 }));
      return { status: 201, headers: { location: `/${asked.version}/destinations/${destination}/keys/${encodeURIComponent(kid)}` } };
    },
  },
  {
    method: 'GET', path: '/destinations/:destination/keys/:key',
    handle: async (asked) => json(200, await readDestinationKey(asked.house, asked.params['destination'] ?? '', asked.params['key'] ?? ''), NO_CACHE),
  },
];

/** Only in version 2, and there only seen from one of two clients. */
export const keyListRoute: Route = {
  method: 'GET', path: '/destinations/:destination/keys',
  handle: async (asked) => json(200, { keys: await readDestinationKeys(asked.house, asked.params['destination'] ?? '') }, NO_CACHE),
};

function publicOf(destination: Destination, version: ApiVersion): object {
  return {
    destinationId: destination.id, status: destination.status, encryptionKid: destination.encryptionKid, metadataVersions: destination.metadataVersions,
    ...(destination.replyChannels === undefined ? {} : { replyChannels: destination.replyChannels }), [version === 'v1' ? 'services' : 'publicServices']: destination.services,
  };
}

function privateOf(destination: Destination, version: ApiVersion): object {
  return { ...publicOf(destination, version), contactInformation: destination.contact, ...(destination.callbackUrl === undefined ? {} : { callback: { url: destination.callbackUrl } }) };
}

function contactOf({ contactInformation: { legalName, address, phone, email, unit } }: Pick<Body, 'contactInformation'>): Destination['contact'] {
  return { legalName, address, phone, email, ...(unit === undefined ? {} : { unit }) };
}

function changeOf(body: Partial<Body>): DestinationChange {
  const { contactInformation, status, encryptionKid, metadataVersions, replyChannels, callback } = body;
  const services = body.services ?? body.publicServices;
  return {
    ...(status === undefined ? {} : { status }), ...(contactInformation === undefined ? {} : { contact: contactOf({ contactInformation }) }), ...(services === undefined ? {} : { services: services.map(serviceOf) }),
    ...(encryptionKid === undefined ? {} : { encryptionKid }), ...(metadataVersions === undefined ? {} : { metadataVersions }), ...(replyChannels === undefined ? {} : { replyChannels }), ...(callback === undefined ? {} : { callback }),
  };
}

function serviceOf({ identifier, regions, submissionSchemas }: OfferedService): OfferedService {
  return { identifier, regions, submissionSchemas: submissionSchemas.map(({ schemaUri, mimeType }) => ({ schemaUri, mimeType })) };
}
