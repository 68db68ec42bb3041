import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { ANONYMOUS, systemActor } from '@allmende/access';
import { auditMigrations } from '@allmende/audit';
import { newId } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { NotFound } from '@allmende/errors';
import { cents } from '@allmende/money';
import { fixedClock, plainDate } from '@allmende/time';
import { catalogMigrations, endUse, getOffer, getSolution, importCatalog, listOffers, listUses, offerSolution, priceOn, PriceAlreadySet, recordUse, registerOffers, searchCatalog, enterPrices } from '../index.ts';
import { aPubliccodeFile } from '../testing/a-publiccode-file.ts';

const { database } = await testDatabase([auditMigrations, catalogMigrations]);
const clock = fixedClock('2026-11-21T10:00:00Z');
const ctx = { database, clock, actor: systemActor('start') };
const folder = await mkdtemp(join(tmpdir(), 'allmende-catalog-'));
after(() => rm(folder, { recursive: true }));

const shipped = join(import.meta.dirname, '../../../solutions');
const real = join(import.meta.dirname, '../../../../shared/data/publiccode');
const skip = existsSync(real) ? false : 'shared/data is not beside this repository';

const slugs = async (query: string, facets = {}) => (await searchCatalog(ctx, { query, facets })).entries.map(({ slug }) => slug);

test('the solutions that ship with the store are imported once and stay as they are', async () => {
  const progress: number[] = [];
  const first = await importCatalog(ctx, { path: shipped, onProgress: ({ done, total }) => progress.push(done / total) });
  assert.ok(first.added >= 25);
  assert.deepEqual({ ...first, added: 0, conformant: 0 }, { added: 0, changed: 0, unchanged: 0, rejected: [], conformant: 0, deviating: [] });
  assert.equal(first.conformant, first.added);
  assert.equal(progress.at(-1), 1);

  const again = await importCatalog(ctx, { path: shipped });
  assert.deepEqual({ added: again.added, changed: again.changed, unchanged: again.unchanged }, { added: 0, changed: 0, unchanged: first.added });
});

test('an entry keeps the folder as its address and shows the commit it was read from', async () => {
  const { listing, provenance, conformance } = await getSolution(ctx, { slug: 'open-zaak' });
  assert.equal(listing.name, 'Open Zaak');
  assert.match(provenance?.commit ?? '', /^[0-9a-f]{40}$/);
  assert.equal(conformance.conformant, true);
  await assert.rejects(getSolution(ctx, { slug: 'gibt-es-nicht' }), NotFound);
});

test('solutions are found by stem, beginning, folded umlaut, part of a word and category in German', async () => {
  assert.equal((await slugs('Termine'))[0], 'eappointment');
  assert.ok((await slugs('termin')).includes('eappointment'));
  assert.ok((await slugs('Wartenummern')).includes('eappointment'));
  assert.ok((await slugs('Buergerportal')).includes('open-inwoner'));
  assert.ok((await slugs('Terminvergabe')).includes('eappointment'));
  assert.deepEqual((await slugs('signalen')), ['signalen']);
});

test('a misspelt name finds what resembles it and says so', async () => {
  const result = await searchCatalog(ctx, { query: 'nextclaud' });
  assert.equal(result.approximate, true);
  assert.ok(result.entries.some(({ slug }) => slug === 'nextcloud'));
});

test('all words must fit, and a query that fits nothing is an empty result', async () => {
  assert.deepEqual(await slugs('Termine Videogespräche Steuerbescheid'), []);
  const nothing = await searchCatalog(ctx, { query: 'xqzvw' });
  assert.deepEqual({ total: nothing.total, entries: nothing.entries, pages: nothing.pages, approximate: nothing.approximate }, { total: 0, entries: [], pages: 1, approximate: false });
});

test('facets count the hits and narrow them', async () => {
  const everything = await searchCatalog(ctx, {});
  const category = everything.facets.find(({ facet }) => facet === 'category')?.values.find(({ value }) => value === 'collaboration');
  assert.ok(category && category.count > 1);
  const narrowed = await searchCatalog(ctx, { facets: { category: ['collaboration'] } });
  assert.equal(narrowed.total, category.count);
  assert.ok(narrowed.entries.every(({ categories }) => categories.includes('collaboration')));
  assert.equal(narrowed.facets.find(({ facet }) => facet === 'category')?.values.find(({ value }) => value === 'collaboration')?.chosen, true);
  const both = await searchCatalog(ctx, { facets: { category: ['collaboration'], licence: ['Apache-2.0'] } });
  assert.ok(both.total < narrowed.total && both.total > 0);
  assert.equal((await searchCatalog(ctx, { facets: { category: ['keine-kategorie'] } })).total, 0);
});

test('pages hold each entry once', async () => {
  const all = new Set<string>();
  const { total, pages } = await searchCatalog(ctx, { pageSize: 7 });
  for (let page = 1; page <= pages; page++) for (const { slug } of (await searchCatalog(ctx, { page, pageSize: 7 })).entries) all.add(slug);
  assert.equal(all.size, total);
});

test('whatever is typed into the search, it answers', async () => {
  for (const query of ["'", '\\', ':* & | !', '"(', '\u0000', '%', '_', 'a'.repeat(5000), 'ß', 'đ', '🙂', 'der die das', '1; drop table']) {
    await searchCatalog(ctx, { query, facets: { licence: ["' or 1=1", query] }, page: -3, pageSize: 1e9 });
  }
});

test('a broken file leaves the last good entry and is shown with line and reason', async () => {
  const file = join(folder, 'plan', 'publiccode.yml');
  await mkdir(join(folder, 'plan'));
  await writeFile(file, aPubliccodeFile({ name: 'Bruchplan' }));
  assert.equal((await importCatalog(ctx, { path: folder })).added, 1);
  clock.advanceMs(86_400_000);

  await writeFile(file, 'name: Bruchplan\n  url: [');
  const report = await importCatalog(ctx, { path: folder });
  assert.equal(report.rejected.length, 1);
  assert.ok(report.rejected[0]!.line >= 1 && report.rejected[0]!.reason.length > 10);
  const broken = await getSolution(ctx, { slug: 'bruchplan' });
  assert.equal(broken.listing.name, 'Bruchplan');
  assert.equal(broken.failure?.line, report.rejected[0]!.line);
  assert.equal(broken.lastGoodReadAt.toISOString(), '2026-11-21T10:00:00.000Z');

  await writeFile(file, aPubliccodeFile({ name: 'Bruchplan', shortDescription: 'Jetzt heil.' }));
  assert.equal((await importCatalog(ctx, { path: folder })).changed, 1);
  const mended = await getSolution(ctx, { slug: 'bruchplan' });
  assert.equal(mended.failure, null);
  assert.equal(mended.listing.descriptions['de']?.shortDescription, 'Jetzt heil.');
});

test('two files of one repository become two entries, and the same one twice is reported', async () => {
  const place = await mkdtemp(join(folder, 'two-'));
  const repository = 'https://example.org/doppel.git';
  await writeFile(join(place, 'a.yml'), aPubliccodeFile({ name: 'Doppel A', repository }));
  await writeFile(join(place, 'b.yml'), aPubliccodeFile({ name: 'Doppel B', repository }));
  await writeFile(join(place, 'c.yml'), aPubliccodeFile({ name: 'Doppel B', repository }));
  const report = await importCatalog(ctx, { path: place });
  assert.equal(report.added, 2);
  assert.equal(report.rejected.length, 1);
  assert.equal((await importCatalog(ctx, { path: place })).unchanged, 2);
});

test('the real files are listed, all but the one that is no YAML, and importing them again changes nothing', { skip }, async () => {
  const report = await importCatalog(ctx, { path: real });
  assert.ok(report.rejected.some(({ file, line }) => file.endsWith('Azienda-USL-di-Bologna__DAE-RespondER.yml') && line === 63));
  assert.ok(report.rejected.filter(({ line }) => line === 63).length === 1);
  assert.ok(report.added > 130, `${report.added} added`);
  assert.ok(report.deviating.length > 20);
  const again = await importCatalog(ctx, { path: real });
  assert.deepEqual({ added: again.added, changed: again.changed }, { added: 0, changed: 0 });
});

test('nobody but the platform may import', async () => {
  await assert.rejects(importCatalog({ ...ctx, actor: ANONYMOUS }, { path: shipped }));
});

test('an app describes itself, gets an offer that keeps its id, and prices that are never changed', async () => {
  const description = {
    appId: 'muster-app', publiccode: aPubliccodeFile({ name: 'Muster-App' }),
    plans: [{ plan: 'standard', name: 'Standard', description: 'Alles drin.', inHouse: true, prices: [{ contributionClass: 'B', centsPerYear: cents(120_000), validFrom: plainDate('2026-01-01'), label: 'Beispielwerte' }] }],
  };
  const first = await registerOffers(ctx, description);
  const second = await registerOffers(ctx, description);
  assert.equal(first.solution, 'muster-app');
  assert.deepEqual(second, first);
  const offer = await getOffer(ctx, { id: first.offers[0]!.id });
  assert.deepEqual((await listOffers(ctx, { solution: 'muster-app' })), [offer]);
  assert.equal((await searchCatalog(ctx, { facets: { origin: ['first-party'] } })).entries[0]?.slug, 'muster-app');

  await enterPrices(ctx, { offer: offer.id, centsPerYear: { B: cents(130_000) }, validFrom: plainDate('2027-01-01'), label: null });
  const { prices } = await getOffer(ctx, { id: offer.id });
  assert.equal(priceOn(prices, 'B', plainDate('2026-12-31'))?.centsPerYear, 120_000);
  assert.equal(priceOn(prices, 'B', plainDate('2027-01-01'))?.centsPerYear, 130_000);
  assert.equal(priceOn(prices, 'B', plainDate('2025-12-31')), undefined);
  assert.equal(priceOn(prices, 'A', plainDate('2026-12-31')), undefined);
  await assert.rejects(enterPrices(ctx, { offer: offer.id, centsPerYear: { B: cents(1) }, validFrom: plainDate('2027-01-01'), label: null }), PriceAlreadySet);
});

test('the store shows who uses a solution today', async () => {
  const [heilbronn, gone] = [newId(), newId()];
  await recordUse(ctx, { solution: 'ckan', authority: heilbronn, since: plainDate('2026-01-01'), recordedBy: 'procurement/1' });
  await recordUse(ctx, { solution: 'ckan', authority: heilbronn, since: plainDate('2026-01-01'), recordedBy: 'procurement/1' });
  await recordUse(ctx, { solution: 'ckan', authority: gone, since: plainDate('2025-01-01'), recordedBy: 'procurement/2' });
  await endUse(ctx, { solution: 'ckan', authority: gone, until: plainDate('2026-02-01') });
  assert.deepEqual((await listUses(ctx, { solution: 'ckan' })).map(({ authority }) => authority), [heilbronn]);
  assert.deepEqual((await listUses(ctx, { authority: heilbronn })).map(({ solution }) => solution), ['ckan']);
  assert.equal((await searchCatalog(ctx, { query: 'ckan' })).entries.find(({ slug }) => slug === 'ckan')?.users, 1);
});

test('a solution of others becomes orderable once, with the platform as the one who runs it', async () => {
  const plan = { solution: 'node-red', appId: 'node-red', plan: 'demonstration', name: 'Node-RED', description: 'Zum Ausprobieren', inHouse: true, prices: [{ contributionClass: 'A', centsPerYear: cents(20_000), validFrom: plainDate('2026-01-01'), label: 'Beispielwerte' }] };
  const first = await offerSolution(ctx, plan);
  const again = await offerSolution(ctx, { ...plan, name: 'Node-RED zum Ausprobieren' });

  assert.equal(first.kind, 'foreign');
  assert.equal(again.id, first.id);
  assert.equal(again.name, 'Node-RED zum Ausprobieren');
  assert.equal(again.prices.length, 1);
  await assert.rejects(offerSolution(ctx, { ...plan, solution: 'gibt-es-nicht' }), NotFound);
});
