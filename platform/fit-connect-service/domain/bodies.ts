import { Type, type Static } from 'typebox';

/**
 * Bodies that clients send, by the official description 1.1.3 (schemas CreateDestination, UpdateDestination, PatchDestination, CreateSubmission, SubmitSubmission), with upper limits of our own. What is not named is passed over,
 * as there.
 */
const Uuid = Type.String({ format: 'uuid', minLength: 32, maxLength: 36 });
const Text = (maxLength: number) => Type.String({ maxLength });
const ServiceUrn = Type.String({ minLength: 7, maxLength: 255, pattern: "^urn:[a-z0-9][a-z0-9-]{0,31}:[a-z0-9()+,.:=@;$_!*'%/?#-]+$" });
const Region = Type.String({ minLength: 2, maxLength: 14, pattern: '^DE[0-9]{0,12}$' });
const Jwe = Type.String({ minLength: 1, pattern: '^[a-zA-Z0-9_=.-]+$' });

const Callback = Type.Object({ url: Type.String({ minLength: 9, maxLength: 2_000, format: 'uri' }), secret: Type.String({ minLength: 32, maxLength: 512 }) });
const Contact = Type.Object({ legalName: Text(300), address: Text(500), phone: Text(100), email: Type.String({ format: 'email', maxLength: 320 }), unit: Type.Optional(Text(300)) });
const Schema = Type.Object({ schemaUri: Type.String({ format: 'uri', maxLength: 2_000 }), mimeType: Type.Union([Type.Literal('application/json'), Type.Literal('application/xml')]) });
const Offered = Type.Object({
  identifier: ServiceUrn, regions: Type.Array(Region, { minItems: 1, maxItems: 20_000, uniqueItems: true }), submissionSchemas: Type.Array(Schema, { minItems: 1, maxItems: 1_000, uniqueItems: true }),
});
const Services = Type.Array(Offered, { minItems: 1, maxItems: 10_000, uniqueItems: true });
const Versions = Type.Array(Type.String({ maxLength: 50, pattern: '^(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)$' }), { minItems: 1, maxItems: 100, uniqueItems: true });
const Kid = Type.String({ maxLength: 64 });
const Channel = Type.Object({});
const Channels = Type.Object({ deMail: Type.Optional(Channel), elster: Type.Optional(Channel), eMail: Type.Optional(Type.Object({ usePgp: Type.Optional(Type.Boolean()) })), fink: Type.Optional(Channel) }, { minProperties: 1, maxProperties: 20 });

const SHARED = { contactInformation: Contact, callback: Callback, encryptionKid: Kid, replyChannels: Channels, metadataVersions: Versions };
const Keys = { encryptionPublicKey: Type.Object({}), signingPublicKey: Type.Object({}) };
const optional = { callback: Type.Optional(SHARED.callback), replyChannels: Type.Optional(SHARED.replyChannels) };
const PatchShared = Type.Partial(Type.Object({ ...SHARED, status: Type.Union([Type.Literal('active'), Type.Literal('inactive'), Type.Literal('decommissioned')]) }));
const Status = Type.Union([Type.Literal('created'), Type.Literal('active'), Type.Literal('inactive'), Type.Literal('decommissioned')]);

/** Each version names the list of services in its own way. */
export const CreateDestination = { v1: Type.Object({ ...SHARED, ...optional, ...Keys, services: Services }), v2: Type.Object({ ...SHARED, ...optional, ...Keys, publicServices: Services }) };
export const UpdateDestination = { v1: Type.Object({ ...SHARED, ...optional, status: Status, services: Services }), v2: Type.Object({ ...SHARED, ...optional, status: Status, publicServices: Services }) };
export const PatchDestination = { v1: Type.Intersect([PatchShared, Type.Object({ services: Type.Optional(Services) })]), v2: Type.Intersect([PatchShared, Type.Object({ publicServices: Type.Optional(Services) })]) };

const PublicService = Type.Object({ name: Type.String({ maxLength: 1_000 }), identifier: ServiceUrn, description: Type.Optional(Text(5_000)) });
const ANNOUNCED = { destinationId: Uuid, announcedAttachments: Type.Array(Uuid, { maxItems: 1_000 }), callback: Type.Optional(Callback) };

export const CreateSubmission = {
  v1: Type.Object({ ...ANNOUNCED, serviceType: PublicService, caseId: Type.Optional(Uuid) }),
  v2: Type.Object({ ...ANNOUNCED, publicService: PublicService, region: Type.Optional(Region), caseId: Type.Optional(Uuid) }),
};
export const SubmitSubmission = { v1: Type.Object({ encryptedMetadata: Jwe, encryptedData: Type.Optional(Jwe) }), v2: Type.Object({ encryptedMetadata: Jwe, encryptedData: Jwe }) };

const AnyDestination = Type.Object({ ...SHARED, ...optional, ...Keys, status: Status, services: Services });
export type DestinationBody = Static<typeof AnyDestination>;
