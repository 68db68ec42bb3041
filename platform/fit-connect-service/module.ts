import type { RoomModule } from '@allmende/module';
import { fitConnectServiceMigrations } from './data/migrations.ts';
import { manageDeliveryService, seeDeliveryService } from './domain/permissions.ts';
import { tellDestinationWork } from './jobs/tell-destination.ts';
import { tellSenderWork } from './jobs/tell-sender.ts';
import { tidyUp } from './jobs/tidy-up.ts';
import { watchDeadlines } from './jobs/watch-deadlines.ts';
import { createClientPost, deliveryServicePage, endClientPost } from './web/pages/delivery-service.ts';
import './web/english-refusals.ts';

export { createDeliveryService, type DeliveryServiceOptions } from './web/create-delivery-service.ts';

export const fitConnectServiceModule: RoomModule = {
  name: 'fit-connect-service',
  migrations: fitConnectServiceMigrations,
  permissions: [seeDeliveryService, manageDeliveryService],
  pages: [deliveryServicePage, createClientPost, endClientPost],
  jobs: [tellDestinationWork, tellSenderWork, watchDeadlines, tidyUp],
  navigation: [
    { area: 'operator', label: { de: 'Zustelldienst', en: 'Delivery service' }, segments: ['delivery-service'], access: seeDeliveryService, order: 72, summary: { de: 'FIT-Connect: Zustellpunkte, Clients, Zahlen', en: 'FIT-Connect: destinations, clients, figures' } },
  ],
};
