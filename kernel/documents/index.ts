export type { DocumentBlock, DocumentModel } from './domain/document-model.ts';
export { closeDocuments, renderDocument } from './render-document.ts';
