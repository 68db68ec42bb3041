import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testDatabase } from '@allmende/database/testing';
import { allMigrations } from '@allmende/process-wiring';
import { fuzzFitConnect } from './fuzz-fit-connect.ts';

/** The bar of the issue: so many wrong requests, no acceptance and no answer of 500 or more. Fewer only to look at the fuzzing itself. */
const REQUESTS = Number(process.env['ALLMENDE_FUZZ_REQUESTS'] ?? 10_000);
const SEED = Number(process.env['ALLMENDE_FUZZ_SEED'] ?? 20_261_122);

const { database } = await testDatabase(allMigrations);

test(`${REQUESTS} wrong requests to every operation of the delivery service: none is taken, none is a fault`, async (context) => {
  const counts = await fuzzFitConnect(database, REQUESTS, SEED);
  for (const [operation, statuses] of Object.entries(counts)) context.diagnostic(`${operation}: ${Object.entries(statuses).map(([status, count]) => `${count} × ${status}`).join(', ')}`);
  assert.equal(Object.values(counts).flatMap((statuses) => Object.values(statuses)).reduce((sum, count) => sum + count, 0), REQUESTS);
});
