export { createArchive } from '../clients/create-archive.ts';
export { readArchive } from '../clients/read-archive.ts';
export { aPackage } from './a-package.ts';
export { anInstance } from './an-instance.ts';
export { memoryRuntime, type MemoryGeneration, type MemoryRuntime } from './memory-runtime.ts';
export { noContainers, testComponent, testImage, testPackage, type TestImage } from './test-image.ts';
export { sampleApp, type SampleApp } from './sample-app.ts';
export { startFakeCluster, type FakeCluster } from './fake-cluster.ts';
export { fakeClusterRuntime } from './fake-cluster-runtime.ts';
