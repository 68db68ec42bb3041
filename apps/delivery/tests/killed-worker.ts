import { openDatabase } from '@allmende/database';
import { testHouse } from '@allmende/house/testing';
import { startWorker } from '@allmende/jobs';
import { fileKeyStore } from '@allmende/secrets';
import { systemClock } from '@allmende/time';
import type { DeliveryPorts } from '../actions/delivery-ports.ts';
import { fitConnectTarget } from '../actions/sending/fit-connect-target.ts';
import type { ParcelContent } from '../domain/parcel-content.ts';
import { deliverEvidenceJob } from '../jobs/deliver-evidence.ts';
import { deliverParcelJob } from '../jobs/deliver-parcel.ts';
import { followAllJob, followSubmissionJob } from '../jobs/follow-submission.ts';

// A worker that sends, to be killed again and again: `node killed-worker.ts <app url> <platform url> <jobs url> <keys folder>`.
const [app = '', platform = '', jobs = '', keys = ''] = process.argv.slice(2);
const base = testHouse(openDatabase({ appUrl: app, platformUrl: platform }));
const house = { ...base, clock: systemClock, keys: fileKeyStore(keys), config: { ...base.config, databaseUrls: { app, platform, jobs } } };
const bytes = Buffer.alloc(20_000, 'Anlage');
const ports: DeliveryPorts = {
  targets: [fitConnectTarget],
  applications: {
    read: async (_house, _tenant, submission) => ({ submission, reference: submission, placeArs: '081210000000', submittedAt: '2026-11-22T09:00:00.000Z', answers: {}, service: { id: 'probe', name: { de: 'Probe' } } }) as unknown as ParcelContent,
    readAttachments: async (_house, _tenant, application) => [{ id: application, evidence: 'a', label: { de: 'Anlage' }, name: 'a.pdf', contentType: 'application/pdf', bytes }],
    readEvidence: async (_house, _tenant, { application, evidence }) => ({
      id: evidence, submission: application, label: { de: 'Nachweis' }, state: 'clean', name: 'b.pdf', contentType: 'application/pdf', bytes, isLate: true, receivedAt: '2026-11-23T09:00:00.000Z', hints: [], completeness: { score: 100, required: 1, there: 1, evidence: [] }, missingEvidence: [],
    }),
    readSchema: async () => ({ $id: 'urn:probe' }), noteProgress: async () => undefined,
  },
};
await startWorker(house, [deliverParcelJob(ports), deliverEvidenceJob(ports), followSubmissionJob, followAllJob], { concurrency: 4 });
process.stdout.write('ready\n');
