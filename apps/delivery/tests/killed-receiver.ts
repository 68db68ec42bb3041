import { linkSync, openSync, closeSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openDatabase } from '@allmende/database';
import { testHouse } from '@allmende/house/testing';
import { startWorker } from '@allmende/jobs';
import { fileKeyStore } from '@allmende/secrets';
import { systemClock } from '@allmende/time';
import type { DeliveryPorts } from '../actions/delivery-ports.ts';
import type { DeliveryTarget } from '../domain/delivery-target.ts';
import type { ParcelContent } from '../domain/parcel-content.ts';
import { lookForArrivalsJob } from '../jobs/look-for-arrivals.ts';
import { takeArrivalJob } from '../jobs/take-arrival.ts';

// A worker that receives, to be killed again and again: `node killed-receiver.ts <app url> <platform url> <jobs url> <keys folder> <folder of cases>`.
const [app = '', platform = '', jobs = '', keys = '', cases = ''] = process.argv.slice(2);
const base = testHouse(openDatabase({ appUrl: app, platformUrl: platform }));
const house = { ...base, clock: systemClock, keys: fileKeyStore(keys), config: { ...base.config, databaseUrls: { app, platform, jobs } } };

/** A system whose cases lie in a folder: each submission once, each number once, whatever happens in between. */
const target: DeliveryTarget = {
  name: 'fake',
  async deliver(_house, _tenant, { submission }) {
    const file = path.join(cases, `case-${submission}`);
    try {
      return { receipt: readFileSync(file, 'utf8') };
    } catch {
      // Not there yet.
    }
    let number = 1;
    for (;; number += 1) {
      try {
        closeSync(openSync(path.join(cases, `number-${number}`), 'wx'));
        break;
      } catch {
        // Taken.
      }
    }
    const draft = path.join(cases, `draft-${submission}-${process.pid}-${number}`);
    writeFileSync(draft, String(number));
    try {
      linkSync(draft, file);
    } catch {
      // Somebody else was quicker: theirs counts.
    }
    unlinkSync(draft);
    return { receipt: readFileSync(file, 'utf8') };
  },
  fetchDocument: async () => undefined,
};
const ports: DeliveryPorts = {
  targets: [target],
  applications: {
    read: async () => { throw new Error('nothing is sent here'); }, noteProgress: async () => undefined,
    readForeign: async (_house, _tenant, { id }) => ({ outcome: 'read', content: { submission: id, reference: id, answers: {}, summary: { de: { pages: [], results: [] } } } as unknown as ParcelContent }),
  },
};
await startWorker(house, [takeArrivalJob(ports), lookForArrivalsJob], { concurrency: 4 });
process.stdout.write('ready\n');
