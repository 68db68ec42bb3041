import { startIntegrator } from '@allmende/audit';
import { readConfig } from '@allmende/config';
import { closeDocuments } from '@allmende/documents';
import { startWorker } from '@allmende/jobs';
import { allJobs, endWithSignals, openPlatform } from '@allmende/process-wiring';

const house = openPlatform(readConfig(), 'worker');
const worker = await startWorker(house, allJobs());
const integrator = startIntegrator(house.database, { onError: (error) => house.log.error({ err: error }, 'the audit log could not be sequenced') });
house.log.info('worker is ready');
process.send?.({ ready: true });

let ending = false;
endWithSignals(async () => {
  ending = true;
  await worker.stop();
  await integrator.stop();
  await closeDocuments();
  await house.database.close();
});

worker.ended.then(() => (ending ? undefined : process.exit(1)), (error: unknown) => {
  house.log.error({ err: error }, 'the worker ended');
  process.exit(1);
});
