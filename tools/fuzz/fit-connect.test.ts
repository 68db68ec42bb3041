import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testDatabase } from '@allmende/database/testing';
import { allMigrations } from '@allmende/process-wiring';
import { fuzzFitConnect } from './fuzz-fit-connect.ts';

const { database } = await testDatabase(allMigrations);

test('some hundred wrong requests to every operation of the delivery service: none is taken, none is a fault', async () => {
  const counts = await fuzzFitConnect(database, 300, 20_261_122);
  assert.ok(Object.keys(counts).length >= 46, Object.keys(counts).join(', '));
});
