export { aFinishedDraft, anOverlay, completeAnswers, theDogTaxPackage, theDogTaxService } from './a-service.ts';
export { offerDogTax, sendDogTax } from './a-sent-application.ts';
