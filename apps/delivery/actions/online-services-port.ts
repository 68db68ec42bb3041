import { systemActor } from '@allmende/access';
import type { TenantId } from '@allmende/database';
import { contextFor, type House } from '@allmende/house';
import { deliveryTargetOf, eraseApplication, keepDocument, noteApplicationState, readApplication, readCaseGuide, readCompleteness, readEvidenceForCase } from '@allmende/online-services';
import { findPlace } from '@allmende/register';
import type { ApplicationPort } from '../domain/application-port.ts';
import { parcelContentOf } from '../domain/parcel-content-of.ts';

/** Applications of our own online services. */
export const onlineServicesPort: ApplicationPort = {
  async read(house, tenant, application) {
    const ctx = contextOf(house, tenant);
    const [sent, guide, completeness] = await Promise.all([readApplication(ctx, { application }), readCaseGuide(ctx, { application }), readCompleteness(ctx, { application })]);
    // AGS, 8 digits: the ARS without the four digits of the association.
    const place = await findPlace(house, { ags: `${sent.placeArs.slice(0, 5)}${sent.placeArs.slice(9)}` });
    return parcelContentOf(sent, guide, place?.name ?? '', completeness);
  },
  async readEvidence(house, tenant, { application, evidence }) {
    const found = await readEvidenceForCase(contextOf(house, tenant), { application, evidence });
    if (found === undefined) return undefined;
    const { missing, receivedAt, ...rest } = found;
    return { ...rest, submission: application, receivedAt: receivedAt.toISOString(), missingEvidence: missing };
  },
  chosenTarget: (house, tenant, application) => deliveryTargetOf(contextOf(house, tenant), { application }),
  async noteProgress(house, tenant, { application, state, at, documents, decision }) {
    const ctx = contextOf(house, tenant);
    if (state === 'erased') return eraseApplication(ctx, { application });
    for (const document of documents) await keepDocument(ctx, { application, document, issuedAt: at });
    return noteApplicationState(ctx, { application, state, since: at, decision });
  },
};

function contextOf(house: House, tenant: TenantId) {
  return contextFor(house, systemActor('delivery'), tenant);
}
