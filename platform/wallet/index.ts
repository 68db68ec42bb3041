export { changeCredentialStatus, listGivenCredentials, revokeCredentials, type GivenCredential } from './actions/change-status.ts';
export { checkCredential, type CheckedCredential } from './actions/check-credential.ts';
export { createOffer, type Offer, type OfferWish } from './actions/create-offer.ts';
export { startPresentation, type PresentationWish, type StartedPresentation } from './actions/start-presentation.ts';
export { walletMigrations } from './data/migrations.ts';
export { COMPLETION_CERTIFICATE, DOG_TAX_BADGE } from './domain/credential-types.ts';
export { manageCredentials, seeCredentials } from './domain/permissions.ts';
