import { systemActor } from '@allmende/access';
import { PLATFORM_TENANT, type TenantId } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import { contextFor, type House } from '@allmende/house';
import { deliveryTargetOf, deliveryTargetOfService, eraseApplication, keepDocument, keepReply, listActiveServices, listDeliverableServices, listEvidenceIds, listReceivableServices, mailboxOfApplication, noteApplicationState, readEvidenceForCase, readForDelivery, readForeignApplication, readSampleApplication, readSentEvidence, schemaOfService, wentAlong } from '@allmende/online-services';
import { findPlace, listPlacesOfAuthority } from '@allmende/register';
import type { ApplicationPort } from '../domain/application-port.ts';
import { referenceOfArrival } from '../domain/content-of-arrival.ts';
import { EvidenceStillChecked } from '../domain/errors.ts';
import { parcelContentOf } from '../domain/parcel-content-of.ts';
import { serviceIdentifier } from './service-identifier.ts';

/** Applications of our own online services. */
export const onlineServicesPort: ApplicationPort = {
  async read(house, tenant, application) {
    const ctx = contextOf(house, tenant);
    const { sent, guide, completeness } = await readForDelivery(ctx, { application });
    return parcelContentOf(sent, guide, await nameOfPlace(house, sent.placeArs), completeness);
  },
  async readAttachments(house, tenant, application) {
    const found = await readSentEvidence(contextOf(house, tenant), { application });
    if (found.some(({ state }) => state === 'received')) throw new EvidenceStillChecked();
    return found.flatMap(({ id, evidence, label, name, contentType, bytes }) => (contentType === undefined || bytes === undefined ? [] : [{ id, evidence, label, name, contentType, bytes }]));
  },
  listEvidence: (house, tenant, application) => listEvidenceIds(contextOf(house, tenant), { application }),
  readSchema: (house, service) => schemaOfService(house, { service }).catch((error: unknown) => {
    if (error instanceof NotFound) return undefined;
    throw error;
  }),
  async sample(house, tenant, service) {
    const found = await readSampleApplication(contextOf(house, tenant), { service });
    if (found === undefined) return undefined;
    const { sent, guide } = found;
    const { required, answered } = sent.completeness;
    return { ...parcelContentOf(sent, guide, await nameOfPlace(house, sent.placeArs), { score: 100, required, there: answered, evidence: [] }), isTest: true };
  },
  wentAlong: (house, tenant, input) => wentAlong(contextOf(house, tenant), input),
  listServices: (house, tenant) => listDeliverableServices(contextOf(house, tenant)),
  listActive: (house) => listActiveServices(contextOf(house, PLATFORM_TENANT)),
  targetOfService: (house, tenant, service) => deliveryTargetOfService(contextOf(house, tenant), { service }),
  async readEvidence(house, tenant, { application, evidence }) {
    const found = await readEvidenceForCase(contextOf(house, tenant), { application, evidence });
    if (found === undefined) return undefined;
    const { missing, receivedAt, ...rest } = found;
    return { ...rest, submission: application, receivedAt: receivedAt.toISOString(), missingEvidence: missing };
  },
  chosenTarget: (house, tenant, application) => deliveryTargetOf(contextOf(house, tenant), { application }),
  async readForeign(house, tenant, { id, service, schemaUri, mimeType, data, region, submittedAt }) {
    const known = mimeType === 'application/json' ? (await listReceivableServices(contextOf(house, tenant))).find((one) => serviceIdentifier(one) === service) : undefined;
    if (!known) return { outcome: 'unknown' };
    const placeArs = await placeOfRegion(house, tenant, region);
    const read = await readForeignApplication(contextOf(house, tenant), { id, reference: referenceOfArrival(id), service: known.id, schemaUri, data, placeArs, submittedAt });
    return read.outcome === 'read' ? { outcome: 'read', content: parcelContentOf(read.sent, read.guide, await nameOfPlace(house, placeArs), read.completeness) } : read;
  },
  async listReceivable(house, tenant) {
    const [services, places] = await Promise.all([listReceivableServices(contextOf(house, tenant)), listPlacesOfAuthority(house, { authority: tenant })]);
    const regions = places.map(({ ars }) => `DE${ars}`);
    return regions.length === 0 ? [] : services.map((service) => ({ identifier: serviceIdentifier(service), regions, submissionSchemas: [{ schemaUri: service.schemaUri, mimeType: 'application/json' as const }] }));
  },
  async mailboxOf(house, tenant, application) {
    const found = await mailboxOfApplication(contextOf(house, tenant), { application });
    if (found === undefined) return undefined;
    const { mailbox, ...rest } = found;
    const place = await placeOf(house, found.placeArs);
    return { ...rest, application, mailbox: mailbox.value, level: ({ none: 1, basic: 1, substantial: 3, high: 4 } as const)[mailbox.level], statusPage: new URL(place === undefined ? '/' : house.urlFor.place(place.slug, 'status'), house.config.publicAddress).href };
  },
  async noteProgress(house, tenant, { application, state, at, documents, replies, decision }) {
    const ctx = contextOf(house, tenant);
    if (state === 'erased') return eraseApplication(ctx, { application });
    for (const document of documents) await keepDocument(ctx, { application, document, issuedAt: at });
    for (const reply of replies) await keepReply(ctx, { application, reply, at });
    return noteApplicationState(ctx, { application, state, since: at, decision });
  },
};

// AGS, 8 digits: the ARS without the four digits of the association.
function placeOf(house: House, ars: string): ReturnType<typeof findPlace> {
  return findPlace(house, { ags: `${ars.slice(0, 5)}${ars.slice(9)}` });
}

async function nameOfPlace(house: House, ars: string): Promise<string> {
  return (await placeOf(house, ars))?.name ?? '';
}

// Senders of version 1 name no region, and those of version 2 may name a wide one: then it is the only place of the authority, or nobody knows which.
async function placeOfRegion(house: House, tenant: TenantId, region: string | undefined): Promise<string> {
  const digits = (region ?? '').replace(/^DE/u, '');
  if (digits.length === 12) return digits;
  const places = (await listPlacesOfAuthority(house, { authority: tenant })).filter(({ ars }) => ars.startsWith(digits));
  return places.length === 1 ? (places[0]?.ars ?? '') : digits.padEnd(12, '0');
}

function contextOf(house: House, tenant: TenantId) {
  return contextFor(house, systemActor('delivery'), tenant);
}
