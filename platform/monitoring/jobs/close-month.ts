import { systemActor } from '@allmende/access';
import { tenantId } from '@allmende/database';
import { contextFor } from '@allmende/house';
import { defineJob, type JobDefinition } from '@allmende/jobs';
import { Type } from 'typebox';
import { closeMonth } from '../actions/close-month.ts';
import { startClosing } from '../actions/start-closing.ts';
import { parseMonth } from '../domain/month.ts';
import type { MonitoringPorts } from '../domain/ports.ts';
import { CLOSE_MONTH } from '../domain/report-ticket.ts';

/** On the first of the month, and on the days after for what was left: has last month closed for every contract. */
export const startClosingJob = defineJob({ name: 'monitoring/start-closing', payload: Type.Object({}), cron: '20 2 1-7 * *', maxAttempts: 5, handle: async (house) => { await startClosing(house); } });

/** Writes down what a contract is billed by, and its report. */
export function closeMonthJob(ports: MonitoringPorts): JobDefinition {
  return defineJob({
    ...CLOSE_MONTH,
    async handle(house, payload) {
      const month = parseMonth(payload.month);
      if (month !== undefined) await closeMonth(contextFor(house, systemActor('monitoring'), tenantId(payload.tenant)), ports, { contract: payload.contract, month });
    },
  }) as JobDefinition;
}
