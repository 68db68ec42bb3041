import type { TenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import type { DeliveryTarget } from '../domain/delivery-target.ts';
import type { Attachment, Delivery, Settings } from '../domain/delivery.ts';
import { DestinationGone, NoTarget } from '../domain/errors.ts';
import type { DeliveryPorts } from './delivery-ports.ts';
import { readSettings } from './open-vault.ts';

/** The target of a parcel or trial and what it may ask for. Throws NoTarget, DestinationGone. */
export async function prepareDelivery(
  house: House, ports: DeliveryPorts, input: { readonly tenant: TenantId; readonly service: string; readonly target: string; readonly destination: string | undefined; readonly attachments: () => Promise<readonly Attachment[]> },
): Promise<{ readonly target: DeliveryTarget; readonly delivery: Delivery }> {
  const target = ports.targets.find(({ name }) => name === input.target);
  if (!target) throw new NoTarget(input.target);
  const { destination: id } = input;
  const settings = target.form === undefined ? {} : await settingsAt(house, input.tenant, target, id);
  return { target, delivery: { destination: id, settings, attachments: input.attachments, schema: async () => ports.applications.readSchema?.(house, input.service) } };
}

async function settingsAt(house: House, tenant: TenantId, target: DeliveryTarget, id: string | undefined): Promise<Settings> {
  const found = id === undefined ? undefined : await readSettings(house, tenant, id);
  if (!found || found.target !== target.name || found.removedAt !== null) throw new DestinationGone();
  return found.settings;
}
