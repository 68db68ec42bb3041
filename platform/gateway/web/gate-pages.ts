import { createHash } from 'node:crypto';
import { html, raw, type Html } from '@allmende/html';
import { translations, type Locale } from '@allmende/i18n';
import type { GateAnswer, GateRequest } from '../domain/gate.ts';

const texts = translations({
  de: {
    starting: 'Die Anwendung startet gerade', startingText: 'Bitte warten Sie einen Augenblick. Die Seite lädt von selbst neu.',
    updating: 'Die Anwendung wird gerade aktualisiert', updatingText: 'Ihre Daten bleiben erhalten. Das dauert meist nur wenige Minuten. Die Seite lädt von selbst neu.',
    resting: 'Die Anwendung ruht', restingText: 'Ihre Behörde hat sie angehalten. Ihre Daten bleiben erhalten.',
    failing: 'Die Anwendung ist gestört', failingText: 'Sie wird von selbst wieder gestartet. Bitte versuchen Sie es in einigen Minuten noch einmal.',
    slow: 'Die Anwendung antwortet nicht', slowText: 'Sie braucht gerade zu lange. Bitte versuchen Sie es noch einmal.',
    busy: 'Die Anwendung ist ausgelastet', busyText: 'Gerade arbeiten zu viele zugleich damit. Bitte versuchen Sie es gleich noch einmal.',
    ended: 'Diese Anwendung gibt es nicht mehr', endedText: 'Ihre Behörde hat sie beendet.',
    unknown: 'Hier ist keine Anwendung', unknownText: 'Bitte prüfen Sie die Adresse.',
    large: 'Das ist zu groß', largeText: 'So große Dateien nimmt die Plattform nicht an.',
    foreign: 'Das geht von hier nicht', foreignText: 'Eine andere Website wollte diese Anwendung in Ihrem Namen benutzen. Das wurde verhindert.',
    signIn: 'Bitte melden Sie sich an', signInText: 'Dafür ist eine Anmeldung nötig. Öffnen Sie die Anwendung neu.',
    expired: 'Die Anmeldung hat zu lange gedauert', expiredText: 'Bitte beginnen Sie noch einmal.',
    leave: 'Anwendung verlassen', leaveText: 'Sie werden aus dieser Anwendung abgemeldet. Auf der Plattform bleiben Sie angemeldet.',
    left: 'Sie haben die Anwendung verlassen', leftText: 'Auf der Plattform sind Sie weiter angemeldet.',
    again: 'Noch einmal öffnen', leaveNow: 'Verlassen', platform: 'Zur Plattform',
  },
  en: {
    starting: 'The app is starting', startingText: 'Please wait a moment. The page reloads by itself.',
    updating: 'The app is being updated', updatingText: 'Your data are kept. This usually takes only a few minutes. The page reloads by itself.',
    resting: 'The app is paused', restingText: 'Your authority has paused it. Your data are kept.',
    failing: 'The app is disturbed', failingText: 'It is being started again by itself. Please try again in a few minutes.',
    slow: 'The app does not answer', slowText: 'It takes too long at the moment. Please try again.',
    busy: 'The app is busy', busyText: 'Too many people use it at the same time. Please try again in a moment.',
    ended: 'This app no longer exists', endedText: 'Your authority has ended it.',
    unknown: 'There is no app here', unknownText: 'Please check the address.',
    large: 'That is too large', largeText: 'The platform does not accept files of this size.',
    foreign: 'That does not work from here', foreignText: 'Another website wanted to use this app in your name. This was prevented.',
    signIn: 'Please sign in', signInText: 'This needs a sign-in. Open the app again.',
    expired: 'The sign-in took too long', expiredText: 'Please start again.',
    leave: 'Leave app', leaveText: 'You will be signed out of this app. You stay signed in on the platform.',
    left: 'You have left the app', leftText: 'You are still signed in on the platform.',
    again: 'Open again', leaveNow: 'Leave', platform: 'To the platform',
  },
});

/** What a page of the gateway says. */
export type GateTopic = 'starting' | 'updating' | 'resting' | 'failing' | 'slow' | 'busy' | 'ended' | 'unknown' | 'large' | 'foreign' | 'signIn' | 'expired' | 'leave' | 'left';

// At an app's host there is neither the platform's stylesheet nor its fonts, so these few lines come along.
const STYLE = 'body{font:1.125rem/1.6 system-ui,sans-serif;margin:0;display:grid;min-height:100vh;place-items:center;background:Canvas;color:CanvasText;color-scheme:light dark}main{max-width:32rem;padding:2rem 1.25rem}h1{font-size:1.75rem;line-height:1.25;margin:0 0 1rem}a,button{font:inherit}button{padding:.6rem 1.2rem;cursor:pointer}';
const STYLE_SOURCE = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;

/** A page of the gateway in the visitor's language; for programs the same as `application/problem+json`. */
export function gatePage(
  request: Pick<GateRequest, 'header'>, topic: GateTopic, options: { readonly status: number; readonly name?: string | undefined; readonly retryAfterSeconds?: number; readonly action?: 'again' | 'leave' | undefined; readonly platform?: string; readonly headers?: GateAnswer['headers'] },
): GateAnswer {
  const locale = localeOf(request);
  const t = texts(locale);
  const title = t[topic];
  const text = t[`${topic}Text`];
  const common = {
    'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', vary: 'accept, accept-language', 'content-language': locale,
    ...(options.retryAfterSeconds === undefined ? {} : { 'retry-after': String(options.retryAfterSeconds) }), ...options.headers,
  };
  if (!wantsPage(request)) {
    return { status: options.status, headers: { ...common, 'content-type': 'application/problem+json; charset=utf-8' }, body: `${JSON.stringify({ type: 'about:blank', title, status: options.status, detail: text })}\n` };
  }
  const refresh = topic === 'starting' || topic === 'updating' ? { refresh: String(options.retryAfterSeconds ?? 5) } : {};
  return {
    status: options.status,
    headers: { ...common, ...refresh, 'content-type': 'text/html; charset=utf-8', 'content-security-policy': `default-src 'none'; style-src ${STYLE_SOURCE}; form-action 'self'; frame-ancestors 'none'; base-uri 'none'` },
    body: document({ locale, title, name: options.name, main: html`<p>${text}</p>${actions(locale, options)}` }),
  };
}

/** Whether a browser asks for a page to show, and not a program or a script for data. */
export function wantsPage(request: Pick<GateRequest, 'header'>): boolean {
  const mode = request.header('sec-fetch-mode');
  return mode === undefined ? (request.header('accept') ?? '').includes('text/html') : mode === 'navigate';
}

function actions(locale: Locale, options: { readonly action?: 'again' | 'leave' | undefined; readonly platform?: string }): Html {
  const t = texts(locale);
  const platform = options.platform === undefined ? '' : html`<p><a href="${options.platform}">${t.platform}</a></p>`;
  if (options.action === 'leave') return html`<form method="post" action="/.allmende/leave"><button type="submit">${t.leaveNow}</button></form>${platform}`;
  return html`${options.action === 'again' ? html`<p><a href="/">${t.again}</a></p>` : ''}${platform}`;
}

function document(page: { readonly locale: Locale; readonly title: string; readonly name: string | undefined; readonly main: Html }): string {
  return `<!DOCTYPE html>\n${html`<html lang="${page.locale}"><head><meta charset="utf-8"><title>${page.title}${page.name === undefined ? '' : ` – ${page.name}`}</title><meta name="viewport" content="width=device-width, initial-scale=1">${raw(`<style>${STYLE}</style>`)}</head><body><main><h1>${page.title}</h1>${page.main}</main></body></html>`.toString()}\n`;
}

function localeOf(request: Pick<GateRequest, 'header'>): Locale {
  const wanted = (request.header('accept-language') ?? 'de').split(',').map((part) => {
    const [tag = '', ...rest] = part.trim().split(';');
    return { tag: tag.toLowerCase(), quality: Number(/q=([\d.]+)/u.exec(rest.join(';'))?.[1] ?? 1) };
  }).toSorted((one, other) => other.quality - one.quality);
  const found = wanted.find(({ tag }) => /^(?:de|en)\b/u.test(tag));
  return found?.tag.startsWith('en') ? 'en' : 'de';
}
