import { defineJob } from '@allmende/jobs';
import { Type } from 'typebox';
import { writeCheckpoints } from '../actions/write-checkpoints.ts';
import { InvalidCheckpoint, TimeStampRefused } from '../domain/errors.ts';

/** Every night; fails when a log does not continue its last checkpoint, so that the operator sees it among the dead letters. */
export const writeCheckpointsJob = defineJob({
  name: 'audit/write-checkpoints', payload: Type.Object({}), cron: '41 1 * * *', maxAttempts: 3,
  async handle(house) {
    const { refused, stamps } = await writeCheckpoints(house);
    for (const { tenant, reason } of refused) house.log.error({ tenant, reason }, 'an audit log does not continue its last checkpoint');
    if (stamps.refused !== undefined) house.log.error({ reason: stamps.refused }, 'the checkpoints of the audit logs have no time stamp');
    if (refused.length > 0) throw new InvalidCheckpoint(`${refused.length} Protokolle setzen ihren letzten Prüfpunkt nicht fort`);
    if (stamps.refused !== undefined) throw new TimeStampRefused(stamps.refused);
  },
});
