import { translations, type Language } from '@allmende/i18n';
import { html, type Html, type HtmlValue } from '../html.ts';
import { icon } from './icon.ts';

const texts = translations({
  de: { count: (step: number, steps: number) => `Schritt ${step} von ${steps}`, done: 'erledigt', current: 'läuft', waiting: 'steht noch aus', failed: 'fehlgeschlagen' },
  en: { count: (step: number, steps: number) => `Step ${step} of ${steps}`, done: 'done', current: 'in progress', waiting: 'to come', failed: 'failed' },
  'de-leicht': { count: (step: number, steps: number) => `Schritt ${step} von ${steps}`, done: 'fertig', current: 'läuft', waiting: 'kommt noch', failed: 'hat nicht geklappt' },
  uk: { count: (step: number, steps: number) => `Крок ${step} з ${steps}`, done: 'готово', current: 'виконується', waiting: 'попереду', failed: 'не вдалося' },
  ar: { count: (step: number, steps: number) => `الخطوة ${step} من ${steps}`, done: 'تم', current: 'قيد التنفيذ', waiting: 'لاحقًا', failed: 'لم ينجح' },
});

/** `Schritt 2 von 4`, above the heading of a question page. */
export function stepCount(step: number, steps: number, locale: Language = 'de'): Html {
  return html`<p class="a-step-count">${texts(locale).count(step, steps)}</p>`;
}

export type Step = { label: string; state: 'done' | 'current' | 'waiting' | 'failed'; /** When it ended or how long it took. */ time?: string | undefined; detail?: HtmlValue };

/** The steps of a work that takes longer, from top to bottom, with their times. */
export function steps(input: { steps: readonly Step[]; locale?: Language | undefined }): Html {
  const t = texts(input.locale ?? 'de');
  return html`<ol class="a-steps">${input.steps.map(
    (step) => html`<li${step.state === 'current' ? html` aria-current="step"` : ''}>${mark(step.state)}<div class="a-step__name"><span class="a-step__label">${step.label}<span class="kern-sr-only"> (${t[step.state]})</span></span>${
      step.time === undefined ? '' : html`<span class="a-step__time">${step.time}</span>`
    }</div>${step.detail ? html`<p class="a-step__detail">${step.detail}</p>` : ''}</li>`,
  )}</ol>`;
}

/** The sign beside a step. */
export function mark(state: Step['state']): Html {
  const sign = state === 'done' ? icon('check') : state === 'failed' ? icon('close') : '';
  return html`<span class="a-mark a-mark--${state}" aria-hidden="true">${sign}</span>`;
}
