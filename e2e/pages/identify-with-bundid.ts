import { visitorOf } from '../browser.ts';
import type { Page } from 'playwright-core';

/** From the page that asks for a proof: to the test BundID, as one of its invented people, and back to where it was asked. Nobody (`''`) gives up there. */
export async function identifyWithBundid(page: Page, person: string): Promise<void> {
  const here = new URL(page.url()).origin;
  await page.locator('main form[method=post] button').first().click();
  await page.getByRole('heading', { name: 'Wer möchten Sie sein?' }).waitFor();
  await page.getByRole('button', { name: person === '' ? 'Abbrechen' : person, exact: true }).click();
  if (visitorOf(page.context()).javaScript === false) await page.getByRole('button', { name: 'Weiter', exact: true }).click();
  await page.waitForURL((url) => url.origin === here && !url.pathname.startsWith('/bundid/'));
  await page.waitForLoadState('load');
}
