import { testHouse } from '@allmende/house/testing';
import { defineJob, startWorker } from '@allmende/jobs';
import { openDatabase } from '@allmende/database';
import { Type } from 'typebox';

const [jobs = '', app = '', platform = ''] = process.argv.slice(2);
const plain = testHouse(openDatabase({ appUrl: app, platformUrl: platform }));
const house = { ...plain, config: { ...plain.config, databaseUrls: { app, platform, jobs } } };
await startWorker(house, [defineJob({ name: 'sample/hold', payload: Type.Object({}), handle: async () => { process.send?.('taken'); await new Promise(() => undefined); } })]);
