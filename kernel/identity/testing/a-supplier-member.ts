import { randomBytes } from 'node:crypto';
import { newId, type Database } from '@allmende/database';
import { systemClock, type Clock } from '@allmende/time';
import { startSession } from '../actions/start-session.ts';
import { insertAccount } from '../data/account.ts';
import { hashPassword } from '../password-hash.ts';

/** Writes an invented person who works for a supplier, with a session, into a database with the tables of identity. Nobody can sign in as them by a password. `token` goes into the session cookie or the bearer header. */
export async function aSupplierMember(house: { readonly database: Database; readonly clock?: Clock }, input: { readonly supplier: string }): Promise<{ readonly accountId: string; readonly token: string }> {
  const now = (house.clock ?? systemClock).now();
  const accountId = newId();
  const passwordHash = await hashPassword(randomBytes(24).toString('base64url'));
  return house.database.withoutTenant(async (tx) => {
    await insertAccount(tx, { id: accountId, email: `${accountId}@musterwerk.example`, name: 'Lena Liefert', passwordHash, passwordMustChange: false, passwordSetAt: now, createdAt: now, disabledAt: null, supplierId: input.supplier });
    return { accountId, token: (await startSession(tx, accountId, now)).token };
  });
}
