import type { TenantTx } from '@allmende/database';
import { enqueue } from '@allmende/jobs';
import { deleteArtefactsOfGrant } from '../data/artefact.ts';
import { endSignIn, type SignIn } from '../data/sign-in.ts';
import { tellAppTicket } from '../domain/tell-app-ticket.ts';

/** Ends a sign-in at an app: its grant with all codes and tokens is gone, and a job tells the app. False when it had ended already. */
export async function endOneSignIn(tx: TenantTx, signIn: Pick<SignIn, 'sid' | 'grantHash'>, at: Date): Promise<boolean> {
  if (!(await endSignIn(tx, signIn.sid, at))) return false;
  await deleteArtefactsOfGrant(tx, signIn.grantHash);
  await enqueue(tx, tellAppTicket, { tenant: tx.tenant, sid: signIn.sid });
  return true;
}
