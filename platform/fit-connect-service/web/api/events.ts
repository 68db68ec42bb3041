import { readCaseEvents, readSubmissionEvents } from '../../actions/read-event-log.ts';
import { takeEvent } from '../../actions/take-event.ts';
import { json, list } from './answer.ts';
import type { Route } from './route.ts';

const LARGEST_EVENT = 1024 * 1024;

/** The event log of cases. */
export const eventRoutes: readonly Route[] = [
  {
    method: 'GET', path: '/cases/:case/events',
    async handle(asked) {
      const page = asked.page();
      const { total, tokens } = await readCaseEvents(asked.house, asked.caller(), asked.params['case'] ?? '', page);
      return json(200, list('eventLog', tokens, { offset: page.offset, total }));
    },
  },
  {
    method: 'POST', path: '/cases/:case/events',
    async handle(asked) {
      const caller = await asked.caller();
      const token = await asked.text({ largest: LARGEST_EVENT, type: 'application/jose' });
      await takeEvent(asked.house, caller, asked.params['case'] ?? '', token.trim());
      return { status: 204 };
    },
  },
];

/** Only in version 2. */
export const submissionEventsRoute: Route = {
  method: 'GET', path: '/submissions/:submission/events',
  async handle(asked) {
    const page = asked.page();
    const { total, tokens } = await readSubmissionEvents(asked.house, asked.caller(), asked.params['submission'] ?? '', page);
    return json(200, list('eventLog', tokens, { offset: page.offset, total }));
  },
};
