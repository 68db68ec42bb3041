import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testDatabase } from '@allmende/database/testing';
import { accessMigrations } from '@allmende/access';
import { auditMigrations } from '@allmende/audit';
import { eventsMigrations } from '@allmende/events';
import { fitConnectServiceMigrations } from '@allmende/fit-connect-service';
import { jobsMigrations } from '@allmende/jobs';
import { registerMigrations } from '@allmende/register';
import { secretsMigrations } from '@allmende/secrets';
import { fuzzFitConnect } from './fuzz-fit-connect.ts';

const { database } = await testDatabase([jobsMigrations, eventsMigrations, secretsMigrations, accessMigrations, auditMigrations, registerMigrations, fitConnectServiceMigrations]);

test('a hundred wrong requests to every operation of the delivery service: none is taken, none is a fault', async () => {
  const counts = await fuzzFitConnect(database, 100, 20_261_122);
  assert.ok(Object.keys(counts).length >= 46, Object.keys(counts).join(', '));
});
