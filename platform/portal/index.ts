export { enterLegalContact } from './actions/enter-legal-contact.ts';
export { getLegalContact } from './actions/get-legal-contact.ts';
export { portalMigrations } from './data/migrations.ts';
export type { StartFigure, WorkFigure } from './domain/figure.ts';
export { LEGAL_CONTACT_FIELDS, NO_LEGAL_CONTACT, type LegalContact } from './domain/legal-contact.ts';
export type { ListServicesOfAuthority, ListServicesOfPlace, OfferedService } from './domain/offered-service.ts';
