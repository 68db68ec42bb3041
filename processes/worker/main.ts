import { startIntegrator, writeCheckpoints } from '@allmende/audit';
import { readConfig } from '@allmende/config';
import { closeDocuments } from '@allmende/documents';
import { startWorker } from '@allmende/jobs';
import { startTelemetry, stopTelemetry } from '@allmende/observe';
import { allJobs, endWithSignals, openOperations, openPlatform } from '@allmende/process-wiring';
import { watchSignIns } from '@allmende/single-sign-on';

const config = readConfig();
await startTelemetry(config.telemetry, 'worker');
const house = openPlatform(config, 'worker');
const operations = await openOperations(house);
const worker = await startWorker(house, [...allJobs(), ...operations.jobs], { concurrency: 8 });
const looking = operations.keepLooking(house);
const watching = watchSignIns(house);
const integrator = startIntegrator(house.database, { onError: (error) => house.log.error({ err: error }, 'the audit log could not be sequenced') });
writeCheckpoints(house).catch((error: unknown) => house.log.error({ err: error }, 'the checkpoints of the audit log could not be written'));
house.log.info('worker is ready');
process.send?.({ ready: true });

let ending = false;
endWithSignals(async () => {
  ending = true;
  await looking[Symbol.asyncDispose]();
  await watching[Symbol.asyncDispose]();
  await worker.stop();
  await integrator.stop();
  await closeDocuments();
  await house.database.close();
  await stopTelemetry();
});

worker.ended.then(() => (ending ? undefined : process.exit(1)), (error: unknown) => {
  house.log.error({ err: error }, 'the worker ended');
  process.exit(1);
});
