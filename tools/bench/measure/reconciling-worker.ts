import { startIntegrator } from '@allmende/audit';
import { readConfig } from '@allmende/config';
import { startWorker } from '@allmende/jobs';
import { createOperations } from '@allmende/operations/module';
import { aPackage, fakeClusterRuntime } from '@allmende/operations/testing';
import { allApps, allJobs, openPlatform } from '@allmende/process-wiring';

// The worker as in operation with one more runtime: `node reconciling-worker.ts <address of the cluster>`, with a channel to its parent.
const [url = ''] = process.argv.slice(2);
const house = openPlatform(readConfig(), 'worker');
const releases = { get: async (app: string, version: string) => aPackage({ app, version, migration: { component: 'main', command: ['migrate'] }, verify: { component: 'main', command: ['verify'] } }) };
const operations = createOperations({ apps: allApps, runtimes: [fakeClusterRuntime(url)], releases });
await startWorker(house, [...allJobs(), ...operations.jobs], { concurrency: 8 });
operations.keepLooking(house);
startIntegrator(house.database, { onError: () => undefined });
process.on('disconnect', () => process.exit(0));
if (process.connected) process.send?.({ ready: true });
