import type { Database } from '@allmende/database';
import { listAgreementTexts as loadTexts } from '../data/agreement-text.ts';
import type { AgreementText } from '../domain/agreement-text.ts';

/** All versions of the processing agreement, the youngest first. */
export async function listAgreementTexts(ctx: { database: Pick<Database, 'withoutTenant'> }): Promise<readonly AgreementText[]> {
  return ctx.database.withoutTenant((tx) => loadTexts(tx));
}
