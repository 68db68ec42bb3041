import { defineApi, parseDay } from '@allmende/http';
import { Type } from 'typebox';
import { clearApp, listClearances } from '../../actions/clear-app.ts';
import type { Clearance } from '../../domain/clearance.ts';
import { clearApps, seeOrders } from '../../domain/permissions.ts';
import { AuthorityParams, Day, Id, Instant, nullable } from './orders.schema.ts';

const tag = 'procurement';
const path = '/authorities/:authority/clearances';
const App = Type.String({ maxLength: 60 });
const Version = Type.String({ maxLength: 60 });
const check = { checkedBy: Type.String({ maxLength: 150, description: 'The office that checked; no person' }), checkedOn: Day, reference: Type.String({ maxLength: 150 }) };
const ClearanceSchema = Type.Object({ id: Id, app: App, title: Type.String(), version: Version, ...check, clearedAt: Instant });

/** What an authority cleared for its use, over the API; `version` is that of the apps of our own. */
export function clearanceOperations(version: string) {
  return [
    defineApi({
      method: 'GET', path, tag, operationId: 'listClearances', summary: 'Versions of apps in use with the clearance of each, and all clearances of the authority', access: seeOrders, params: AuthorityParams,
      response: Type.Object({ inUse: Type.Array(Type.Object({ app: App, title: Type.String(), version: Version, clearance: nullable(ClearanceSchema) })), clearances: Type.Array(ClearanceSchema) }),
      async handle({ ctx }) {
        const found = await listClearances(ctx, version);
        return { inUse: found.inUse.map((one) => ({ ...one, clearance: one.clearance && shown(one.clearance) })), clearances: found.clearances.map(shown) };
      },
    }),
    defineApi({
      method: 'POST', path, tag, operationId: 'clearApp', summary: 'Clear a version of an app that runs for the authority, with the check that it rests on', access: clearApps, params: AuthorityParams, status: 201, response: ClearanceSchema,
      body: Type.Object({ app: App, version: Version, ...check }, { additionalProperties: false }),
      handle: async ({ ctx, body }) => shown(await clearApp(ctx, version, { ...body, checkedOn: parseDay(body.checkedOn, 'checkedOn') })),
    }),
  ];
}

function shown({ cleared, ...one }: Clearance) {
  return { ...one, clearedAt: cleared.at.toISOString() };
}
