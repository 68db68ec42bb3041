import type { Tx } from '@allmende/database';
import { cents } from '@allmende/money';
import type { PlainDate } from '@allmende/time';
import type { ContributionTable } from '../domain/contribution.ts';

/** Writes a table; false when one begins on the same day. */
export async function insertContributionTable(tx: Tx, table: ContributionTable, enteredAt: Date): Promise<boolean> {
  const { rowCount } = await tx.client.query(
    'insert into membership.contribution_table (valid_from, label, source, classes, entered_by, entered_at) values ($1, $2, $3, $4, $5, $6) on conflict do nothing',
    [table.validFrom, table.label, table.source, JSON.stringify(table.classes), table.enteredBy, enteredAt],
  );
  return rowCount === 1;
}

/** All tables, the youngest first. */
export async function listContributionTables(tx: Tx): Promise<ContributionTable[]> {
  const { rows } = await tx.client.query<{ valid_from: PlainDate; label: string | null; source: string; classes: { name: string; inhabitantsFrom: number; centsPerYear: number | null }[]; entered_by: string }>({
    name: 'membership-contribution-tables', text: 'select valid_from, label, source, classes, entered_by from membership.contribution_table order by valid_from desc',
  });
  return rows.map((row) => ({
    validFrom: row.valid_from, label: row.label, source: row.source, enteredBy: row.entered_by,
    classes: row.classes.map((one) => ({ name: one.name, inhabitantsFrom: one.inhabitantsFrom, centsPerYear: one.centsPerYear === null ? null : cents(one.centsPerYear) })),
  }));
}
