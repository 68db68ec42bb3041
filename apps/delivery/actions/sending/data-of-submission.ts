import type { Wanted } from '@allmende/fit-connect';
import { berlinDate } from '@allmende/time';
import type { Delivery } from '../../domain/delivery.ts';
import type { FitConnectSettings } from '../../domain/fit-connect-form.ts';
import type { ParcelContent } from '../../domain/parcel-content.ts';
import { NoSchema } from '../../domain/sending-errors.ts';
import { serviceIdentifier } from '../service-identifier.ts';

/** Words before the reference of a sample application: whoever receives it sees that it is none of a person. */
export const TRIAL_REFERENCE = 'PROBE';

/** What is sent, before it is encrypted. */
export type SubmissionData = { readonly wanted: Wanted; readonly name: string; readonly bytes: Buffer; readonly senderReference: string; readonly applicationDate: string };

/** The data of an application as its exported schema has them. Throws NoSchema. */
export async function dataOfSubmission(content: ParcelContent, delivery: Pick<Delivery, 'schema'>, settings: FitConnectSettings): Promise<SubmissionData> {
  const { leistungsschluessel, name } = content.service;
  // A key of the package goes before what was typed at the destination: one destination may take many services.
  const service = leistungsschluessel === undefined && settings.service !== undefined ? settings.service : serviceIdentifier(content.service);
  const own = (await delivery.schema())?.['$id'];
  const schemaUri = settings.schemaUri ?? (typeof own === 'string' ? own : undefined);
  if (schemaUri === undefined) throw new NoSchema();
  const { answers, rows, results } = content;
  return {
    wanted: { service, region: `DE${content.placeArs}`, schemaUri, mimeType: 'application/json' }, name: name.de,
    bytes: Buffer.from(JSON.stringify({ answers, ...(rows === undefined ? {} : { rows }), ...(results === undefined ? {} : { results }) })),
    senderReference: content.isTest === true ? `${TRIAL_REFERENCE} ${content.reference}` : content.reference, applicationDate: berlinDate(new Date(content.submittedAt)),
  };
}
