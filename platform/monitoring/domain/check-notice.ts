import { InvalidInput, type FieldProblem } from '@allmende/errors';
import { isUuid } from '@allmende/ids';
import { MINUTE_MS } from './minute.ts';
import type { Impact, IncidentStage, Reach } from './notice.ts';

export const IMPACTS: readonly Impact[] = ['disturbed', 'slow', 'notice'];
export const STAGES: readonly IncidentStage[] = ['looking', 'found', 'watching', 'ended'];

/** Words to begin with; whoever tells may change them. */
export const TEMPLATES: Readonly<Record<Exclude<IncidentStage, never>, { readonly de: string; readonly en: string }>> = {
  looking: { de: 'Einige Dienste sind zurzeit gestört. Wir suchen die Ursache.', en: 'Some services are disturbed at the moment. We are looking for the cause.' },
  found: { de: 'Wir haben die Ursache gefunden und beheben sie.', en: 'We have found the cause and are solving it.' },
  watching: { de: 'Die Störung ist behoben. Wir beobachten noch, ob alles läuft.', en: 'The disturbance is solved. We are still watching whether everything works.' },
  ended: { de: 'Alles läuft wieder. Ihre Angaben sind nicht verloren gegangen.', en: 'Everything works again. What you entered was not lost.' },
};

/** Checks what is told of an incident; throws InvalidInput. Texts are for everybody: at most 1000 characters. */
export function checkTold(input: { readonly de: string; readonly en?: string | undefined }): { de: string; en: string | undefined } {
  const [de, en] = [input.de.trim(), input.en?.trim()];
  const problems: FieldProblem[] = [];
  if (de === '') problems.push({ pointer: '/de', code: 'missing', message: 'Schreiben Sie, was die Menschen wissen müssen.' });
  if (de.length > 1000) problems.push({ pointer: '/de', code: 'too-long', message: 'Kürzen Sie den Text auf 1000 Zeichen.' });
  if (en !== undefined && en.length > 1000) problems.push({ pointer: '/en', code: 'too-long', message: 'Kürzen Sie den Text auf 1000 Zeichen.' });
  if (problems.length > 0) throw new InvalidInput(problems);
  return { de, en: en === '' ? undefined : en };
}

/** Checks whom it concerns; throws InvalidInput. */
export function checkReach(reach: Reach): Reach {
  const problems: FieldProblem[] = [];
  if (reach.apps.length > 100 || reach.apps.some((app) => !/^[a-z][a-z0-9-]{0,79}$/u.test(app))) problems.push({ pointer: '/apps', code: 'format', message: 'Wählen Sie Anwendungen aus der Liste.' });
  if (reach.authorities.length > 20_000 || reach.authorities.some((tenant) => !isUuid(tenant))) problems.push({ pointer: '/authorities', code: 'format', message: 'Nennen Sie Behörden mit ihrer Adresse, zum Beispiel „heilbronn“.' });
  if (problems.length > 0) throw new InvalidInput(problems);
  return { apps: [...new Set(reach.apps)], authorities: [...new Set(reach.authorities)] };
}

/** Checks a window: on full minutes, ahead, at most a week long. Throws InvalidInput. */
export function checkWindow(window: { readonly from: Date | undefined; readonly until: Date | undefined }, now: Date): { from: Date; until: Date } {
  const { from, until } = window;
  const problems: FieldProblem[] = [];
  if (from === undefined) problems.push({ pointer: '/from', code: 'format', message: 'Geben Sie den Beginn mit Tag und Uhrzeit an.' });
  if (until === undefined) problems.push({ pointer: '/until', code: 'format', message: 'Geben Sie das Ende mit Tag und Uhrzeit an.' });
  if (from && from <= now) problems.push({ pointer: '/from', code: 'too-early', message: 'Arbeiten werden vorher angekündigt: Der Beginn muss in der Zukunft liegen.' });
  if (from && until && until <= from) problems.push({ pointer: '/until', code: 'too-early', message: 'Das Ende muss nach dem Beginn liegen.' });
  if (from && until && until.getTime() - from.getTime() > 7 * 24 * 60 * MINUTE_MS) problems.push({ pointer: '/until', code: 'too-late', message: 'Arbeiten dauern höchstens sieben Tage.' });
  if (problems.length > 0 || !from || !until) throw new InvalidInput(problems);
  return { from: new Date(Math.floor(from.getTime() / MINUTE_MS) * MINUTE_MS), until: new Date(Math.floor(until.getTime() / MINUTE_MS) * MINUTE_MS) };
}
