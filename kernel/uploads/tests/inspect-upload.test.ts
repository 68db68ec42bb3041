import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PDFDict, PDFDocument, PDFName } from '@cantoo/pdf-lib';
import sharp from 'sharp';
import { LANGUAGES } from '@allmende/i18n';
import { inspectUpload, readDocument, refusalText, REFUSALS, UPLOAD_KINDS, type CleanedUpload } from '@allmende/uploads';
import { cleanUpload } from '../clean-upload.ts';
import { aBombPdf, aBombPng, anActivePdf, anEncryptedPdf, anImage, aPdf } from '../testing/index.ts';

const inspect = (bytes: Uint8Array, accepts = [...UPLOAD_KINDS]): Promise<CleanedUpload> => inspectUpload(bytes, { accepts, scanner: undefined });
const refusalOf = async (bytes: Uint8Array) => { const result = await cleanUpload(bytes, UPLOAD_KINDS); return 'refusal' in result ? result.refusal : result.kind; };

async function cleaned(bytes: Uint8Array): Promise<Uint8Array> {
  const result = await inspect(bytes);
  if ('refusal' in result) throw new Error(result.refusal);
  return result.bytes;
}

/** The beginning of a photo as phones take it: the box that names the kind. */
function aHeic(brand: 'heic' | 'mif1'): Buffer {
  return Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from(`ftyp${brand}`), Buffer.alloc(4), Buffer.from('mif1heic'), Buffer.alloc(500)]);
}

test('pictures are drawn anew without their metadata, whatever their name', async () => {
  for (const kind of ['jpeg', 'png', 'webp'] as const) {
    const talkative = await anImage(kind, { isTalkative: true });
    assert.ok(talkative.includes('Geheime Fotografin'), 'the picture tells something at first');
    const result = Buffer.from(await cleaned(talkative));
    assert.ok(!result.includes('Geheime') && !result.includes('Kanarienweg'));
    const { width, height, format, exif } = await sharp(result).metadata();
    assert.deepEqual([width, height, format, exif], [300, 200, kind, undefined]);
  }
});

test('what hangs behind a picture does not get through', async () => {
  const picture = await anImage('jpeg');
  assert.ok(!Buffer.from(await cleaned(Buffer.concat([picture, Buffer.from('harmless trailer of a phone')]))).includes('trailer'));
});

test('a PDF keeps its pages and its words and loses everything that acts or tells', async () => {
  const active = await anActivePdf('Lohnabrechnung');
  const before = Buffer.from(active).toString('latin1');
  for (const part of ['/OpenAction', '/JavaScript', '/Launch', '/EmbeddedFile', '/XFA', '/SubmitForm', '/URI', '/FileAttachment', '/PieceInfo']) assert.ok(before.includes(part), `${part} is there before`);
  const bytes = await cleaned(active);
  const after = Buffer.from(bytes).toString('latin1');
  for (const part of ['/OpenAction', '/JavaScript', '/JS', '/Launch', '/EmbeddedFile', '/XFA', '/AA', '/SubmitForm', '/URI', '/FileAttachment', '/PieceInfo', '/Author', 'evil.example', 'app.alert', 'cmd.exe', 'secret program']) assert.ok(!after.includes(part), `${part} is gone`);
  assert.equal((await PDFDocument.load(bytes)).getPageCount(), 1);
});

test('a page whose resources have the names of actions stays as it is seen', async () => {
  const document = await PDFDocument.load(await aPdf(['Schrift mit dem Namen A']));
  const [page] = document.getPages();
  const fonts = page?.node.Resources()?.lookup(PDFName.of('Font'), PDFDict);
  const [font] = fonts?.values() ?? [];
  for (const name of ['A', 'JS', 'URI', 'AA']) if (font) fonts?.set(PDFName.of(name), font);
  const after = await PDFDocument.load(await cleaned(await document.save()));
  const kept = after.getPages()[0]?.node.Resources()?.lookup(PDFName.of('Font'), PDFDict).keys().map((key) => key.decodeText());
  for (const name of ['A', 'JS', 'URI', 'AA']) assert.ok(kept?.includes(name), name);
});

test('an ordinary PDF passes, and passing twice changes nothing that is seen', async () => {
  const once = await cleaned(await aPdf(['Mietvertrag', 'Kaltmiete 480,00 EUR']));
  const twice = await cleaned(once);
  assert.equal((await PDFDocument.load(twice)).getPageCount(), 1);
});

test('each unusable file is refused for its own reason', async () => {
  const png = await anImage('png');
  const pdf = await aPdf();
  const zip = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), Buffer.alloc(100)]);
  const jpeg = await anImage('jpeg');
  const expected: readonly (readonly [string, Uint8Array, string])[] = [
    ['no bytes', new Uint8Array(), 'empty'],
    ['words', Buffer.from('just words'), 'not-accepted'],
    ['a photo of an iPhone', aHeic('heic'), 'heic'],
    ['a photo of another phone', aHeic('mif1'), 'heic'],
    ['HTML called png', Buffer.from('<!doctype html><script>alert(1)</script>'), 'not-accepted'],
    ['SVG called png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 'not-accepted'],
    ['a zip archive, as docx is one', zip, 'not-accepted'],
    ['a program', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(500)]), 'not-accepted'],
    ['a picture with an archive behind it', Buffer.concat([png, zip]), 'two-kinds'],
    ['a picture with a PDF behind it', Buffer.concat([jpeg, pdf]), 'two-kinds'],
    ['a picture with a page behind it', Buffer.concat([jpeg, Buffer.from('<html><script>1</script>')]), 'two-kinds'],
    ['a PDF with an archive behind it', Buffer.concat([pdf, zip]), 'two-kinds'],
    ['half a picture', png.subarray(0, 60), 'broken'],
    ['half a PDF', Buffer.from('%PDF-1.7\nnothing more'), 'broken'],
    ['a locked PDF', await anEncryptedPdf(), 'encrypted'],
    ['a PDF that explodes', aBombPdf(), 'bomb'],
    ['a picture that explodes', await aBombPng(), 'bomb'],
  ];
  for (const [what, bytes, refusal] of expected) assert.equal(await refusalOf(bytes), refusal, what);
});

test('a kind that this place does not take is refused though it is harmless', async () => {
  assert.deepEqual(await inspect(await anImage('webp'), ['pdf', 'jpeg', 'png']), { refusal: 'not-accepted' });
});

test('what takes too long is given up, and the next is inspected as if nothing had been', async () => {
  const large = await sharp({ create: { width: 6000, height: 6000, channels: 3, background: '#abcdef' } }).png().toBuffer();
  assert.deepEqual(await inspectUpload(large, { accepts: ['png'], scanner: undefined, mostMs: 1 }), { refusal: 'took-too-long' });
  assert.ok('bytes' in (await inspect(await anImage('png'))));
});

test('many at once and one after the other get each their own verdict, though threads are used again', async () => {
  const broken = Buffer.from('%PDF-1.7\nnothing more');
  const words = Array.from({ length: 120 }, (_, index) => `Blatt ${index} von vielen`);
  for (let at = 0; at < words.length; at += 4) {
    await Promise.all(words.slice(at, at + 4).map(async (word, index) => {
      if ((at + index) % 7 === 0) assert.deepEqual(await inspect(broken), { refusal: 'broken' });
      else assert.ok((await readDocument(await cleaned(await aPdf([word, 'und ein Satz, der lang genug ist'])), 'pdf')).text.includes(word), word);
    }));
  }
});

test('every refusal has words in every language', () => {
  for (const refusal of REFUSALS) for (const language of LANGUAGES) assert.match(refusalText(refusal, language), /^.{10,}\.$/u);
});

test('changed and cut files never crash the inspection', { timeout: 120_000 }, async () => {
  const originals = [await anActivePdf(), await anImage('jpeg'), await anImage('png'), await anImage('webp')];
  for (const [index, original] of originals.entries()) {
    for (let round = 0; round < 6; round += 1) {
      const bytes = Buffer.from(original);
      for (let change = 0; change < 30; change += 1) bytes[(index * 7919 + round * 104_729 + change * 1299) % bytes.length] = (change * 37 + round) % 256;
      const result = await cleanUpload(bytes.subarray(0, Math.floor(bytes.length * (1 - round / 10))), UPLOAD_KINDS);
      assert.ok('refusal' in result || result.bytes.length > 0);
    }
  }
});

test('whoever sends a photo as phones store it is told what to set on an iPhone and on Android, in every language', () => {
  for (const language of LANGUAGES) assert.match(refusalText('heic', language), /HEIC[\s\S]*(?:iPhone|آيفون)[\s\S]*(?:Android|أندرويد)/u, language);
});
