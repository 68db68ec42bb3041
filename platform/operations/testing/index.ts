export { createArchive } from '../clients/create-archive.ts';
export { readArchive } from '../clients/read-archive.ts';
export { anInstance } from './an-instance.ts';
export { sampleApp, type SampleApp } from './sample-app.ts';
