import type { Tone } from '@allmende/html';
import { translations } from '@allmende/i18n';
import type { LifeStage } from '../domain/life.ts';
import type { StepName } from '../domain/step.ts';

/** Words for states and steps, shared by the pages of the room. */
export const stateWords = translations({
  de: {
    provisioning: 'wird bereitgestellt', running: 'läuft', failing: 'gestört', suspended: 'ruht', terminated: 'beendet', 'data-returned': 'Daten zurückgegeben', deleted: 'gelöscht',
    start: 'Starten', resume: 'Wieder aufnehmen', restart: 'Neu starten', suspend: 'Anhalten', archive: 'Archiv erstellen', 'return-data': 'Daten zurückgeben', remove: 'Daten löschen', restore: 'Archiv einlesen',
    seconds: (ms: number) => (ms < 10_000 ? `${new Intl.NumberFormat('de-DE', { maximumFractionDigits: 1 }).format(ms / 1000)} s` : ms < 120_000 ? `${Math.round(ms / 1000)} s` : ms < 7_200_000 ? `${Math.round(ms / 60_000)} min` : `${Math.round(ms / 3_600_000)} h`),
    size: (bytes: number) => (bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${new Intl.NumberFormat('de-DE', { maximumFractionDigits: 1 }).format(bytes / 1_000_000)} MB`),
  },
  en: {
    provisioning: 'being set up', running: 'running', failing: 'disturbed', suspended: 'suspended', terminated: 'ended', 'data-returned': 'data returned', deleted: 'deleted',
    start: 'Start', resume: 'Resume', restart: 'Restart', suspend: 'Suspend', archive: 'Make archive', 'return-data': 'Return data', remove: 'Delete data', restore: 'Read in archive',
    seconds: (ms: number) => (ms < 10_000 ? `${new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 }).format(ms / 1000)} s` : ms < 120_000 ? `${Math.round(ms / 1000)} s` : ms < 7_200_000 ? `${Math.round(ms / 60_000)} min` : `${Math.round(ms / 3_600_000)} h`),
    size: (bytes: number) => (bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 }).format(bytes / 1_000_000)} MB`),
  },
} satisfies Record<'de' | 'en', Record<LifeStage | StepName, string> & Record<'seconds' | 'size', (value: number) => string>>);

/** The colour that repeats what the word says. */
export const STAGE_TONES: Readonly<Record<LifeStage, Tone | 'neutral'>> = {
  provisioning: 'info', running: 'success', failing: 'danger', suspended: 'warning', terminated: 'neutral', 'data-returned': 'neutral', deleted: 'neutral',
};
