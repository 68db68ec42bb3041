import assert from 'node:assert/strict';
import type { ServicePackage } from '@allmende/online-services';
import type { Language } from '@allmende/i18n';
import { aPdf, anEncryptedPdf } from '@allmende/uploads/testing';
import type { Page } from 'playwright-core';
import { identifyWithBundid } from './identify-with-bundid.ts';
import type { Answers } from './sample-answers.ts';
import { typedAnswers } from './sample-answers.ts';

/** Looks at the page that is shown, which is in the state of that name. */
export type Look = (state: string) => Promise<void>;

export type ServiceWalk = {
  readonly page: Page;
  /** Of a place where the service is offered. */
  readonly place: string;
  readonly servicePackage: ServicePackage;
  readonly sample: ServicePackage['samples'][number];
  readonly language: Language;
  readonly look: Look;
  /** Only the state of each page that shows most: with mistakes where there can be some. */
  readonly isBrief?: boolean;
  /** Begins at the start page unless the draft is open already. */
  readonly isBegun?: boolean;
};

/** What somebody has in their hands after sending. */
export type Walked = { readonly pages: readonly string[]; readonly reference: string; readonly secret: string };

/**
 * Goes through a whole application as its pages lead, with the answers of a sample, and looks at every page in each of its states: empty, with mistakes, filled in; lists without a row, with an unfinished one, before
 * one is removed; evidence without and with files; the overview, the way to come back, the check page, the receipt and the state afterwards. Knows no page by name: what the package asks is found on the page.
 */
export async function walkService(walk: ServiceWalk): Promise<Walked> {
  const { page, place, servicePackage, sample, language } = walk;
  const id = servicePackage.service.id;
  const look: Look = (state) => walk.look(`${id}, ${language}, ${state}`);
  const typed = typedAnswers(servicePackage, sample.answers);
  const visited: string[] = [];
  if (!walk.isBegun) {
    await page.goto(`/${place}/services/${id}?lang=${language}`);
    await look('start page');
    await submit(page, page.locator('main form[method=post]').last());
    if (lastSegment(page) === 'identify') {
      await look('asked to prove who they are');
      await identifyWithBundid(page, 'Mia Erfunden');
      await submit(page, page.locator('main form[method=post]').last());
    }
  }
  const draft = new URL(page.url()).pathname.split('/').slice(0, 4).join('/');
  for (let steps = 0; lastSegment(page) !== 'check'; steps += 1) {
    assert.ok(steps < 60, `${id} comes to its end, not round at ${page.url()}`);
    const name = lastSegment(page);
    const before = page.url();
    if (name === 'evidence') await walkEvidence(walk, look);
    else {
      const asked = servicePackage.flow.pages.find((each) => each.id === name);
      assert.ok(asked, `${name} is a page of ${id}`);
      visited.push(name);
      if (asked.repeat === undefined) await answerPage(walk, look, name, typed);
      else await walkList(walk, look, name, sample.rows?.[asked.repeat] ?? [], visited);
      if (steps === 1) await lookAround(page, draft, look);
    }
    assert.notEqual(page.url(), before, `${id} goes on after ${name}:\n${await page.locator('main').innerText()}`);
  }
  await walkCheck(walk, look, typed);
  assert.equal(lastSegment(page), 'receipt', `${id} is sent:\n${(await page.locator('main').innerText()).slice(0, 1500)}`);
  await look('receipt');
  return { pages: visited, ...await readOn(walk, look) };
}

// The task list and the way to come back, in the middle of an application.
async function lookAround(page: Page, draft: string, look: Look): Promise<void> {
  const here = page.url();
  await page.goto(`${draft}/overview`);
  await look('task list');
  await page.goto(`${draft}/later`);
  await look('continue later');
  await page.goto(here);
}

async function answerPage({ page, isBrief }: ServiceWalk, look: Look, name: string, typed: Readonly<Record<string, string>>): Promise<void> {
  const here = page.url();
  if (!isBrief) await look(`${name}, empty`);
  await submitForm(page);
  if (page.url() === here) await look(`${name}, with mistakes`);
  else {
    await page.goto(here);
    if (isBrief) await look(`${name}, empty`);
  }
  await fillIn(page, typed);
  await submitForm(page);
  if (page.url() === here) {
    // What the sample leaves out on its own day may be asked today.
    await fillIn(page, typed, { everything: true });
    await submitForm(page);
  }
  assert.notEqual(page.url(), here, `${name} takes the answers of the sample:\n${(await page.locator('main').innerText()).slice(0, 1500)}`);
  if (isBrief) return;
  const next = page.url();
  await page.goto(here);
  await look(`${name}, filled in`);
  await page.goto(next);
}

async function walkList(walk: ServiceWalk, look: Look, name: string, rows: readonly Answers[], visited: string[]): Promise<void> {
  const { page, servicePackage, isBrief } = walk;
  const list = page.url();
  await look(`${name}, no row`);
  await submitNext(page);
  if (page.url() === list) await look(`${name}, no row, with mistakes`);
  else await page.goto(list);
  for (const [index, answers] of (rows.length === 0 ? [{}] : rows).entries()) {
    await submit(page, page.locator('main form[action$="/add"]'));
    for (let steps = 0; page.url() !== list; steps += 1) {
      assert.ok(steps < 20, `a row of ${name} comes to its end`);
      const inner = new URL(page.url()).pathname.split('/').at(-2) ?? '';
      const isNew = !visited.includes(inner);
      visited.push(inner);
      await answerPage({ ...walk, isBrief: isBrief === true || !isNew }, isNew ? look : async () => undefined, inner, typedAnswers(servicePackage, answers));
    }
    if (index === 0 && !isBrief) await look(`${name}, one row`);
  }
  const addAnother = page.locator('main form[action$="/add"]');
  if (await addAnother.count() > 0) {
    await submit(page, addAnother);
    await page.goto(list);
    await look(`${name}, an unfinished row`);
    await page.goto(await page.locator('main a[href$="/remove"]').last().getAttribute('href') ?? list);
    await look(`${name}, before a row is removed`);
    await submit(page, page.locator('main form[method=post]').last());
  }
  await submitNext(page);
}

async function walkEvidence({ page, isBrief }: ServiceWalk, look: Look): Promise<void> {
  const forms = page.locator('main form:has(input[type=file])');
  const upload = async (name: string, bytes: Uint8Array | Buffer, at = 0) => {
    const form = forms.nth(at);
    await form.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/pdf', buffer: Buffer.from(bytes) });
    await submit(page, form);
  };
  if (!isBrief) await look('evidence, nothing there');
  await upload('kein-dokument.pdf', Buffer.from('Das ist kein Dokument.'));
  await look('evidence, refused at once');
  await upload('mietvertrag-mit-einem-sehr-langen-namen-der-nirgends-aufhoert-2026-endgueltig.pdf', await aPdf(['Bescheinigung 2019', 'Erika Beispiel']));
  await look('evidence, just uploaded');
  await upload('verschlossen.pdf', await anEncryptedPdf(), Math.max(0, await forms.count() - 1));
  for (const way of ['later', 'office']) {
    const buttons = page.locator(`main button[name=act][value=${way}]`);
    if (await buttons.count() > 0) await Promise.all([page.waitForEvent('load'), buttons.last().click()]);
  }
  for (let tries = 0; tries < 100 && await page.getByRole('link', { name: /mietvertrag-mit-einem/ }).count() === 0; tries += 1) {
    await page.waitForTimeout(100);
    await page.reload();
  }
  await look('evidence, checked, refused, later and by the office');
  const next = page.locator('main a.kern-btn--primary').last();
  await Promise.all([page.waitForEvent('load'), next.click()]);
}

async function walkCheck({ page, isBrief }: ServiceWalk, look: Look, typed: Readonly<Record<string, string>>): Promise<void> {
  const check = page.url();
  if (!isBrief) await look('check page');
  const change = await page.locator('main a[href*="back=check"]').first().getAttribute('href');
  if (change !== null) {
    await page.goto(change);
    if (!isBrief) await look('one answer, from the check page');
    await page.goto(check);
  }
  await ready(page);
  await submitForm(page);
  await look('check page without the declaration');
  await fillIn(page, typed, { everything: true });
  await ready(page);
  await submitForm(page);
}

// What the receipt leads to: the state of the application, what is brought later, and what a wrong code says.
async function readOn({ page, place, language, isBrief }: ServiceWalk, look: Look): Promise<{ reference: string; secret: string }> {
  const codes = (await page.locator('main dd').allInnerTexts()).map((text) => text.trim()).filter((text) => /^[0-9A-Z]{4}(?:-[0-9A-Z]{4}){2,3}$/u.test(text));
  const [reference = '', secret = ''] = codes;
  assert.ok(secret !== '', 'the receipt names reference and access code');
  await page.goto(`/${place}/status?lang=${language}`);
  if (!isBrief) {
    await look('status, asked for the code');
    await fillIn(page, { reference, secret: 'AAAA-AAAA-AAAA-AAAA' });
    await submit(page, page.locator('main form[method=post]').first());
    await look('status, wrong code');
  }
  await fillIn(page, { reference, secret });
  await submit(page, page.locator('main form[method=post]').first());
  await look('status');
  const late = page.locator('main form:has(input[type=file])').first();
  if (await late.count() > 0) {
    await late.locator('input[type=file]').setInputFiles({ name: 'nichts.pdf', mimeType: 'application/pdf', buffer: Buffer.from('nichts') });
    await submit(page, late);
    await look('status, later evidence refused');
    const again = page.locator('main form:has(input[type=file])').first();
    await again.locator('input[type=file]').setInputFiles({ name: 'nachgereicht.pdf', mimeType: 'application/pdf', buffer: Buffer.from(await aPdf(['Nachgereicht'])) });
    await submit(page, again);
    await look('status, later evidence');
  }
  await submit(page, page.locator('main form:has(button[name=close])'));
  return { reference, secret };
}

/** Types into the form on the page what is known of its inputs. `everything` also answers what is not known, somehow. */
export async function fillIn(page: Page, typed: Readonly<Record<string, string>>, { everything = false } = {}): Promise<void> {
  await page.evaluate(({ values, all }) => {
    for (const input of document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>('main :is(input:not([type=hidden], [type=file]), textarea, select)')) {
      const value = values[input.name];
      const kind = input.getAttribute('type');
      if (kind === 'radio' || kind === 'checkbox') {
        const box = input as HTMLInputElement;
        if (value !== undefined) box.checked = box.value === value;
        else if (all && (kind === 'checkbox' || document.querySelector(`input[name="${CSS.escape(box.name)}"]:checked`) === null)) box.checked = true;
      } else if (value !== undefined) input.value = value;
      else if (all && input.value === '') input.value = /\.(?:day|month)$/u.test(input.name) ? '1' : input.name.endsWith('.year') ? '2020' : input.inputMode === 'numeric' ? '1' : 'Beispiel';
    }
  }, { values: typed, all: everything });
}

async function submitForm(page: Page): Promise<void> {
  await submit(page, page.locator('main form#apply'));
}

// The button under a list goes on; those above add and remove.
async function submitNext(page: Page): Promise<void> {
  await submit(page, page.locator('main form:has(input[name=_stamp])').last());
}

async function submit(page: Page, form: ReturnType<Page['locator']>): Promise<void> {
  await Promise.all([page.waitForEvent('load'), form.locator('button[type=submit]').first().click()]);
}

// A browser that has solved the puzzle need not wait before sending.
async function ready(page: Page): Promise<void> {
  await page.locator('input[name="_puzzle"]').first().waitFor({ state: 'attached' });
}

function lastSegment(page: Page): string {
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}
