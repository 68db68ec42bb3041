import { defineApi } from '@allmende/http';
import type { House } from '@allmende/house';
import { Type } from 'typebox';
import { findApplicationBySecret } from '../../actions/read-receipt.ts';
import { withdrawApplication } from '../../actions/withdraw-application.ts';
import { WithdrawalElsewhere } from '../../domain/errors.ts';
import type { StatusPorts } from '../../domain/status-ports.ts';
import { WithdrawnSchema } from './drafts.schema.ts';

/** The operation that takes an application back; refused where the system that works on it cannot be told. */
export const createWithdrawApi = (ports: Pick<StatusPorts<House>, 'takesWithdrawals'>) => defineApi({
  method: 'POST', path: '/applications/:reference/withdrawal', tag: 'online-services', operationId: 'withdrawApplication', access: 'anyone', params: Type.Object({ reference: Type.String({ maxLength: 100 }) }), response: WithdrawnSchema,
  headers: { 'allmende-secret': 'The access code from the confirmation' }, rateLimit: { max: 20, windowMs: 60_000 },
  summary: 'Take an application back, for whoever holds reference and access code; repeating it changes nothing',
  async handle(request) {
    const holder = await findApplicationBySecret(request.ctx, { reference: request.params.reference, secret: request.header('allmende-secret') ?? '' });
    if (ports.takesWithdrawals !== undefined && (await ports.takesWithdrawals(request.ctx, holder)) !== true) throw new WithdrawalElsewhere();
    return { withdrawnAt: (await withdrawApplication(request.ctx, holder)).withdrawnAt.toISOString() };
  },
});
