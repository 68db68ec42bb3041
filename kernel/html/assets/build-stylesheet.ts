import { dirname, join } from 'node:path';
import { findPackageJSON } from 'node:module';
import { pathToFileURL } from 'node:url';
import { pruneStylesheet } from './prune-stylesheet.ts';
import { usedClasses } from './used-classes.ts';

const notice = `/*! Allmende, EUPL-1.2. Contains parts of KERN UX (@kern-ux/native, EUPL-1.2, https://kern-ux.de), cut down to what is used, Fira Sans (Copyright 2012-2015, The Mozilla Foundation and Telefonica S.A.) and Noto Sans Arabic (Copyright 2022 The Noto Project Authors), both SIL Open Font License 1.1, https://openfontlicense.org, cut down to the letters used. */`;

/** Compiles the styles of a folder into one minified stylesheet with what the given sources use. `fonts` are file names beside it. */
export async function buildStylesheet(input: { styles: string; sources: readonly string[]; fonts: readonly { family: string; weight: number; range: string; file: string }[] }): Promise<string> {
  const sass = await import('sass');
  const kern = findPackageJSON('@kern-ux/native', import.meta.url);
  if (kern === undefined) throw new Error('The package @kern-ux/native is not installed');
  const packages = pathToFileURL(`${join(dirname(kern), '..', '..')}/`);
  const { css } = await sass.compileAsync(join(input.styles, 'allmende.scss'), {
    style: 'compressed',
    charset: false,
    quietDeps: true,
    importers: [{ findFileUrl: (url) => (url.startsWith('@kern-ux/') ? new URL(url, packages) : null) }],
  });
  const faces = input.fonts.map(
    (font) => `@font-face{font-family:"${font.family}";font-style:normal;font-weight:${font.weight};font-display:swap;src:url("${font.file}") format("woff2");unicode-range:${font.range}}`,
  );
  return `${notice}\n${faces.join('')}${pruneStylesheet(inLogicalTerms(css.replace(/\/\*[^]*?\*\//g, '')), usedClasses(input.sources))}\n`;
}

// KERN knows left and right only; a page from right to left needs start and end. For every other page both are the same.
function inLogicalTerms(css: string): string {
  return css.replace(/([{;])(padding|margin|border)-(left|right)((?:-(?:width|style|color))?:)/g, (_, before: string, what: string, side: string, rest: string) => `${before}${what}-inline-${side === 'left' ? 'start' : 'end'}${rest}`)
    .replace(/([{;](?:float|clear):)(left|right)(?=[;}])/g, (_, before: string, side: string) => `${before}inline-${side === 'left' ? 'start' : 'end'}`)
    .replace(/([{;]text-align:)(left|right)(?=[;}])/g, (_, before: string, side: string) => `${before}${side === 'left' ? 'start' : 'end'}`);
}
