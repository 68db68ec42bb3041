import { translations, type Language } from '@allmende/i18n';
import { html, type Html, type HtmlValue } from '../html.ts';
import { badge } from './badge.ts';

const texts = translations({
  de: { done: 'Erledigt', started: 'Angefangen', open: 'Noch offen', blocked: 'Noch nicht möglich' },
  en: { done: 'Done', started: 'In progress', open: 'Not started', blocked: 'Cannot start yet' },
  'de-leicht': { done: 'Fertig', started: 'Angefangen', open: 'Noch offen', blocked: 'Geht noch nicht' },
  uk: { done: 'Готово', started: 'Розпочато', open: 'Ще не заповнено', blocked: 'Поки неможливо' },
  ar: { done: 'تم', started: 'بدأ', open: 'لم يُملأ بعد', blocked: 'غير ممكن بعد' },
});

export type Task = { label: HtmlValue; hint?: HtmlValue } & (
  | { state: 'open' | 'started' | 'done'; href: string }
  | { state: 'blocked'; /** What has to happen first; once is enough where it is the same for several. */ why?: HtmlValue }
);

/** The parts of a long form in the order in which they are best done, each with its state. */
export function taskList(input: { tasks: readonly Task[]; locale?: Language | undefined }): Html {
  const t = texts(input.locale ?? 'de');
  return html`<ul class="kern-task-list__list a-tasks">${input.tasks.map(
    (task, index) => html`<li class="kern-task-list__item"><div class="kern-task-list__title">${
      task.state === 'blocked' ? html`<span class="kern-body">${task.label}</span>` : html`<a class="kern-link kern-link--stretched kern-link--no-visited-state" href="${task.href}" aria-describedby="task-${index}-state">${task.label}</a>`
    }${task.hint ? html`<p class="a-tasks__why">${task.hint}</p>` : ''}${task.state === 'blocked' && task.why !== undefined ? html`<p class="a-tasks__why">${task.why}</p>` : ''}</div><div class="kern-task-list__status" id="task-${index}-state">${stateBadge(task.state, t[task.state])}</div></li>`,
  )}</ul>`;
}

function stateBadge(state: Task['state'], label: string): Html {
  if (state === 'done') return badge(label, 'success', { small: true });
  return badge(label, state === 'started' ? 'info' : 'neutral', { small: true });
}
