import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, test } from 'node:test';
import { buildAssets } from '@allmende/html';
import { createServer } from '@allmende/http';
import { LANGUAGES, languageFacts } from '@allmende/i18n';
import { onlineServicesModule } from '../module.ts';
import { deleteExpiredDrafts } from '../index.ts';
import { aBrowser as anyBrowser, type ABrowser, type Shown } from './a-browser.ts';
import { citizen, offerDogTax, openStand, placeAndTenant, SERVICE, typed } from './stand.ts';

const stand = await openStand();
const { clock } = stand.house;
const heilbronn = await placeAndTenant(stand, 'heilbronn');
await offerDogTax(stand, heilbronn.tenant);
const app = await createServer({
  house: stand.house, sessions: { findActor: async () => undefined }, assets: await buildAssets(), pages: onlineServicesModule.pages ?? [], api: onlineServicesModule.api ?? [], navigation: [],
});
after(() => app.close());

const aBrowser = () => anyBrowser(app, clock);
const declared = { 'declaration.truth': 'yes' };

async function begun(browser: ABrowser): Promise<{ first: Shown; base: string }> {
  await browser.get(`/heilbronn/services/${SERVICE}`);
  const first = await browser.post(`/heilbronn/services/${SERVICE}`);
  return { first, base: first.url.replace(/person$/u, '') };
}

async function filledIn(browser: ABrowser): Promise<{ check: Shown; base: string }> {
  const { first, base } = await begun(browser);
  let page = first;
  while (!page.url.endsWith('/check')) page = await browser.post(page.url, typed(page.url.split('/').at(-1) ?? ''));
  return { check: page, base };
}

const valueOf = (body: string, name: string) => new RegExp(`name="${name}"[^>]*value="([^"]*)"`, 'u').exec(body)?.[1];
const factOf = (body: string, name: string) => new RegExp(`${name}</dt><dd[^>]*>(?:<bdi>)?([^<]+)<`, 'u').exec(body)?.[1] ?? '';

test('the overview shows every page with its state, how much is there and the next step, before and after', async () => {
  const browser = aBrowser();
  const { base } = await begun(browser);
  const early = await browser.get(`${base}overview`);
  assert.equal(early.status, 200);
  assert.match(early.body, /0 von \d+ nötigen Angaben sind da/u);
  assert.match(early.body, /Weiter: Wer hält den Hund\?/u);
  assert.match(early.body, /Noch nicht möglich/u);
  await browser.post(`${base}person`, typed('person'));
  const later = await browser.get(`${base}overview`);
  assert.match(later.body, /Erledigt/u);
  assert.match(later.body, /Weiter: Wo wohnen Sie\?/u);
  assert.match(later.body, /Ende des 18\. Juni 2026/u, 'the last day is announced');

  const other = aBrowser();
  const { base: full } = await filledIn(other);
  assert.match((await other.get(`${full}overview`)).body, /Alles Nötige ist da\. .*href="[^"]+\/check"/su);
});

test('a person goes on with reference and access code on another device, in the same answers', async () => {
  const browser = aBrowser();
  const { base } = await begun(browser);
  await browser.post(`${base}person`, typed('person'));
  const later = await browser.get(`${base}later`);
  const [reference, secret] = [factOf(later.body, 'Kennung des Antrags'), factOf(later.body, 'Zugangscode')];
  assert.match(reference, /^[0-9A-Z]{4}(?:-[0-9A-Z]{4}){2}$/u);
  assert.match(secret, /^[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}$/u);
  assert.match(later.body.replaceAll('<wbr>', ''), /http:\/\/allmende\.test\/heilbronn\/resume/u);
  assert.match(later.body, /Sie haben Zeit bis 18\. Juni 2026/u);

  const phone = aBrowser();
  await phone.get('/heilbronn/resume');
  const refusals = [];
  for (const wrong of [{ reference, secret: '0000-0000-0000-0000' }, { reference: 'ZZZZ-ZZZZ-ZZZZ', secret }, { reference: '', secret: '' }, { reference: 'x'.repeat(5_000), secret: '\u202e\ud800' }]) {
    const refused = await phone.post('/heilbronn/resume', wrong);
    assert.equal(refused.status, 422);
    refusals.push(/<ul class="a-bare a-error-summary__list">.*?<\/ul>/su.exec(refused.body)?.[0]);
  }
  assert.equal(new Set(refusals).size, 1, 'nobody learns which of the two is wrong');
  const there = await phone.post('/heilbronn/resume', { reference: reference.toLowerCase().replaceAll('-', ' '), secret: secret.toLowerCase() });
  assert.ok(there.url.endsWith('/overview'), there.url);
  assert.equal(valueOf((await phone.get(`${base}person`)).body, 'applicant.givenName'), 'Ilvy');
});

test('guessing at the resume page ends soon, with the time to wait and what was typed', async () => {
  const browser = aBrowser();
  await browser.get('/heilbronn/resume');
  let last: Shown | undefined;
  for (let attempt = 0; attempt < 25; attempt += 1) last = await browser.rush('/heilbronn/resume', { reference: '7K3M-92QX-4TBN', secret: 'AAAA-AAAA-AAAA-AAAA' });
  assert.equal(last?.status, 429);
  assert.ok(Number(last?.retryAfter) > 0);
  assert.match(last?.body ?? '', /zu viele Versuche/u);
  assert.match(last?.body ?? '', /value="7K3M-92QX-4TBN"/u);
  clock.advanceMs(600_000);
});

test('an expired draft leads its browser to a page that says so, and strangers to the same not-found as ever', async () => {
  const browser = aBrowser();
  const { base, first } = await begun(browser);
  const later = await browser.get(`${base}later`);
  const given = { reference: factOf(later.body, 'Kennung des Antrags'), secret: factOf(later.body, 'Zugangscode') };
  clock.advanceMs(30 * 86_400_000);
  for (const answer of [await browser.get(first.url), await browser.post(first.url, typed('person')), await browser.get(`${base}overview`), await browser.get(`${base}later`), await browser.get(`${base}evidence`), await browser.get(`${base}receipt`)]) {
    assert.equal(answer.status, 404, answer.url);
    assert.match(answer.body, /Diesen Antrag finden wir nicht mehr/u);
  }
  await browser.get('/heilbronn/resume');
  assert.match((await browser.post('/heilbronn/resume', given)).body, /passen zu keinem Antrag, den es noch gibt/u);
  await deleteExpiredDrafts(citizen(stand, heilbronn.tenant));
  assert.match((await browser.post('/heilbronn/resume', given)).body, /passen zu keinem Antrag, den es noch gibt/u);
  const left = await stand.house.database.withoutTenant((tx) => tx.client.query('select 1 from online_services.draft_index where draft_id = $1', [base.split('/')[3]]));
  assert.equal(left.rowCount, 0, 'nothing points to what was deleted');
  const stranger = aBrowser();
  assert.doesNotMatch((await stranger.get(first.url)).body, /finden wir nicht mehr/u);
  const forged = aBrowser();
  forged.cookies.set(`draft-${base.split('/')[3]}`, { value: `${heilbronn.tenant}.AAAA-AAAA-AAAA-AAAA`, path: '/' });
  assert.match((await forged.get(first.url)).body, /Diesen Antrag finden wir nicht mehr/u, 'a wrong key reads like a deleted draft');
});

test('switching the language keeps the page and what was typed on it, and saves nothing', async () => {
  const browser = aBrowser();
  const { first } = await begun(browser);
  for (const language of LANGUAGES.toReversed()) {
    const { tag, direction } = languageFacts(language);
    const shown = await browser.post(first.url, { 'applicant.givenName': 'Ганна', 'applicant.email': 'kein-at', _language: language });
    assert.equal(shown.status, 200, language);
    assert.match(shown.body, new RegExp(`<html lang="${tag}"${direction === 'rtl' ? ' dir="rtl"' : ''}>`, 'u'));
    assert.equal(valueOf(shown.body, 'applicant.givenName'), 'Ганна');
    assert.equal(valueOf(shown.body, 'applicant.email'), 'kein-at');
    assert.doesNotMatch(shown.body, /role="alert"/u);
    assert.equal((await browser.get(first.url)).body.includes(`<html lang="${tag}"`), true, 'and a cookie remembers it');
  }
  assert.equal(valueOf((await browser.get(first.url)).body, 'applicant.givenName'), '');
  const { check } = await filledIn(aBrowser());
  assert.match(check.body, /name="_language" value="ar"/u);
});

test('without a script an application is sent; sent twice, also at once, it is one application with one receipt', async () => {
  const browser = aBrowser();
  const { check, base } = await filledIn(browser);
  clock.advanceMs(2_000);
  const both = await Promise.all([browser.rush(check.url, declared), browser.rush(check.url, declared)]);
  const references = both.map(({ url, body }) => [url, /a-confirm__reference">([^<]+)</u.exec(body)?.[1]]);
  assert.deepEqual(references[0], references[1]);
  assert.ok(both[0]?.url.endsWith('/receipt'));
  const again = await browser.post(check.url, declared);
  assert.equal(/a-confirm__reference">([^<]+)</u.exec(again.body)?.[1], references[0]?.[1]);
  assert.ok((await browser.post(`${base}person`, typed('person'))).url.endsWith('/receipt'), 'a page that still lay open leads to the receipt');
  const { rows } = await stand.house.database.inTenant(heilbronn.tenant, (tx) => tx.client.query<{ count: number }>('select count(*)::int as count from online_services.application where tenant_id = $1 and reference = $2', [heilbronn.tenant, references[0]?.[1]]));
  assert.equal(rows[0]?.count, 1);
});

test('whoever sends faster than people read is asked again with everything kept; a solved puzzle needs no waiting', async () => {
  const browser = aBrowser();
  const { check } = await filledIn(browser);
  const fast = await browser.rush(check.url, declared);
  assert.equal(fast.status, 422);
  assert.match(fast.body, /schneller, als Menschen lesen/u);
  assert.match(fast.body, /name="declaration\.truth"[^>]*checked/u);
  clock.advanceMs(1_600);
  assert.ok((await browser.rush(check.url, declared)).url.endsWith('/receipt'), 'the time counts from when the page was first shown');

  const scripted = aBrowser();
  const { check: other } = await filledIn(scripted);
  const stamp = valueOf(other.body, '_stamp') ?? '';
  assert.match(other.body, new RegExp(`<a-guard stamp="${stamp}" bits="14">`, 'u'));
  assert.match(other.body, /<script type="module" src="\/assets\/form-guard\.[0-9a-f]+\.js"/u);
  assert.match((await scripted.rush(other.url, { ...declared, _puzzle: 'abc' })).body, /schneller, als Menschen lesen/u, 'a wrong solution counts for nothing');
  assert.ok((await scripted.rush(other.url, { ...declared, _puzzle: solved(stamp) })).url.endsWith('/receipt'));
});

test('a form without its stamp, from another page or from the day before yesterday is shown again as it was typed', async () => {
  const browser = aBrowser();
  const { first, base } = await begun(browser);
  const values = { ...typed('person'), 'applicant.givenName': 'Ottilie' };
  const other = valueOf((await browser.get(`${base}person`)).body, '_stamp') ?? '';
  await browser.post(first.url, typed('person'));
  for (const stamp of ['', 'x', `${other}x`]) {
    const held = await browser.post(first.url, { ...values, _stamp: stamp });
    assert.equal(held.status, 422, stamp);
    assert.match(held.body, /Ihre Angaben sind noch da/u);
    assert.equal(valueOf(held.body, 'applicant.givenName'), 'Ottilie');
  }
  assert.equal((await browser.post(`${base}address`, { ...typed('address'), _stamp: other })).status, 422, 'a stamp belongs to its page');
  await browser.get(first.url);
  clock.advanceMs(25 * 3_600_000);
  const old = await browser.post(first.url, values);
  assert.equal(old.status, 422);
  assert.match(old.body, /länger als einen Tag offen/u);
  assert.equal(valueOf(old.body, 'applicant.givenName'), 'Ottilie');
  assert.ok((await browser.post(first.url, values)).url.endsWith('/address'));
});

test('a flood is held back with the time to wait, and nothing typed is lost; a browser with the puzzle solved goes on', async () => {
  clock.advanceMs(600_000);
  const browser = aBrowser();
  const { first } = await begun(browser);
  await browser.get(first.url);
  let flooded: Shown | undefined;
  for (let sent = 0; sent < 125; sent += 1) flooded = await browser.rush(first.url, { 'applicant.givenName': 'Flut' });
  assert.equal(flooded?.status, 429);
  assert.ok(Number(flooded?.retryAfter) >= 1);
  assert.match(flooded?.body ?? '', /sehr viele Eingaben\. Bitte warten Sie \d+ Sekunden/u);
  assert.equal(valueOf(flooded?.body ?? '', 'applicant.givenName'), 'Flut');
  const stamp = valueOf(flooded?.body ?? '', '_stamp') ?? '';
  assert.ok((await browser.rush(first.url, { ...typed('person'), _stamp: stamp, _puzzle: solved(stamp) })).url.endsWith('/address'));
  clock.advanceMs(60_000);
});

test('bad input on every page of the form gets a clear page, never a fault', async () => {
  const browser = aBrowser();
  const { first, base } = await begun(browser);
  const huge = await browser.post(first.url, { ...typed('person'), 'applicant.givenName': 'x'.repeat(1_000_000) });
  assert.equal(huge.status, 422);
  assert.match(huge.body, /zu groß\. Gehen Sie im Browser zurück/u);
  const long = await browser.post(first.url, { ...typed('person'), 'applicant.givenName': 'y'.repeat(300_000) });
  assert.equal(long.status, 422);
  assert.match(long.body, /Kürzen Sie „Vorname“/u);
  assert.equal(valueOf(long.body, 'applicant.givenName')?.length, 300_000, 'all of it is still there');
  const turned = await browser.post(first.url, { ...typed('person'), 'applicant.familyName': 'Mu\u202estermann' });
  assert.equal(turned.status, 422);
  assert.match(turned.body, /unsichtbare Zeichen, die die Schreibrichtung umkehren/u);
  assert.equal(valueOf(turned.body, 'applicant.familyName'), 'Mustermann');
  const arabic = await browser.post(first.url, { ...typed('person'), 'applicant.givenName': 'ليلى\u200e', 'applicant.familyName': 'محمد عبد الله' });
  assert.ok(arabic.url.endsWith('/address'), 'Arabic is a name like any other');
  assert.equal(valueOf((await browser.get(first.url)).body, 'applicant.familyName'), 'محمد عبد الله');

  const sent = [...browser.cookies].map(([name, { value }]) => `${name}=${value}`).join('; ');
  const seen = await browser.get(first.url);
  const [csrf, stamp] = [valueOf(seen.body, '_csrf') ?? '', valueOf(seen.body, '_stamp') ?? ''];
  const raw = ['%ED%A0%80', '%00%01%1b%7f', '%FF%FE', '%', '=&=&&', `${'a=1&'.repeat(20_000)}`, 'applicant.givenName=a&applicant.givenName=b', '__proto__=x&constructor=y'];
  for (const url of [first.url, `${base}check`, `${base}later`, `${base}overview`, '/heilbronn/resume', '/heilbronn/status', `/heilbronn/services/${SERVICE}`]) {
    for (const part of raw) {
      const { statusCode } = await app.inject({ method: 'POST', url, headers: { cookie: sent, 'content-type': 'application/x-www-form-urlencoded' }, payload: `_csrf=${csrf}&_stamp=${stamp}&applicant.givenName=${part}&reference=${part}&secret=${part}&_language=${part}&_puzzle=${part}` });
      assert.ok(statusCode < 500, `${url} ${part.slice(0, 30)}: ${statusCode}`);
    }
    for (const [name, value] of [['content-type', 'application/json'], ['content-type', 'multipart/form-data; boundary=x'], ['content-type', 'text/plain']] as const) {
      const { statusCode } = await app.inject({ method: 'POST', url, headers: { cookie: sent, [name]: value }, payload: '{"a":' });
      assert.ok(statusCode >= 400 && statusCode < 500, `${url} ${value}: ${statusCode}`);
    }
  }
  clock.advanceMs(600_000);
});

test('every page of an application speaks every language', async () => {
  const browser = aBrowser();
  const { check, base } = await filledIn(browser);
  for (const language of LANGUAGES) {
    const { tag } = languageFacts(language);
    for (const url of [`/heilbronn/services/${SERVICE}`, `${base}person`, `${base}overview`, `${base}later`, check.url, '/heilbronn/resume', '/heilbronn/status']) {
      const shown = await browser.get(`${url}?lang=${language}`);
      assert.equal(shown.status, 200, `${url} ${language}`);
      assert.ok(shown.body.includes(`<html lang="${tag}"`), `${url} ${language}`);
      assert.doesNotMatch(shown.body.replaceAll(/<[^>]+>/gu, ' '), /undefined|\[object/u, `${url} ${language}`);
    }
  }
  const receipt = await browser.post(`${base}check?lang=ar`, declared);
  assert.match(receipt.body, /وصل طلبك/u);
});

function solved(stamp: string): string {
  for (let number = 0; ; number += 1) if (Math.clz32(createHash('sha256').update(`${stamp}:${number}`).digest().readUInt32BE()) >= 14) return String(number);
}
