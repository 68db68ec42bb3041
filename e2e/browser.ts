import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';
import { findChromium } from './find-chromium.ts';

// No sandbox, because tests run as root too; the rest keeps the browser from talking to anyone but the platform.
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
];

/** Widths at which every page is looked at. */
export const screens = { phone: { width: 375, height: 812 }, desktop: { width: 1280, height: 900 } } as const;

/** Starts a headless Chromium. Close it, or write `await using browser = await launchBrowser()`. With `camera` it has one that shows a film in YUV4MPEG2 over and over. */
export async function launchBrowser(options: { readonly camera?: string } = {}): Promise<Browser> {
  const { program, environment } = await findChromium();
  return chromium.launch({ executablePath: program, args: options.camera === undefined ? flags : [...flags, '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${options.camera}`], env: { ...process.env, ...environment } });
}

/** What a person brings along. */
export type Visitor = { readonly javaScript?: boolean; readonly screen?: keyof typeof screens; readonly locale?: 'de' | 'en'; readonly darkMode?: boolean };

const visitors = new WeakMap<BrowserContext, Visitor>();

/** A fresh browser window without cookies: German, desktop width and JavaScript unless told otherwise. */
export async function newVisitor(browser: Browser, address: string, visitor: Visitor = {}): Promise<BrowserContext> {
  const options: BrowserContextOptions = {
    baseURL: address,
    javaScriptEnabled: visitor.javaScript ?? true,
    viewport: screens[visitor.screen ?? 'desktop'],
    locale: visitor.locale === 'en' ? 'en-GB' : 'de-DE',
    timezoneId: 'Europe/Berlin',
    colorScheme: visitor.darkMode ? 'dark' : 'light',
    reducedMotion: 'reduce',
  };
  const context = await browser.newContext(options);
  visitors.set(context, visitor);
  return context;
}

/** What the person brought along for whom `newVisitor` opened this window. */
export function visitorOf(context: BrowserContext): Visitor {
  return visitors.get(context) ?? {};
}
