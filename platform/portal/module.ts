import type { NavigationEntry } from '@allmende/http';
import type { RoomModule } from '@allmende/module';
import { portalMigrations } from './data/migrations.ts';
import type { StartFigure, WorkFigure } from './domain/figure.ts';
import type { ListKnownServices } from './domain/known-service.ts';
import type { ListServicesOfAuthority, ListServicesOfPlace } from './domain/offered-service.ts';
import { enterLegalContact, seeOffice, seeOperation, seeWishes } from './domain/permissions.ts';
import { enterLegalContactApi, enterPlatformContactApi, getLegalContactApi, getPlatformContactApi } from './web/api/legal-contact.ts';
import { directoryApi } from './web/api/directory.ts';
import { listPlaceServicesApi } from './web/api/place-services.ts';
import { legalPages } from './web/pages/legal-pages.ts';
import { officeLegalPages, operatorLegalPages } from './web/pages/legal-contact.ts';
import { officeHomePage } from './web/pages/office-home.ts';
import { operatorHomePage } from './web/pages/operator-home.ts';
import { placesPage } from './web/pages/places.ts';
import { problemPage } from './web/pages/problem.ts';
import { directoryPages } from './web/pages/services.ts';
import { startPage } from './web/pages/start.ts';
import { wherePage } from './web/pages/where.ts';
import { wishesPage, wishPost } from './web/pages/wishes.ts';
import './web/english-refusals.ts';

/** What the portal shows of rooms it may not know; the processes connect them. */
export type PortalPorts = {
  readonly servicesOfPlace: ListServicesOfPlace;
  readonly servicesOfAuthority: ListServicesOfAuthority;
  /** Everything that is described on the platform, whoever offers it. */
  readonly knownServices: ListKnownServices;
  /** On the platform's start page. */
  readonly startFigures: readonly StartFigure[];
  /** On the home pages of offices and of the operator. */
  readonly officeFigures: readonly WorkFigure[];
  readonly operatorFigures: readonly WorkFigure[];
  /** The entries of all rooms, this one's included; asked at each request. */
  readonly navigation: () => readonly NavigationEntry[];
};

/** The portal with what other rooms give it. */
export function createPortalModule(ports: PortalPorts): RoomModule {
  return {
    name: 'portal',
    migrations: portalMigrations,
    permissions: [seeOffice, seeOperation, enterLegalContact, seeWishes],
    pages: [startPage(ports.startFigures), placesPage, ...directoryPages(ports), wherePage(ports), wishPost, wishesPage, problemPage, ...legalPages, officeHomePage(ports), ...officeLegalPages, operatorHomePage(ports), ...operatorLegalPages],
    api: [listPlaceServicesApi(ports.servicesOfPlace), ...directoryApi(ports), getLegalContactApi, enterLegalContactApi, getPlatformContactApi, enterPlatformContactApi],
    navigation: [
      { area: 'public', label: { de: 'Ort finden', 'de-leicht': 'Ort suchen', en: 'Find your place', uk: 'Знайти місце', ar: 'ابحث عن المكان' }, segments: ['places'], access: 'anyone', order: 10 },
      { area: 'public', label: { de: 'Leistungen', 'de-leicht': 'Leistungen', en: 'Services', uk: 'Послуги', ar: 'الخدمات' }, segments: ['services'], access: 'anyone', order: 12 },
      { area: 'office', label: { de: 'Übersicht', en: 'Overview' }, segments: [], access: seeOffice, order: 0 },
      { area: 'office', label: { de: 'Rechtliche Angaben', en: 'Legal details' }, segments: ['legal'], access: enterLegalContact, order: 95, summary: { de: 'Impressum, Datenschutz und Barrierefreiheit Ihrer Verwaltung', en: 'Imprint, privacy and accessibility of your administration' } },
      { area: 'office', label: { de: 'Vermisste Leistungen', en: 'Missed services' }, segments: ['wishes'], access: seeWishes, order: 92, group: 'services', summary: { de: 'Was Menschen auf den Seiten Ihrer Orte suchen und nicht finden', en: 'What people look for on the pages of your places and do not find' } },
      { area: 'operator', label: { de: 'Übersicht', en: 'Overview' }, segments: [], access: seeOperation, order: 0 },
      { area: 'operator', label: { de: 'Rechtliche Angaben', en: 'Legal details' }, segments: ['legal'], access: enterLegalContact, order: 95, summary: { de: 'Wer diese Plattform betreibt', en: 'Who operates this platform' } },
    ],
  };
}
