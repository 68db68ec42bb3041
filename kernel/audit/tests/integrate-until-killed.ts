import { openDatabase } from '@allmende/database';
import { integrate } from '../index.ts';

// Runs until its parent kills it, in small batches so that a kill falls into the middle of one.
const database = openDatabase({ appUrl: process.env['APP_URL'] ?? '', platformUrl: process.env['PLATFORM_URL'] ?? '', connections: 1 });
process.send?.('ready');
for (;;) await integrate(database, { batch: 17 });
