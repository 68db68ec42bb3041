import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessMigrations } from '@allmende/access';
import { appPackagesMigrations, publishRelease } from '@allmende/app-packages';
import { anAppPackage } from '@allmende/app-packages/testing';
import { auditMigrations } from '@allmende/audit';
import { newId, PLATFORM_TENANT, tenantId } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { contextFor } from '@allmende/house';
import { testHouse } from '@allmende/house/testing';
import { orderableApps } from './orderable-apps.ts';

const house = testHouse((await testDatabase([accessMigrations, auditMigrations, appPackagesMigrations])).database);
const operator = contextFor(house, { kind: 'staff', accountId: newId(), name: 'Omar Beispiel', grants: [{ tenant: PLATFORM_TENANT, role: 'operator' }] }, PLATFORM_TENANT);
const town = tenantId(newId());

test('what a package needs of the operator is looked up in its newest release and in the configuration', async () => {
  const mailing = orderableApps('mailing');
  const at = (config = house.config) => mailing?.unmet?.({ ...house, config, tenant: town });
  assert.equal(await at(), undefined, 'nothing is released yet');
  await publishRelease(operator, { package: anAppPackage({ app: 'mailing', title: { de: 'Rundbrief', en: 'Newsletter' }, needs: { smtp: {} } }) });
  assert.match((await at()) ?? '', /„Rundbrief“ braucht einen Mailserver .*ALLMENDE_APPS_SMTP_URL/u);
  assert.equal(await at({ ...house.config, apps: { ...house.config.apps, mail: { host: 'mail.example', port: 587, user: '', password: '', sender: 'apps@example.org' } } }), undefined);
  await publishRelease(operator, { package: anAppPackage({ app: 'mailing', version: '2.0.0' }) });
  assert.equal(await at(), undefined, 'the newest one needs none');
});

test('whoever orders learns that an app runs for demonstration only, until its package is released', async () => {
  const note = (app: string, locale: 'de' | 'en' = 'de') => orderableApps(app)?.note?.({ ...house, locale });
  assert.match((await note('node-red')) ?? '', /„Node-RED“ läuft hier vorerst nur zur Vorführung.*\.\/allmende app publish ops\/apps\/node-red --build/u);
  assert.match((await note('node-red', 'en')) ?? '', /for demonstration only/u);
  assert.equal(await note('mailing'), undefined);
  await publishRelease(operator, { package: anAppPackage({ app: 'node-red' }) });
  assert.equal(await note('node-red'), undefined);
});
