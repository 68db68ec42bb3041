import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { LANGUAGES } from '@allmende/i18n';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { examiner } from './examine.ts';
import { readPackages, samplesForEveryPage } from './pages/sample-answers.ts';
import { fillIn, walkService } from './pages/service-walk.ts';
import { newPerson } from './person.ts';
import { startPlatform, type Platform } from './platform.ts';

let platform: Platform;
let browser: Browser;

before(async () => {
  platform = await startPlatform();
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  await platform?.stop();
});

const packages = readPackages();

for (const servicePackage of packages) {
  const { id, languages } = servicePackage.service;
  const { samples, unreached } = samplesForEveryPage(servicePackage);

  test(`${id}: a sample leads to each of its pages`, () => assert.deepEqual(unreached, []));

  for (const language of LANGUAGES) {
    const isOwn = languages.includes(language);
    test(`${id} in ${language}${isOwn ? '' : ', which it does not speak'}: every page in every state is sound in both colours, at 320 px, at 200 % and with the keyboard`, async (t) => {
      // The keyboard does not read: one language from the left and one from the right are enough.
      const eyes = examiner({ keyboard: language === 'de' || language === 'ar' });
      const visited = new Set<string>();
      // A second sample is walked for the pages that the first one does not lead to.
      const looked = new Set<string>();
      const look = async (page: Page, state: string) => {
        if (looked.has(state)) return;
        looked.add(state);
        await eyes.examine(page, state);
      };
      for (const sample of isOwn ? samples : samples.slice(0, 1)) {
        await using citizen = await newPerson(browser, platform.address, { isHasty: true });
        const { page } = citizen;
        const walked = await walkService({ page, place: 'heilbronn', servicePackage, sample, language, isBrief: !isOwn, look: (state) => look(page, state) });
        for (const one of walked.pages) visited.add(one);
        assert.deepEqual(citizen.faults, []);
      }
      t.diagnostic(`${eyes.seen()} pages looked at`);
      assert.deepEqual(eyes.faults, []);
      if (isOwn) assert.deepEqual(servicePackage.flow.pages.flatMap(({ id: one, pages }) => [one, ...(pages ?? []).map((inner) => inner.id)]).filter((one) => !visited.has(one)), [], 'every page of the package was walked');
    });
  }
}

for (const language of LANGUAGES) {
  test(`a further application, coming back, and what is gone are sound in ${language}`, async () => {
    const eyes = examiner();
    await using citizen = await newPerson(browser, platform.address, { isHasty: true });
    const { page } = citizen;
    const look = (state: string) => eyes.examine(page, `${language}, ${state}`);
    const press = () => Promise.all([page.waitForEvent('load'), page.locator('main form[method=post] button[type=submit]').first().click()]);
    const first = packages.find(({ service }) => service.id === 'wohngeld-mietzuschuss');
    const further = packages.find(({ followUp }) => followUp !== undefined);
    assert.ok(first && further);
    const [sample] = samplesForEveryPage(first).samples;
    assert.ok(sample);
    const sent = await walkService({ page, place: 'heilbronn', servicePackage: first, sample, language, isBrief: true, look: async () => undefined });

    const followUp = `/heilbronn/services/${further.service.id}/follow-up`;
    await page.goto(`${followUp}?lang=${language}`);
    await look('follow-up, start');
    await fillIn(page, { reference: sent.reference, secret: 'AAAA-AAAA-AAAA-AAAA' });
    await press();
    await look('follow-up, wrong code');
    await fillIn(page, { reference: sent.reference, secret: sent.secret });
    await press();
    await look('follow-up, first page with the answers of the last application');
    const draft = new URL(page.url()).pathname.split('/').slice(0, 4).join('/');

    await page.goto(`${draft}/check`);
    assert.notEqual(new URL(page.url()).pathname, `${draft}/check`, 'a page that cannot be reached yet leads to the one that is open');
    await look('led to the open page');
    await page.goto(`${draft}/overview`);
    await look('task list, nothing done');
    await page.goto(`${draft}/${further.flow.pages[0]?.id ?? ''}`);
    const other = page.locator('nav button[name=_language]').first();
    if (await other.count() > 0) {
      await Promise.all([page.waitForEvent('load'), other.click()]);
      await look('language switched in the middle of a page');
      await page.goto(`${draft}/overview?lang=${language}`);
    }

    for (const [state, path] of [['resume', '/heilbronn/resume'], ['unknown address', '/heilbronn/nothing/here'], ['a draft that is not there', '/heilbronn/apply/0198aaaa-0000-7000-8000-000000000000/overview']] as const) {
      await page.goto(`${path}?lang=${language}`);
      await look(state);
    }
    await page.goto('/heilbronn/resume');
    await fillIn(page, { reference: 'ZZZZ-ZZZZ-ZZZZ', secret: '0000-0000-0000-0000' });
    await press();
    await look('resume, wrong code');

    // A key that fits no more: the draft was deleted, or somebody else's.
    const cookies = (await page.context().cookies(`${platform.address}${draft}/overview`)).filter(({ name }) => name.startsWith('draft-'));
    assert.equal(cookies.length, 1);
    for (const cookie of cookies) await page.context().addCookies([{ ...cookie, value: `${cookie.value.slice(0, -4)}AAAA` }]);
    await page.goto(`${draft}/overview`);
    await look('expired draft');
    assert.deepEqual(eyes.faults, []);
  });
}

test('a page that says that too much came at once is sound in every language', async () => {
  const eyes = examiner();
  await using citizen = await newPerson(browser, platform.address, { isHasty: true });
  const { page } = citizen;
  for (const language of LANGUAGES) {
    for (let tries = 0; tries < 40; tries += 1) {
      await page.goto(`/heilbronn/resume?lang=${language}`);
      await fillIn(page, { reference: 'ZZZZ-ZZZZ-ZZZZ', secret: '0000-0000-0000-0000' });
      const [answer] = await Promise.all([page.waitForResponse((response) => response.request().isNavigationRequest()), page.waitForEvent('load'), page.locator('main form[method=post] button[type=submit]').first().click()]);
      if (answer.status() === 429) break;
      assert.ok(tries < 39, 'the address is held back at last');
    }
    await eyes.examine(page, `${language}, too many tries`);
  }
  assert.deepEqual(eyes.faults, []);
});
