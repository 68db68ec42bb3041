import type { RoomModule } from '@allmende/module';
import type { StartFigure } from './domain/figure.ts';
import type { ListServicesOfAuthority, ListServicesOfPlace } from './domain/offered-service.ts';
import { listPlaceServicesApi } from './web/api/place-services.ts';
import { placesPage } from './web/pages/places.ts';
import { startPage } from './web/pages/start.ts';
import { wherePage } from './web/pages/where.ts';

/** What the portal shows of rooms it may not know; the processes connect them. */
export type PortalPorts = {
  readonly servicesOfPlace: ListServicesOfPlace;
  readonly servicesOfAuthority: ListServicesOfAuthority;
  readonly startFigures: readonly StartFigure[];
};

/** The portal with what other rooms give it. */
export function createPortalModule(ports: PortalPorts): RoomModule {
  return {
    name: 'portal',
    pages: [startPage(ports.startFigures), placesPage, wherePage(ports)],
    api: [listPlaceServicesApi(ports.servicesOfPlace)],
  };
}
