import assert from 'node:assert/strict';
import { test } from 'node:test';
import { casesTarget } from '../actions/cases-target.ts';
import { aParcelContent } from '../testing/index.ts';
import { openStand, placeAndTenant, runCasesFor, staff } from './stand.ts';
import { workAtOnce } from './work-at-once.ts';

const stand = await openStand();
const heilbronn = await placeAndTenant(stand, 'heilbronn');
await runCasesFor(stand, heilbronn.tenant);

test('200 caseworkers on the same 50 cases lose no change and see no deadlock', async () => {
  const ids = [];
  for (let number = 0; number < 50; number += 1) ids.push((await casesTarget.deliver(stand.house, heilbronn.tenant, aParcelContent())).receipt);
  const { saved } = await workAtOnce({ ids, people: Array.from({ length: 200 }, (_, number) => staff(stand, heilbronn.tenant, 'caseworker', `Person ${number}`)), changesEach: 5 });
  assert.equal(saved, 1000);
});
