import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import { API_VERSIONS, type ApiVersion } from './api-versions.ts';
import { chooseMetadataVersion } from './metadata.ts';
import { demand } from './refusal.ts';

const DestinationService = Type.Object({
  identifier: Type.String({ minLength: 7, maxLength: 255 }),
  regions: Type.Array(Type.String({ pattern: '^DE[0-9]{0,12}$' }), { minItems: 1, maxItems: 20_000 }),
  submissionSchemas: Type.Array(Type.Object({ schemaUri: Type.String({ minLength: 1, maxLength: 2_000 }), mimeType: Type.Union([Type.Literal('application/json'), Type.Literal('application/xml')]) }), { minItems: 1, maxItems: 1_000 }),
});
export type DestinationService = Static<typeof DestinationService>;

/** A place to which applications are sent, as senders see it, alike in both versions. */
export type Destination = {
  readonly id: string;
  readonly status: string;
  readonly encryptionKid: string;
  readonly services: readonly DestinationService[];
  readonly metadataVersions: readonly string[];
  readonly replyChannels: Readonly<Record<string, unknown>>;
};

const Common = Type.Object({
  destinationId: Type.String({ format: 'uuid' }),
  status: Type.Union([Type.Literal('created'), Type.Literal('active'), Type.Literal('inactive'), Type.Literal('decommissioned')]),
  encryptionKid: Type.String({ minLength: 1, maxLength: 64 }),
  metadataVersions: Type.Array(Type.String({ pattern: '^(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)$' }), { minItems: 1, maxItems: 100 }),
  replyChannels: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
});
const Services = Type.Array(DestinationService, { minItems: 1, maxItems: 10_000 });

/** Reads a destination as a service of this version answers it. Throws FitConnectRefusal. */
export function readDestination(version: ApiVersion, answer: unknown): Destination {
  demand(Value.Check(Common, answer), 'destination-malformed');
  const services = (answer as Readonly<Record<string, unknown>>)[API_VERSIONS[version].servicesField];
  demand(Value.Check(Services, services), 'destination-malformed');
  return { id: answer.destinationId.toLowerCase(), status: answer.status, encryptionKid: answer.encryptionKid, services, metadataVersions: answer.metadataVersions, replyChannels: answer.replyChannels ?? {} };
}

/** What somebody wants to send. `region`: `DE` and the ARS of the applicant's municipality. */
export type Wanted = { readonly service: string; readonly region: string; readonly schemaUri: string; readonly mimeType: 'application/json' | 'application/xml' };

/** Checks that a destination takes what is to be sent, before anything is encrypted. Returns the version of the metadata to use. Throws FitConnectRefusal. */
export function checkDestination(destination: Destination, wanted: Wanted): { readonly metadataVersion: string } {
  demand(destination.status === 'active', 'destination-inactive');
  const services = destination.services.filter(({ identifier }) => identifier === wanted.service);
  demand(services.length > 0, 'destination-service');
  const here = services.filter(({ regions }) => regions.some((region) => wanted.region.startsWith(region)));
  demand(here.length > 0, 'destination-region');
  demand(here.some(({ submissionSchemas }) => submissionSchemas.some(({ schemaUri, mimeType }) => schemaUri === wanted.schemaUri && mimeType === wanted.mimeType)), 'destination-schema');
  const metadataVersion = chooseMetadataVersion(destination.metadataVersions);
  demand(metadataVersion !== undefined, 'destination-metadata-version');
  return { metadataVersion };
}
