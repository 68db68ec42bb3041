import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { activateService, openDraft, readReceipt, runApp, saveDraftPage, saveOverlay, startDraft, startFollowUp, submitApplication, type DraftAccess } from '../index.ts';
import { addDraftRow, saveDraftRowPage } from '../actions/change-rows.ts';
import { readServicePackage } from '../data/read-service-package.ts';
import { inputValuesOf } from '../domain/parse-field.ts';
import { overlayInputValues } from '../domain/parse-overlay-input.ts';
import type { Sample, ServicePackage } from '../domain/service-package.ts';
import { aCitizen, officer, openStand, placeAndTenant } from './stand.ts';

const EFA = join(import.meta.dirname, '../../../efa');
/** The day on which the stand lives. */
const TODAY = '2026-05-20';
const stand = await openStand();
after(() => stand.close());
const { house } = stand;
// A district of its own, so that every service is a matter of its city.
const { tenant, ars } = await placeAndTenant(stand, 'heilbronn');
const office = officer(stand, tenant);
await runApp(office);

const packages = new Map(readdirSync(EFA, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => {
  const result = readServicePackage(join(EFA, name));
  assert.ok('servicePackage' in result);
  return [result.servicePackage.service.id, result.servicePackage] as const;
}));

for (const [id, servicePackage] of packages) {
  await saveOverlay(office, { service: id, body: overlayInputValues(servicePackage, servicePackage.sampleOverlays['example']!) });
  await activateService(office, { service: id });
}

/** What a browser would send for a page. */
function typed(servicePackage: ServicePackage, ids: readonly string[], answers: Sample['answers']): Record<string, string> {
  return Object.assign({}, ...ids.map((id) => inputValuesOf(servicePackage.fields.find((field) => field.id === id)!, answers[id]))) as Record<string, string>;
}

async function fillRows(access: DraftAccess, servicePackage: ServicePackage, page: string, rows: readonly Sample['answers'][]): Promise<void> {
  const inner = servicePackage.flow.pages.find(({ id }) => id === page)?.pages ?? [];
  for (const answers of rows) {
    const added = await addDraftRow(house, { ...access, page, language: 'de' });
    assert.ok(added.outcome === 'added');
    for (let next: string | undefined = added.firstPage; next !== undefined;) {
      const fields = inner.find(({ id }) => id === next)?.fields ?? [];
      const saved = await saveDraftRowPage(house, { ...access, page: next, row: added.row, body: typed(servicePackage, fields, answers), language: 'de' });
      assert.ok(saved.outcome === 'saved', `${servicePackage.service.id}, ${next}: ${JSON.stringify(saved.outcome === 'refused' ? saved.input.problems : saved)}`);
      next = saved.next;
    }
  }
}

/** Goes through the whole form with the answers of a sample and sends it; returns how the form was walked. */
async function send(access: DraftAccess & { firstPage: string }, servicePackage: ServicePackage, sample: Sample, rowsAreThere = false) {
  const { firstPage, ...at } = access;
  const path: string[] = [];
  for (let page = firstPage; page !== 'check' && !path.includes(page);) {
    const asked = servicePackage.flow.pages.find(({ id }) => id === page);
    assert.ok(asked, page);
    if (asked.repeat !== undefined && !rowsAreThere) await fillRows(at, servicePackage, page, sample.rows?.[asked.repeat] ?? []);
    const saved = await saveDraftPage(house, { ...at, page, body: typed(servicePackage, asked.fields ?? [], sample.answers), language: 'de' });
    assert.ok(saved.outcome === 'saved', `${servicePackage.service.id}, ${page}: ${JSON.stringify(saved.outcome === 'refused' ? saved.input.problems : saved)}`);
    path.push(page);
    page = saved.next;
  }
  const sent = await submitApplication(house, { ...at, body: typed(servicePackage, servicePackage.flow.declaration, sample.answers), language: 'de' });
  assert.ok(sent.outcome === 'sent', JSON.stringify(sent));
  return { path, sent };
}

const complete = (servicePackage: ServicePackage) => servicePackage.samples.filter(({ today, expect }) => today === TODAY && expect.complete && expect.pruned.length === 0);

for (const [id, servicePackage] of packages) {
  test(`${id}: complete samples go page by page to a receipt in every language`, async () => {
    const samples = complete(servicePackage).slice(0, 4);
    assert.ok(samples.length >= 2, 'enough samples of the stand’s day');
    for (const sample of samples) {
      const citizen = servicePackage.service.loginLevel === 'none' ? undefined : (await aCitizen(stand, tenant)).citizen;
      const access = await startDraft(house, { ars, service: id, citizen });
      const { firstPage: _first, ...at } = access;
      const { path, sent } = await send(access, servicePackage, sample);
      assert.deepEqual(path, sample.expect.path, sample.name);
      for (const language of servicePackage.service.languages) {
        const receipt = await readReceipt(house, { ...at, language });
        assert.equal(receipt.reference, sent.reference);
      }
    }
  });
}

test('an application for further housing benefit starts from the first one, and the next from that', async () => {
  const [first, further] = [packages.get('wohngeld-mietzuschuss')!, packages.get('wohngeld-weiterleistung')!];
  const sample = complete(first).find(({ rows, answers }) => (rows?.['member'] ?? []).length > 1 && answers['household.singleParent'] === true);
  assert.ok(sample);
  const { sent } = await send(await startDraft(house, { ars, service: 'wohngeld-mietzuschuss' }), first, sample);

  const begun = await startFollowUp(house, { ars, service: 'wohngeld-weiterleistung', reference: sent.reference, secret: sent.secret });
  const { firstPage: _first, ...access } = begun;
  const { situation } = await openDraft(house, access);
  assert.deepEqual(situation?.draft.rows?.['member']?.map(({ answers }) => answers), sample.rows?.['member']);
  assert.equal(situation?.draft.answers['rent.net'], sample.answers['rent.net']);
  assert.equal(situation?.draft.answers['declaration.truth'], undefined, 'a declaration is made anew');

  const now = { ...sample, answers: { ...sample.answers, 'last.until': '2026-05-31', 'last.changed': false } };
  const again = await send(begun, further, now, true);
  const third = await startFollowUp(house, { ars, service: 'wohngeld-weiterleistung', reference: again.sent.reference, secret: again.sent.secret });
  const { firstPage: _third, ...thirdAccess } = third;
  assert.equal((await openDraft(house, thirdAccess)).situation?.draft.answers['rent.net'], sample.answers['rent.net']);
});
