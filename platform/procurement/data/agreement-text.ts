import type { Tx } from '@allmende/database';
import { rows } from '@allmende/database';
import type { AgreementText } from '../domain/agreement-text.ts';
import type { ProcurementTables } from './tables.ts';

/** Writes a version; false when the version or its first day is there already. */
export async function insertAgreementText(tx: Tx, text: AgreementText, entered: { by: string; at: Date }): Promise<boolean> {
  const { rowCount } = await tx.client.query(
    'insert into procurement.agreement_text (version, source, valid_from, blocks, entered_by, entered_at) values ($1, $2, $3, $4, $5, $6) on conflict do nothing',
    [text.version, text.source, text.validFrom, JSON.stringify(text.blocks), entered.by, entered.at],
  );
  return rowCount === 1;
}

/** All versions, the youngest first. */
export async function listAgreementTexts(tx: Tx): Promise<AgreementText[]> {
  const found = await rows<ProcurementTables>(tx).selectFrom('procurement.agreement_text').selectAll().orderBy('valid_from', 'desc').execute();
  return found.map((row) => ({ version: row.version, source: row.source, validFrom: row.valid_from, blocks: row.blocks }));
}
