import { countMembers } from '@allmende/membership';
import { countInstances } from '@allmende/operations';
import type { StartFigure, WorkFigure } from '@allmende/portal';

/** Numbers on the platform's start page. */
export const startFigures: readonly StartFigure[] = [
  { label: { de: 'Mitglieder', en: 'Members' }, value: countMembers },
  { label: { de: 'Laufende Anwendungen', en: 'Running applications' }, value: countInstances },
];

/** Numbers on the home pages of offices. */
export const officeFigures: readonly WorkFigure[] = [];

/** Numbers on the home page of the operator. */
export const operatorFigures: readonly WorkFigure[] = [];
