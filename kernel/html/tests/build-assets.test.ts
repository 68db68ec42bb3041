import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { buildAssets, renderPage, type AssetManifest } from '../index.ts';
import { galleryPage } from '../gallery/gallery-page.ts';

let folder = '';
let manifest: AssetManifest;
let css = '';

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'allmende-assets-'));
  manifest = await buildAssets(folder);
  css = await readFile(stylesheet().file, 'utf8');
});

after(() => rm(folder, { recursive: true, force: true }));

function stylesheet() {
  const file = manifest.files.find((one) => one.path === manifest.stylesheet);
  assert.ok(file?.brotli !== undefined && file.gzip !== undefined);
  return { file: file.file, brotli: file.brotli, gzip: file.gzip };
}

test('stylesheet and fonts stay within the budget of a first view', async () => {
  const compressed = (await stat(stylesheet().brotli)).size;
  const fonts = manifest.files.filter((file) => file.contentType === 'font/woff2');
  assert.deepEqual(fonts.map(({ path }) => path.replace(/\.[0-9a-f]+\.woff2$/, '')).sort(), ['arabic-400', 'arabic-600', 'cyrillic-400', 'cyrillic-600', 'latin-400', 'latin-600', 'latin-extended-400', 'latin-extended-600'].map((name) => `/assets/${name.startsWith('arabic') ? 'noto-sans-arabic' : 'fira-sans'}-${name}`).sort());
  assert.deepEqual(manifest.fonts.map((path) => /-latin-[46]/u.test(path)), [true, true], 'a German page loads Latin letters only');
  assert.ok(compressed <= 12 * 1024, `stylesheet ${compressed}`);
  for (const font of fonts) assert.ok(font.bytes <= (font.path.includes('arabic') ? 64 : 16) * 1024, `${font.path} ${font.bytes}`);
});

test('the compressed twins hold the same stylesheet', async () => {
  assert.equal(brotliDecompressSync(await readFile(stylesheet().brotli)).toString(), css);
  assert.equal(gunzipSync(await readFile(stylesheet().gzip)).toString(), css);
});

test('an unchanged build is found again without building', async () => {
  const written = (await stat(join(folder, 'manifest.json'))).mtimeMs;
  assert.deepEqual(await buildAssets(folder), manifest);
  assert.equal((await stat(join(folder, 'manifest.json'))).mtimeMs, written);
});

test('a lost file is built again', async () => {
  await rm(stylesheet().file);
  assert.deepEqual(await buildAssets(folder), manifest);
  assert.equal(await readFile(stylesheet().file, 'utf8'), css);
});

test('every class that a component writes has its rules, and every variable that is read is set', () => {
  const classes = new Set([...renderPage({ title: 'x', main: galleryPage(), locale: 'de', area: 'office', path: '/', siteName: 'x', siteHref: '/', navigation: [], footer: [], assets: manifest }).matchAll(/class="([^"]*)"/g)].flatMap((match) => (match[1] ?? '').split(' ')));
  const unstyled = [...classes].filter((name) => /^kern-(?!form-check__(?:radio|checkbox)--error)/.test(name) && !new RegExp(`\\.${name}(?![a-z0-9_-])`).test(css));
  // Names that KERN writes into markup without a rule of their own.
  assert.deepEqual(unstyled.sort(), ['kern-table__body', 'kern-table__head']);
  const set = new Set([...css.matchAll(/(--[a-z0-9-]+):/g)].map((match) => match[1]));
  const missing = [...css.matchAll(/var\((--[a-z0-9-]+)\)/g)].map((match) => match[1]).filter((name) => !set.has(name));
  assert.deepEqual([...new Set(missing)], []);
});

test('dark mode, print, forced colours and reduced motion are in the stylesheet, and the licences are named', () => {
  for (const part of ['prefers-color-scheme: dark', '@media print', 'forced-colors: active', 'prefers-reduced-motion', 'EUPL-1.2', 'SIL Open Font License']) assert.ok(css.includes(part) || css.includes(part.replace(': ', ':')), part);
});

test('the stylesheet knows start and end instead of left and right, so that it serves both directions of writing', () => {
  assert.deepEqual(css.match(/[{;](?:(?:padding|margin|border)-(?:left|right)[a-z-]*|(?:float|clear|text-align)):(?:left|right)?(?=[;}])/g) ?? [], []);
  assert.doesNotMatch(css, /[{;](?:padding|margin|border)-(?:left|right)/);
  assert.match(css, /\[dir=rtl\]/);
});
