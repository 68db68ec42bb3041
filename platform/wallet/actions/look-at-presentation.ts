import type { House } from '@allmende/house';
import { NotFound } from '@allmende/errors';
import { openDataKey } from '@allmende/secrets';
import type { WalletTables } from '../data/tables.ts';
import { countTry, savePresentation } from '../data/presentation.ts';
import type { IdentifiedPerson } from '../domain/identified-person.ts';
import type { PresentationRequest } from '../domain/presentation-request.ts';
import { REFUSALS, WalletRefusal, type RefusalKind, type RefusalReason } from '../domain/refusal.ts';
import { isSecret } from '../domain/secret-hash.ts';
import { openRequest } from './open-request.ts';
import { openPart } from './seals.ts';

type Context = Pick<House, 'database' | 'keys' | 'clock'>;
/** A request as the browser names it that made it. */
export type BrowserKey = { readonly tenant: string; readonly id: string; readonly browserSecret: string };

/** How a request stands. `over`: time is up, or it was used. */
export type Standing = { readonly state: 'waiting' | 'answered' | 'confirmed' | 'over' | 'refused'; readonly refusal: RefusalKind | undefined; readonly request: PresentationRequest; readonly purpose: string };

/** How a request stands, for the browser that made it. Throws NotFound for everybody else. */
export async function lookAtPresentation(house: Context, key: BrowserKey): Promise<Standing> {
  const { row, request } = await ownRequest(house, key);
  const isOver = row.state === 'used' || (row.expires_at <= house.clock.now() && row.state !== 'refused');
  const state = isOver ? 'over' : row.state === 'checking' || row.state === 'used' ? 'waiting' : row.state;
  return { state, refusal: row.refusal === null ? undefined : REFUSALS[row.refusal as RefusalReason], request, purpose: row.purpose };
}

/** Takes an answer into the browser that asked, by the code in the address to which the wallet led back on the same device. Nothing happens for a wrong code. Throws NotFound. */
export async function confirmByReturn(house: Context, key: BrowserKey & { readonly code: string }): Promise<void> {
  const { row, tenant } = await ownRequest(house, key);
  if (!isSecret('return', key.code, row.return_sha256)) return;
  await house.database.inTenant(tenant, (tx) => savePresentation(tx, row.id, 'answered', { state: 'confirmed' }));
}

/**
 * Takes an answer into the browser that asked, by the number that the other device shows. Whoever sent their link to somebody else does not know it. Five tries; the answer is then gone. False for a wrong
 * number. Throws NotFound.
 */
export async function confirmByNumber(house: Context, key: BrowserKey & { readonly number: string }): Promise<boolean> {
  const { row, tenant } = await ownRequest(house, key);
  const typed = key.number.replaceAll(/\D/gu, '');
  return house.database.inTenant(tenant, async (tx) => {
    if (!(await countTry(tx, row.id))) {
      await savePresentation(tx, row.id, 'answered', { state: 'refused', refusal: 'request-expired', sealed_person: null });
      return false;
    }
    if (!isSecret('confirm', typed, row.confirm_sha256)) return false;
    return savePresentation(tx, row.id, 'answered', { state: 'confirmed' });
  });
}

/** Whether an address with this code was made for the request: what the other device may show a number for. */
export async function isReturnCode(house: Context, address: { readonly tenant: string; readonly id: string; readonly code: string }): Promise<boolean> {
  try {
    const { row } = await openRequest(house, address);
    return row.state === 'answered' && row.expires_at > house.clock.now() && isSecret('return', address.code, row.return_sha256);
  } catch (error) {
    if (error instanceof WalletRefusal) return false;
    throw error;
  }
}

/** Who was shown, for the browser that asked and confirmed. Throws NotFound when it did not, and when the time is up. */
export async function readPerson(house: Context, key: BrowserKey): Promise<IdentifiedPerson> {
  const { row, tenant } = await ownRequest(house, key);
  return personOf(house, tenant, row);
}

/** Like `readPerson`, once: afterwards nobody gets it again. */
export async function takePerson(house: Context, key: BrowserKey): Promise<IdentifiedPerson> {
  const { row, tenant } = await ownRequest(house, key);
  const person = await personOf(house, tenant, row);
  if (!(await house.database.inTenant(tenant, (tx) => savePresentation(tx, row.id, 'confirmed', { state: 'used', sealed_person: null })))) throw new NotFound();
  return person;
}

async function personOf(house: Context, tenant: Awaited<ReturnType<typeof ownRequest>>['tenant'], row: WalletTables['wallet.presentation']): Promise<IdentifiedPerson> {
  const { sealed_person: sealed } = row;
  if (row.state !== 'confirmed' || sealed === null || row.expires_at <= house.clock.now()) throw new NotFound();
  const { key } = await house.database.inTenant(tenant, (tx) => openDataKey(tx, house.keys, row.data_key_id));
  return openPart<IdentifiedPerson>('person', key, tenant, row.id, sealed);
}

async function ownRequest(house: Context, key: BrowserKey) {
  let opened;
  try {
    opened = await openRequest(house, key);
  } catch (error) {
    if (error instanceof WalletRefusal) throw new NotFound();
    throw error;
  }
  if (!isSecret('browser', key.browserSecret, opened.row.browser_sha256)) throw new NotFound();
  return opened;
}
