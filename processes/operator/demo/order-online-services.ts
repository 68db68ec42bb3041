import { listOffers } from '@allmende/catalog';
import { recordNeed } from '@allmende/needs';
import { addLine, approveOrder, createOrder, submitOrder, type Order } from '@allmende/procurement';
import { orderableApps, vettingPort } from '@allmende/process-wiring';
import type { DemoPerson } from './people.ts';

/** The service of which the demonstration shows applications. */
export const SERVICE = 'hundesteuer-anmelden';

/** What the demonstration's city offers. It is a district of its own (Stadtkreis), so that housing benefit is its matter too. */
export const SERVICES: readonly string[] = [SERVICE, 'hundesteuer-aendern', 'hundesteuer-abmelden', 'wohnsitz-anmelden', 'wohngeld-mietzuschuss', 'wohngeld-weiterleistung'];

/** Leads an authority from its need to the contract for online services and cases, by two people. */
export async function orderOnlineServices(officer: DemoPerson, approver: DemoPerson, casesPerYear: number): Promise<Order> {
  const { ctx } = officer;
  const need = await recordNeed(ctx, { title: 'Anträge online annehmen: Hundesteuer, Wohnsitz, Wohngeld', details: 'Anträge kommen heute auf Papier und werden abgetippt.', category: 'digital-citizenship', casesPerYear, wantedBy: null });
  let order = await createOrder(ctx, { need: need.id });
  for (const appId of ['online-services', 'cases']) {
    const [offer] = await listOffers(ctx, { appId });
    if (!offer) throw new Error(`${appId} is not in the store`);
    order = await addLine(ctx, orderableApps, { order: order.id, offer: offer.id, parameters: appId === 'online-services' ? { services: [...SERVICES] } : {} });
  }
  await submitOrder(ctx, { order: order.id, ground: 'in-house', commitment: { kind: 'everyday', basis: '', reason: 'Wiederkehrende Bestellung im Rahmen des Haushalts (Beispiel).' } }, vettingPort.frozen);
  return approveOrder(approver.ctx, { order: order.id });
}
