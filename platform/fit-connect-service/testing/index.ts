export { openDeliveryServiceStand, type DeliveryServiceStand, type StandClient } from './open-delivery-service-stand.ts';
