import { openDatabase } from '@allmende/database';
import { testHouse } from '@allmende/house/testing';
import { startWorker } from '@allmende/jobs';
import { folderStore } from '@allmende/files';
import { fileKeyStore } from '@allmende/secrets';
import { systemClock } from '@allmende/time';
import { createOperations } from '../module.ts';
import { aPackage, fakeClusterRuntime } from '../testing/index.ts';

// A worker to be killed again and again: `node killed-worker.ts <app url> <platform url> <jobs url> <keys folder> <files folder> <cluster url>`.
const [app = '', platform = '', jobs = '', keys = '', files = '', cluster = ''] = process.argv.slice(2);
const base = testHouse(openDatabase({ appUrl: app, platformUrl: platform }));
const house = { ...base, clock: systemClock, keys: fileKeyStore(keys), files: folderStore(files), config: { ...base.config, databaseUrls: { app, platform, jobs } } };
const releases = { get: async (name: string, version: string) => aPackage({ app: name, version, migration: { component: 'main', command: ['m'] }, verify: { component: 'main', command: ['v'] } }) };
const operations = createOperations({ apps: [], runtimes: [fakeClusterRuntime(cluster)], releases });
await startWorker(house, operations.jobs, { concurrency: 4 });
operations.keepLooking(house);
process.stdout.write('ready\n');
