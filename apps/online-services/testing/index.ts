export { aFinishedDraft, anOverlay, completeAnswers, theDogTaxPackage, theDogTaxService } from './a-service.ts';
