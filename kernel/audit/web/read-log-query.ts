import { parsePlainDate } from '@allmende/time';
import { Type, type Static } from 'typebox';
import type { LogFilter } from '../actions/browse-log.ts';

/** How the list of entries is asked for, on pages and in the API. */
export const LogQuery = Type.Object({
  room: Type.Optional(Type.String({ pattern: '^[a-z][a-z0-9-]{0,40}$', description: 'The part of the platform that recorded: the first part of the action' })),
  day: Type.Optional(Type.String({ format: 'date', description: 'A day in Germany' })),
  subject: Type.Optional(Type.String({ pattern: '^[a-z][a-z0-9-]{0,60}:[A-Za-z0-9][A-Za-z0-9._:/-]{0,127}$', description: 'Kind and id with a colon between: order:0190…' })),
  before: Type.Optional(Type.String({ format: 'uuid', description: 'The last entry of the page before' })),
});

/** The filter that a query means. A day that no calendar has is read as absent. */
export function readLogQuery(query: Static<typeof LogQuery>): LogFilter {
  const [kind, ...id] = query.subject?.split(':') ?? [];
  return {
    room: query.room, before: query.before, day: query.day === undefined ? undefined : parsePlainDate(query.day),
    subject: kind === undefined ? undefined : { kind, id: id.join(':') },
  };
}
