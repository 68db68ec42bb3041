import { systemActor } from '@allmende/access';
import { PLATFORM_TENANT } from '@allmende/database';
import { onlineServicesPort, saveDestination, setUpReception } from '@allmende/delivery';
import { createClient, describeService } from '@allmende/fit-connect-service';
import { contextFor, type House } from '@allmende/house';
import { deliveryPorts } from '@allmende/process-wiring';
import type { DemoPerson } from './people.ts';

const CONTACT = { legalName: 'Stadt Heilbronn (Beispiel)', address: 'Marktplatz 7, 74072 Heilbronn', phone: '+49 7131 000000', email: 'fit-connect.heilbronn@demo.example' };

/**
 * Lets the whole way of FIT-Connect be tried on one machine: a client for sending, a client and a destination with fresh keys for receiving, both of the demonstration's city. Applications still go where they went before, until
 * somebody chooses otherwise. Needs the running delivery service. Repeating it changes nothing. Never runs in production.
 */
export async function seedFitConnect(house: House, officer: DemoPerson): Promise<void> {
  const operator = contextFor(house, systemActor('start'), PLATFORM_TENANT);
  if ((await describeService(operator)).clients.length > 0) return;
  const { address } = house.config.fitConnect;
  const ctx = contextFor(house, officer.ctx.actor, officer.ctx.tenant);
  const offers = (await onlineServicesPort.listReceivable?.(house, ctx.tenant)) ?? [];
  if (offers.length > 0) {
    const receiver = await createClient(operator, { name: 'Empfang der Stadt Heilbronn (Beispiel)', scopes: ['create:destination'] });
    await setUpReception(ctx, { apiAddress: address, tokenAddress: `${address}/token`, issuer: address, clientId: receiver.client.id, clientSecret: receiver.secret, target: deliveryPorts.targets[0].name, offers, contact: CONTACT });
  }
  const sender = await createClient(operator, { name: 'Versand der Plattform (Beispiel)', scopes: ['send:region:DE'] });
  await saveDestination(ctx, deliveryPorts, {
    target: 'fit-connect', name: 'FIT-Connect auf diesem Rechner',
    settings: { environment: 'own', clientId: sender.client.id, clientSecret: sender.secret, version: 'v2', keys: 'self-signed', api: address, token: `${address}/token`, routing: `${address}/v1` },
  });
}
