import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HtmlValidate } from 'html-validate';
import { confirmPanel, html, renderPage, type Page } from '../index.ts';
import { LANGUAGES, missingTexts } from '@allmende/i18n';
import { galleryPage } from '../gallery/gallery-page.ts';

const page: Page = {
  title: 'Bausteine',
  main: galleryPage(),
  locale: 'de',
  area: 'place',
  path: '/heilbronn/gallery?x=1',
  siteName: 'Heilbronn',
  siteHref: '/heilbronn',
  navigation: [
    { label: 'Dienste', href: '/heilbronn/services', current: true },
    { label: 'Stand meines Antrags', href: '/heilbronn/status' },
    { label: 'Lebenslagen', href: '/heilbronn/situations' },
    { label: 'Hilfe', href: '/heilbronn/help' },
  ],
  account: { name: 'Karla Beispiel', signOutAction: '/sign-out', csrf: 'example' },
  breadcrumbs: [{ label: 'Heilbronn', href: '/heilbronn' }, { label: 'Bausteine' }],
  footer: [{ label: 'Impressum', href: '/heilbronn/imprint' }],
  flash: { kind: 'success', title: 'Gespeichert' },
  hasErrors: true,
  assets: { stylesheet: '/assets/a.css', icon: '/assets/a.svg', fonts: ['/assets/a.woff2'], script: '/assets/a.js' },
  accent: '#0a7d32',
};

const validator = new HtmlValidate({
  extends: ['html-validate:standard', 'html-validate:recommended', 'html-validate:document', 'html-validate:a11y'],
  rules: {
    'void-style': ['error', { style: 'omit' }],
    'no-inline-style': 'error',
    'no-trailing-whitespace': 'off',
    'long-title': 'off',
    'attribute-boolean-style': ['error', { style: 'omit' }],
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'submit'] }],
    'require-sri': 'off',
    'valid-autocomplete': 'error',
    'tel-non-breaking': 'off',
  },
});

async function problems(text: string): Promise<string[]> {
  const report = await validator.validateString(text);
  return report.results.flatMap((result) => result.messages.map((message) => `${message.ruleId}: ${message.message} (${message.selector ?? ''})`));
}

test('a page with every component is valid and accessible HTML', async () => {
  assert.deepEqual(await problems(renderPage(page)), []);
});

test('a signed-out page in English and a receipt are valid HTML', async () => {
  const receipt = confirmPanel({ title: 'Your application has arrived', referenceLabel: 'Your reference', reference: 'HN-2026-0041', body: 'Keep it.' });
  assert.deepEqual(await problems(renderPage({ ...page, locale: 'en', main: receipt, account: { signInHref: '/sign-in' }, navigation: [], hasErrors: false })), []);
});

test('a navigation in groups is valid HTML', async () => {
  const navigation = Array.from({ length: 12 }, (_, index) => ({ label: `Eintrag ${index}`, href: `/e/${index}`, current: index === 5, group: index === 0 ? undefined : index < 6 ? 'Sachbearbeitung' : 'Behörde' }));
  assert.deepEqual(await problems(renderPage({ ...page, area: 'office', navigation })), []);
});

test('the check notices a field without label', async () => {
  assert.notDeepEqual(await problems(renderPage({ ...page, main: html`<h1>x</h1><input type="text" name="a">` })), []);
});

test('no page holds an inline style, an inline script or an event attribute', () => {
  const text = renderPage(page);
  assert.doesNotMatch(text, /<[^>]+\sstyle=/);
  assert.doesNotMatch(text, /<[^>]+\son[a-z]+=/);
  assert.doesNotMatch(text, /<script(?![^>]*\ssrc=)/);
});

test('every hint, error and summary link leads to an element that exists once', () => {
  const text = renderPage(page);
  const ids = [...text.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]);
  assert.equal(new Set(ids).size, ids.length);
  const references = [...text.matchAll(/\s(?:for|aria-describedby)="([^"]+)"/g)].flatMap((match) => (match[1] ?? '').split(' '));
  const fragments = [...text.matchAll(/href="#([^"]+)"/g)].map((match) => match[1] ?? '');
  assert.ok(references.length > 30 && fragments.length > 3);
  for (const reference of [...references, ...fragments]) assert.ok(ids.includes(reference), reference);
});

test('a page with errors says so first in its title, in the language of the page', () => {
  assert.match(renderPage(page), /<title>Fehler: Bausteine – Heilbronn<\/title>/);
  assert.match(renderPage({ ...page, locale: 'en' }), /<title>Error: Bausteine – Heilbronn<\/title>/);
});

test('the other language keeps the rest of the address', () => {
  assert.match(renderPage(page), /href="\/heilbronn\/gallery\?x=1&amp;lang=en"/);
});

test('an accent that is no colour is not shown', () => {
  assert.doesNotMatch(renderPage({ ...page, accent: 'red" onload="alert(1)' }), /a-accent|onload/);
});

test('a page in a language from right to left says so, names its languages, and lets a form carry what was typed into another language', async () => {
  const shown = renderPage({ ...page, locale: 'ar', languages: LANGUAGES, languageForm: 'apply', main: html`${page.main}<form id="apply" method="post"><button type="submit">x</button></form>` });
  assert.match(shown, /<html lang="ar" dir="rtl">/);
  assert.match(shown, /لم يُراجَع بعد/);
  assert.match(shown, /<button type="submit" form="apply" hidden><\/button>.*name="_language" value="uk" lang="uk">Українська<\/button>/s);
  assert.match(renderPage({ ...page, locale: 'de-leicht', languages: LANGUAGES }), /<html lang="de-simple">.*Noch kein Mensch hat den Text geprüft/s);
  assert.deepEqual(await problems(renderPage({ ...page, locale: 'uk', languages: LANGUAGES })), []);
});

test('the frame and the components speak every language of citizens’ pages', () => {
  const { texts, missing } = missingTexts();
  assert.ok(texts > 30, String(texts));
  assert.deepEqual(missing, []);
});
