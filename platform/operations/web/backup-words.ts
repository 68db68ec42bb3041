import { translations } from '@allmende/i18n';
import type { ArchiveReason } from '../domain/archive-record.ts';
import type { UpdateChannel } from '../domain/instance.ts';

/** Words for backups and channels, shared by the pages of the room. */
export const backupWords = translations({
  de: {
    exit: 'zum Ende', asked: 'von Hand', nightly: 'nachts', 'before-update': 'vor einer Aktualisierung', 'before-restore': 'vor einem Zurücksetzen',
    stable: 'geprüfte Versionen von selbst', preview: 'auch Vorabversionen von selbst', 'by-hand': 'nur von Hand',
  },
  en: {
    exit: 'at the end', asked: 'by hand', nightly: 'at night', 'before-update': 'before an update', 'before-restore': 'before a return',
    stable: 'approved versions by themselves', preview: 'preview versions by themselves too', 'by-hand': 'by hand only',
  },
} satisfies Record<'de' | 'en', Record<ArchiveReason | UpdateChannel, string>>);
