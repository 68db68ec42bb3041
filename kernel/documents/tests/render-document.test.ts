import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { closeDocuments, renderDocument, type DocumentModel } from '../index.ts';
import { readPdf } from './read-pdf.ts';
import { sampleLetter } from './sample-letter.ts';

after(closeDocuments);

const withText = (text: string): DocumentModel => ({
  kind: 'record', locale: 'de', title: text, sender: { name: 'Stadt Musterhausen', addressLines: [text] }, recipient: { lines: [text] }, reference: text, date: text, watermark: text,
  footerLines: [text],
  blocks: [
    { kind: 'heading', level: 3, text }, { kind: 'paragraph', text }, { kind: 'definitions', items: [{ term: text, description: text }] },
    { kind: 'table', caption: text, columns: [text, text], rows: [[text], [text, text, text]] }, { kind: 'callout', title: text, text }, { kind: 'list', items: [text] },
    { kind: 'signatureLine', place: text, name: text, role: text },
  ],
});

test('a letter is a tagged PDF/UA with title, language and a declared conformance', async () => {
  const { objects } = readPdf(await renderDocument(sampleLetter));
  for (const part of ['/StructTreeRoot', '/Lang (de-DE)', '/Marked true', '/DisplayDocTitle true', '/Title (Hundesteuerbescheid 2027)']) assert.ok(objects.includes(part), part);
  assert.match(objects, /<pdfuaid:part>1<\/pdfuaid:part>/u);
});

test('a letter has one main heading, no skipped level, table headers, lists and embedded fonts only', async () => {
  const { objects } = readPdf(await renderDocument(sampleLetter));
  const count = (tag: string) => objects.split(`/S /${tag}\n`).length - 1;
  assert.deepEqual({ h1: count('H1'), h2: count('H2'), h3: count('H3'), h4: count('H4') }, { h1: 1, h2: 1, h3: 1, h4: 0 });
  assert.deepEqual({ th: count('TH'), td: count('TD'), l: count('L'), li: count('LI') }, { th: 3, td: 9, l: 3, li: 6 });
  const fonts = [...objects.matchAll(/\/FontName \/(\S+)/gu)].map((match) => match[1]);
  assert.ok(fonts.length >= 2 && fonts.every((font) => /^[A-Z]{6}\+(?:FiraSans|Noto)/u.test(font ?? '')), fonts.join());
  assert.equal(objects.match(/\/FontFile[23]? /gu)?.length, fonts.length);
});

test('headings of one level stay of one level where a level above is missing', async () => {
  const heading = (level: 1 | 2 | 3, text: string) => ({ kind: 'heading', level, text }) as const;
  const { objects } = readPdf(await renderDocument({ ...sampleLetter, blocks: [heading(2, 'Ihre Angaben'), heading(3, 'Person'), heading(3, 'Adresse'), heading(2, 'Berechnung')] }));
  const count = (tag: string) => objects.split(`/S /${tag}\n`).length - 1;
  assert.deepEqual({ h1: count('H1'), h2: count('H2'), h3: count('H3'), h4: count('H4') }, { h1: 1, h2: 2, h3: 2, h4: 0 });
});

test('a document speaks its language, and Arabic runs from right to left with its numbers in order', async () => {
  const words = { 'de-leicht': 'Ihr Antrag ist da', uk: 'Реєстрація місця проживання, Їжак', ar: 'تسجيل محل السكن' } as const;
  for (const [locale, tag, page] of [['de-leicht', 'de-DE', 'Seite'], ['uk', 'uk-UA', 'Сторінка'], ['ar', 'ar', 'صفحة']] as const) {
    const { objects, text } = readPdf(await renderDocument({ ...sampleLetter, kind: 'record', locale, title: words[locale], blocks: [{ kind: 'heading', level: 1, text: words[locale] }, { kind: 'definitions', items: [{ term: words[locale], description: '0711 123456' }] }] }));
    assert.ok(objects.includes(`/Lang (${tag})`), tag);
    assert.match(objects, /<pdfuaid:part>1<\/pdfuaid:part>/u);
    assert.doesNotMatch(text, /\[U\+/u, 'every letter has a glyph');
    assert.ok(text.replaceAll(/\s/gu, '').includes(page) || locale === 'ar', `${page} in ${text}`);
    assert.match(text, /0711[\s\u00a0]123456/u, 'the groups of a number stay in their order');
  }
});

test('every text of a letter can be read out of the file again', async () => {
  const { text } = readPdf(await renderDocument(sampleLetter));
  const bare = text.replace(/[\s\u00ad]/gu, '');
  for (const part of ['Frau Marion Mustermann-Öztürk Gänseblümchenweg 12 a', '22.1-HS-17', '21. November 2026', '144,00 €', 'Zweithund', 'Mischling', 'Erika Beispiel', 'Seite 1 von 2', 'Beispielwerte']) {
    assert.ok(bare.includes(part.replaceAll(' ', '')), part);
  }
});

test('text that looks like markup is printed, never executed', async () => {
  const hostile = '#panic("x") #import "a.typ" [b] \\u{41} *c* _d_ $x^2$ @e <f> `g` // h /* i */ = j - k + l ~ #{1+1} "\'%&|;';
  const { text } = readPdf(await renderDocument(withText(hostile)));
  assert.ok(text.replace(/\s/gu, '').split(hostile.replace(/\s/gu, '')).length > 3);
});

test('names from everywhere come back, what no font draws comes as its code point', async () => {
  const names = 'Łukasz Żółć Nguyễn Thị Đặng Ðóra Þórðarson Ķēniņš Ǧāmiʿ Ὀδυσσεύς Володимир Їжак ẞ € 😀';
  const { text } = readPdf(await renderDocument({ ...sampleLetter, blocks: [{ kind: 'paragraph', text: names }, { kind: 'paragraph', text: 'محمد' }, { kind: 'paragraph', text: '日本' }] }));
  for (const name of names.split(' ')) assert.ok(text.normalize('NFC').includes(name), name);
  assert.ok(text.includes('[U+65E5][U+672C]'));
  assert.ok(['م', 'ح', 'د'].every((letter) => text.includes(letter)));
});

test('any text at all gives a document', async () => {
  const scripts = fc.constantFrom('#', '[', ']', '\\', '*', '_', '$', '@', '\u0000', '\u001b', '\r\n', '\u202e', '\ud800', 'ﷺ', 'م', '\u200d', '😀', '👨‍👩‍👧‍👦', '🇩🇪', 'e\u0301', '\u0327', 'क्ष', '日', '\u{1f9ff}', '\ue000', '\uffff');
  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 80 }), fc.string({ unit: scripts, maxLength: 30 }), fc.string({ unit: 'grapheme', maxLength: 80 }));
  await fc.assert(fc.asyncProperty(text, async (value) => {
    const pdf = await renderDocument(withText(value));
    assert.equal(Buffer.from(pdf.subarray(0, 5)).toString(), '%PDF-');
  }), { numRuns: 150 });
});

test('long names wrap inside their place instead of leaving the page', async () => {
  const long = `${'Wolfeschlegelsteinhausenberger'.repeat(2)} ${'x'.repeat(200)}`;
  for (const kind of ['letter', 'record'] as const) {
    const { text } = readPdf(await renderDocument({ ...withText(long), kind, subject: long }));
    assert.ok(text.replace(/[\s\u00ad-]/gu, '').includes('Wolfeschlegelsteinhausenberger'));
  }
});

test('equal models give equal bytes, other models other bytes', async () => {
  const [first, second, other] = await Promise.all([renderDocument(sampleLetter), renderDocument(structuredClone(sampleLetter)), renderDocument({ ...sampleLetter, reference: '18' })]);
  assert.deepEqual(first, second);
  assert.notDeepEqual(first, other);
});

test('an empty model still gives a document', async () => {
  const pdf = await renderDocument({ kind: 'letter', locale: 'en', title: '', sender: { name: '', addressLines: [] }, date: '', blocks: [{ kind: 'list', items: [] }, { kind: 'table', columns: [], rows: [] }, { kind: 'definitions', items: [] }, { kind: 'pageBreak' }] });
  assert.ok(readPdf(pdf).objects.includes('/Lang (en-GB)'));
});

test('a document is laid out without holding up the caller', async () => {
  await renderDocument(sampleLetter);
  let turns = 0;
  let done = false;
  const rendering = renderDocument(sampleLetter).then(() => { done = true; });
  while (!done) { turns += 1; await setImmediate(); }
  await rendering;
  assert.ok(turns > 20, `${turns}`);
});

test('closing rejects what is under way and the next document starts afresh', async () => {
  const pending = renderDocument(sampleLetter);
  const closed = assert.rejects(pending, /closed/u);
  await closeDocuments();
  await closed;
  assert.ok((await renderDocument(sampleLetter)).length > 1000);
});
