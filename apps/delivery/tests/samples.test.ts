import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { accessMigrations, systemActor } from '@allmende/access';
import { auditMigrations } from '@allmende/audit';
import { newId, PLATFORM_TENANT, tenantId } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { NotFound } from '@allmende/errors';
import { eventsMigrations } from '@allmende/events';
import { filesMigrations } from '@allmende/files';
import { contextFor } from '@allmende/house';
import { testHouse } from '@allmende/house/testing';
import { jobsMigrations } from '@allmende/jobs';
import { onlineServicesMigrations, publishPackages } from '@allmende/online-services';
import { registerMigrations } from '@allmende/register';
import { secretsMigrations } from '@allmende/secrets';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { submissionMessage } from '../domain/webhook-message.ts';
import { onlineServicesPort } from '../index.ts';

const EFA = path.join(import.meta.dirname, '../../../efa');
const services = readdirSync(EFA, { withFileTypes: true }).filter((entry) => entry.isDirectory());
const stand = await testDatabase([accessMigrations, auditMigrations, secretsMigrations, jobsMigrations, eventsMigrations, filesMigrations, registerMigrations, onlineServicesMigrations]);
const house = testHouse(stand.database);
const published = await publishPackages(contextFor(house, systemActor('operator-command'), PLATFORM_TENANT), { folder: EFA });
const tenant = tenantId(newId());
const ajv = new Ajv2020({ strict: false, allErrors: true, formats: { date: /^\d{4}-\d{2}-\d{2}$/u, email: /@/u } });

test('every service of the house has a sample that can be sent, marked as one, with an id of its own', async () => {
  assert.ok(services.length > 0 && published.length > 0);
  for (const { serviceId } of published) {
    const [one, other] = [await onlineServicesPort.sample?.(house, tenant, serviceId), await onlineServicesPort.sample?.(house, tenant, serviceId)];
    assert.ok(one && other, serviceId);
    assert.deepEqual([one.isTest, one.service.id, one.reference], [true, serviceId, 'PROBE']);
    assert.notEqual(one.submission, other.submission);
    assert.ok(one.summary.de.pages.length > 0);
  }
  await assert.rejects(async () => onlineServicesPort.sample?.(house, tenant, 'unbekannt'), NotFound);
});

test('the data of each sample is what the exported schema of its service describes, and nothing else is', async () => {
  for (const { serviceId } of published) {
    const content = await onlineServicesPort.sample?.(house, tenant, serviceId);
    const schema = await onlineServicesPort.readSchema?.(house, serviceId);
    assert.ok(content && schema, serviceId);
    const validate = ajv.compile(schema);
    const { data } = submissionMessage(content, [], { schema: undefined, callback: '' }) as { data: { answers: object } };
    assert.ok(validate(data), `${serviceId}: ${ajv.errorsText(validate.errors)}`);
    assert.ok(!validate({ ...data, answers: {} }), serviceId);
    assert.ok(!validate({ ...data, more: true }), serviceId);
  }
});
