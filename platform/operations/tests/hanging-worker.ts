import { openDatabase } from '@allmende/database';
import { testHouse } from '@allmende/house/testing';
import { fileKeyStore } from '@allmende/secrets';
import { createOperations } from '../module.ts';
import { sampleApp } from '../testing/index.ts';

// A worker that hangs in the middle of a step, to be killed: `node hanging-worker.ts <app url> <platform url> <keys folder> <tenant> <instance>`.
const [appUrl = '', platformUrl = '', keysDir = '', tenant = '', instance = ''] = process.argv.slice(2);
const app = sampleApp();
const activate = app.activate;
app.activate = async (ctx, one) => {
  process.stdout.write('in the step\n');
  await new Promise((resolve) => { setTimeout(resolve, 60_000); });
  await activate(ctx, one);
};
await createOperations({ apps: [app] }).reconcile({ ...testHouse(openDatabase({ appUrl, platformUrl })), keys: fileKeyStore(keysDir) }, { tenant, instance });
