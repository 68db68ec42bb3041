import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { findPackageJSON, stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** One file that the web process serves, for a year, under a name that holds its hash. */
export type AssetFile = {
  /** Address: `/assets/allmende.1a2b3c4d5e.css` */
  path: string;
  contentType: string;
  bytes: number;
  /** Where it lies, absolute. */
  file: string;
  /** Where its compressed twins lie, absolute; absent for what is compressed already. */
  brotli?: string;
  gzip?: string;
};

/** `stylesheet`, `icon` and `fonts` are addresses, ready for `Page.assets`. `fonts` are those that every page needs; others are loaded when a page has their letters. */
export type AssetManifest = { stylesheet: string; icon: string; fonts: readonly string[]; /** For pages with a `livePart`. */ liveScript: string; /** For pages with a `formGuard`. */ guardScript: string; /** For pages with a `passkeyButton`. */ passkeyScript: string; /** For pages with a `cameraReader`. */ cameraScript: string; /** For pages with a `sealingPart`. */ sealingScript: string; files: readonly AssetFile[] };

type Stored = { fingerprint: string; stylesheet: string; icon: string; liveScript: string; guardScript: string; passkeyScript: string; cameraScript: string; sealingScript: string; fonts: string[]; files: { name: string; contentType: string; bytes: number; compressed: boolean }[] };

const room = fileURLToPath(new URL('.', import.meta.url));
const sourceFolders = ['styles', 'components', 'fields', 'page', 'assets', 'scripts'];
const packages = ['@kern-ux/native', '@expo-google-fonts/noto-sans-arabic', 'sass', 'subset-font', 'qr'];
// What the sealing script brings along; installed with the room that uses it.
const sealingPackages = ['jose', 'shamir-secret-sharing'];

/** Where the assets lie unless told: `kernel/html/assets/built`. */
export const BUILT_ASSETS: string = join(room, 'assets/built');

/**
 * Builds stylesheet, fonts and icon into a folder and says what is in it. Does nothing but read when nothing changed since the last time
 * (some 10 ms); builds in about two seconds otherwise. Older files stay, for pages that were delivered with them.
 */
export async function buildAssets(outputFolder: string = BUILT_ASSETS): Promise<AssetManifest> {
  const sources = await readSources();
  const fingerprint = await fingerprintOf(sources);
  const manifestFile = join(outputFolder, 'manifest.json');
  const last = existsSync(manifestFile) ? (JSON.parse(await readFile(manifestFile, 'utf8')) as Stored) : undefined;
  if (last?.fingerprint === fingerprint && last.files.every((file) => existsSync(join(outputFolder, file.name)))) return manifestOf(last, outputFolder);

  await mkdir(outputFolder, { recursive: true });
  const { buildFonts } = await import('./assets/build-fonts.ts');
  const { buildStylesheet } = await import('./assets/build-stylesheet.ts');
  const files: Stored['files'] = [];
  const fonts: { script: string; family: string; weight: number; range: string; file: string }[] = [];
  for (const font of await buildFonts()) {
    const { script, family, weight, range } = font;
    const file = await store(outputFolder, `${family.toLowerCase().replaceAll(' ', '-')}-${script}-${weight}`, 'woff2', font.content);
    fonts.push({ script, family, weight, range, file });
    files.push({ name: file, contentType: 'font/woff2', bytes: font.content.length, compressed: false });
  }
  const typescript = sources.filter((source) => source.name.endsWith('.ts')).map((source) => source.text);
  const css = Buffer.from(await buildStylesheet({ styles: join(room, 'styles'), sources: typescript, fonts }));
  const stylesheet = await store(outputFolder, 'allmende', 'css', css);
  await compress(join(outputFolder, stylesheet), css);
  files.push({ name: stylesheet, contentType: 'text/css; charset=utf-8', bytes: css.length, compressed: true });
  const drawing = await readFile(join(room, 'assets/icon.svg'));
  const icon = await store(outputFolder, 'icon', 'svg', drawing);
  files.push({ name: icon, contentType: 'image/svg+xml', bytes: drawing.length, compressed: false });
  const storeScript = async (name: string, text?: string): Promise<string> => {
    const script = Buffer.from(text ?? stripTypeScriptTypes(await readFile(join(room, `scripts/${name}.ts`), 'utf8')));
    const file = await store(outputFolder, name, 'js', script);
    await compress(join(outputFolder, file), script);
    files.push({ name: file, contentType: 'text/javascript; charset=utf-8', bytes: script.length, compressed: true });
    return file;
  };
  const liveScript = await storeScript('live-part');
  const guardScript = await storeScript('form-guard');
  const passkeyScript = await storeScript('passkey');
  const reader = await readQrReader();
  const readerTables = await storeScript('qr-code', reader.tables);
  const readerScript = await storeScript('qr-code-reader', reader.readerWith(`./${readerTables}`));
  const cameraScript = await storeScript('camera-reader', stripTypeScriptTypes(await readFile(join(room, 'scripts/camera-reader.ts'), 'utf8')).replace('./qr-code-reader.js', `./${readerScript}`));
  const sealingScript = await storeModules('sealing', storeScript);
  const stored: Stored = { fingerprint, stylesheet, icon, liveScript, guardScript, passkeyScript, cameraScript, sealingScript, fonts: fonts.filter(({ script }) => script === 'latin').map((font) => font.file), files };
  await replace(manifestFile, Buffer.from(JSON.stringify(stored)));
  return manifestOf(stored, outputFolder);
}

// Stores a script with every module it imports, each under a name that holds its hash; returns the name of the script.
async function storeModules(script: string, storeScript: (name: string, text: string) => Promise<string>): Promise<string> {
  const { moduleGraph, withImports } = await import('./assets/module-graph.ts');
  const stored = new Map<string, string>();
  let last = '';
  for (const part of await moduleGraph(join(room, `scripts/${script}.ts`))) {
    const files = new Map(part.imports.map((one) => [one.specifier, one.file]));
    last = await storeScript(part.name === script ? script : `${script}-${part.name}`, withImports(part, (specifier) => `./${stored.get(files.get(specifier) ?? '') ?? ''}`));
    stored.set(part.file, last);
  }
  return last;
}

// The two files of the package `qr` that read QR codes, as they are, with its licence before them.
async function readQrReader(): Promise<{ readonly tables: string; readerWith(tables: string): string }> {
  const manifest = findPackageJSON('qr', import.meta.url);
  if (manifest === undefined) throw new Error('The package qr is not installed');
  const read = (name: string) => readFile(join(manifest, '..', name), 'utf8');
  const licence = `/*\n${(await read('LICENSE-MIT')).trim()}\n*/\n`;
  const reader = await read('decode.js');
  if (!reader.includes("'./index.js'")) throw new Error('The package qr has changed: its reader does not load ./index.js any more');
  return { tables: `${licence}${await read('index.js')}`, readerWith: (tables) => `${licence}${reader.replace("'./index.js'", `'${tables}'`)}` };
}

async function readSources(): Promise<{ name: string; text: string }[]> {
  const perFolder = await Promise.all(
    sourceFolders.map(async (folder) => {
      const names = (await readdir(join(room, folder))).filter((name) => /\.(?:ts|scss|svg)$/.test(name) && !name.endsWith('.test.ts')).sort();
      return Promise.all(names.map(async (name) => ({ name: `${folder}/${name}`, text: await readFile(join(room, folder, name), 'utf8') })));
    }),
  );
  const sealing = join(findPackageJSON('@allmende/sealing', import.meta.url) ?? '', '..');
  const modules = await Promise.all((await readdir(sealing)).filter((name) => name.endsWith('.ts')).sort().map(async (name) => ({ name: `sealing/${name}.js`, text: await readFile(join(sealing, name), 'utf8') })));
  return [...perFolder.flat(), ...modules, { name: 'build-assets', text: await readFile(fileURLToPath(import.meta.url), 'utf8') }];
}

async function fingerprintOf(sources: readonly { name: string; text: string }[]): Promise<string> {
  const hash = createHash('sha256');
  for (const source of sources) hash.update(`${source.name}\n${source.text.length}\n${source.text}`);
  const sealing = pathToFileURL(await realpath(findPackageJSON('@allmende/sealing', import.meta.url) ?? '')).href;
  for (const [name, from] of [...packages.map((one) => [one, import.meta.url] as const), ...sealingPackages.map((one) => [one, sealing] as const)]) {
    const file = findPackageJSON(name, from);
    if (file === undefined) throw new Error(`The package ${name} is not installed`);
    hash.update(`${name}@${(JSON.parse(await readFile(file, 'utf8')) as { version: string }).version}\n`);
  }
  return hash.digest('hex');
}

async function store(folder: string, name: string, ending: string, content: Buffer): Promise<string> {
  const file = `${name}.${createHash('sha256').update(content).digest('hex').slice(0, 10)}.${ending}`;
  await replace(join(folder, file), content);
  return file;
}

async function compress(file: string, content: Buffer): Promise<void> {
  await replace(`${file}.br`, await promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT } }));
  await replace(`${file}.gz`, await promisify(gzip)(content, { level: 9 }));
}

// Two processes may build at the same time: each sees the old file or the whole new one.
async function replace(file: string, content: Buffer): Promise<void> {
  const draft = `${file}.${process.pid}.draft`;
  try {
    await writeFile(draft, content);
    await rename(draft, file);
  } finally {
    await rm(draft, { force: true });
  }
}

function manifestOf(stored: Stored, folder: string): AssetManifest {
  return {
    stylesheet: `/assets/${stored.stylesheet}`,
    icon: `/assets/${stored.icon}`,
    liveScript: `/assets/${stored.liveScript}`,
    guardScript: `/assets/${stored.guardScript}`,
    passkeyScript: `/assets/${stored.passkeyScript}`,
    cameraScript: `/assets/${stored.cameraScript}`,
    sealingScript: `/assets/${stored.sealingScript}`,
    fonts: stored.fonts.map((font) => `/assets/${font}`),
    files: stored.files.map(({ name, contentType, bytes, compressed }) => {
      const file = join(folder, name);
      return { path: `/assets/${name}`, contentType, bytes, file, ...(compressed ? { brotli: `${file}.br`, gzip: `${file}.gz` } : {}) };
    }),
  };
}
