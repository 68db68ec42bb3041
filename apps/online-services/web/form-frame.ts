import type { PageRequest } from '@allmende/http';
import type { PlainDate } from '@allmende/time';
import type { Situation } from '../domain/situation.ts';
import { translationNote, type FormAids } from './form-aids.ts';
import { spokenIn } from './spoken-in.ts';
import { stampFor, type HeldBack } from './hold-back.ts';

type Asked = Pick<PageRequest, 'guard' | 'form' | 'language' | 'place' | 'urlFor'> & { readonly params: { readonly draft: string } };

/** What every form of an application has around its questions. */
export function formFrame(request: Asked, situation: Situation, expiresOn: PlainDate, held?: HeldBack) {
  const { place, urlFor, language, params } = request;
  const { service } = situation;
  const aids: FormAids = { overviewHref: urlFor.place(place.slug, 'apply', params.draft, 'overview'), laterHref: urlFor.place(place.slug, 'apply', params.draft, 'later'), expiresOn };
  const texts = service.texts(language);
  return { guard: stampFor(request, held), held, aids, note: translationNote(service.package.service, texts.language, language), spokenIn: spokenIn(texts) };
}

/** How a page answers that shows its form again: too often with 429 and the time to wait. */
export function answerTo(held: HeldBack | undefined): { status?: number; retryAfterSeconds?: number } {
  if (held === undefined) return {};
  return held.why === 'often' ? { status: 429, retryAfterSeconds: held.retryAfterSeconds ?? 1 } : { status: 422 };
}
