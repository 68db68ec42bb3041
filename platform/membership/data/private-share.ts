import { rows, type Tx } from '@allmende/database';
import type { PrivateShare } from '../domain/private-share.ts';
import type { MembershipTables } from './tables.ts';

/** Writes a share, or the end of one that began on the same day; false when it stands there with an end already. */
export async function savePrivateShare(tx: Tx, share: PrivateShare, at: Date): Promise<boolean> {
  const { rowCount } = await tx.client.query(
    `insert into membership.private_share as there (valid_from, valid_until, holder, source, entered_by, entered_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (valid_from) do update set valid_until = excluded.valid_until where there.valid_until is null and excluded.valid_until is not null`,
    [share.validFrom, share.validUntil, share.holder, share.source, share.enteredBy, at],
  );
  return rowCount === 1;
}

/** All times with a private share, the youngest first. */
export async function listPrivateShares(tx: Tx): Promise<PrivateShare[]> {
  const found = await rows<MembershipTables>(tx).selectFrom('membership.private_share').selectAll().orderBy('valid_from', 'desc').execute();
  return found.map((row) => ({ validFrom: row.valid_from, validUntil: row.valid_until, holder: row.holder, source: row.source, enteredBy: row.entered_by }));
}
