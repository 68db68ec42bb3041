export { createArchive } from '../clients/create-archive.ts';
export { readArchive } from '../clients/read-archive.ts';
export { aPackage } from './a-package.ts';
export { anInstance } from './an-instance.ts';
export { memoryRuntime, type MemoryGeneration, type MemoryRuntime } from './memory-runtime.ts';
export { sampleApp, type SampleApp } from './sample-app.ts';
