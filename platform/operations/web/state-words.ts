import type { Tone } from '@allmende/html';
import { translations } from '@allmende/i18n';
import type { LifeStage } from '../domain/life.ts';
import type { StepName } from '../domain/step.ts';

/** Words for states and steps, shared by the pages of the room. */
export const stateWords = translations({
  de: {
    provisioning: 'wird bereitgestellt', running: 'läuft', updating: 'wird aktualisiert', restoring: 'wird zurückgesetzt', failing: 'gestört', suspended: 'ruht', terminated: 'beendet', 'data-returned': 'Daten zurückgegeben', deleted: 'gelöscht',
    start: 'Starten', resume: 'Wieder aufnehmen', restart: 'Neu starten', suspend: 'Anhalten', archive: 'Archiv erstellen', 'return-data': 'Daten zurückgeben', remove: 'Daten löschen', restore: 'Archiv einlesen',
    'back-up': 'Jetzigen Stand sichern', fill: 'Daten übernehmen und vergleichen', 'start-new': 'Neue Version starten', migrate: 'Daten umstellen', verify: 'Neue Version prüfen', switch: 'Umschalten', 'drop-old': 'Alte Version aufräumen',
    return: 'Zurück zur alten Version', 'drop-new': 'Neue Version verwerfen',
    seconds: (ms: number) => (ms < 10_000 ? `${new Intl.NumberFormat('de-DE', { maximumFractionDigits: 1 }).format(ms / 1000)} s` : ms < 120_000 ? `${Math.round(ms / 1000)} s` : ms < 7_200_000 ? `${Math.round(ms / 60_000)} min` : `${Math.round(ms / 3_600_000)} h`),
    size: (bytes: number) => (bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${new Intl.NumberFormat('de-DE', { maximumFractionDigits: 1 }).format(bytes / 1_000_000)} MB`),
  },
  en: {
    provisioning: 'being set up', running: 'running', updating: 'being updated', restoring: 'being set back', failing: 'disturbed', suspended: 'suspended', terminated: 'ended', 'data-returned': 'data returned', deleted: 'deleted',
    start: 'Start', resume: 'Resume', restart: 'Restart', suspend: 'Suspend', archive: 'Make archive', 'return-data': 'Return data', remove: 'Delete data', restore: 'Read in archive',
    'back-up': 'Back up the present state', fill: 'Take over the data and compare', 'start-new': 'Start the new version', migrate: 'Convert the data', verify: 'Check the new version', switch: 'Switch over', 'drop-old': 'Clear away the old version',
    return: 'Back to the old version', 'drop-new': 'Discard the new version',
    seconds: (ms: number) => (ms < 10_000 ? `${new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 }).format(ms / 1000)} s` : ms < 120_000 ? `${Math.round(ms / 1000)} s` : ms < 7_200_000 ? `${Math.round(ms / 60_000)} min` : `${Math.round(ms / 3_600_000)} h`),
    size: (bytes: number) => (bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 }).format(bytes / 1_000_000)} MB`),
  },
} satisfies Record<'de' | 'en', Record<LifeStage | StepName, string> & Record<'seconds' | 'size', (value: number) => string>>);

/** The colour that repeats what the word says. */
export const STAGE_TONES: Readonly<Record<LifeStage, Tone | 'neutral'>> = {
  provisioning: 'info', running: 'success', updating: 'info', restoring: 'info', failing: 'danger', suspended: 'warning', terminated: 'neutral', 'data-returned': 'neutral', deleted: 'neutral',
};
