export { onlineServicesPort } from './actions/online-services-port.ts';
export { reportProgress } from './actions/report-progress.ts';
export { removeParcels } from './actions/remove-parcels.ts';
export { deliveryMigrations } from './data/migrations.ts';
export type { ApplicationPort, Progress } from './domain/application-port.ts';
export type { DeliveredEvidence } from './domain/delivered-evidence.ts';
export type { DeliveredDocument, DeliveryTarget } from './domain/delivery-target.ts';
export type { Parcel, ParcelState, ProgressState } from './domain/parcel.ts';
export type { DecisionGuide, LocalText, ParcelCompleteness, ParcelContent, RemedyGuide, Summary, SummaryRow } from './domain/parcel-content.ts';
