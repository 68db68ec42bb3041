export { aFinishedDraft, anOverlay, completeAnswers, theDogTaxPackage, theDogTaxService } from './a-service.ts';
export { bringEvidence, offerDogTax, sendDogTax } from './a-sent-application.ts';
export { aFolderWithEvidence } from './a-package-with-evidence.ts';
