import { NotFound } from '@allmende/errors';
import { defineApi, type AnyApi } from '@allmende/http';
import { Type } from 'typebox';
import { addressOfInstance } from '../../actions/address-of-instance.ts';
import { endGrant } from '../../actions/end-grant.ts';
import { giveGrant } from '../../actions/give-grant.ts';
import { listGrants } from '../../actions/list-grants.ts';
import type { EntranceOf } from '../../actions/watch-routes.ts';
import { manageGrants, seeGrants } from '../../domain/permissions.ts';

const slug = Type.String({ pattern: '^[a-z][a-z0-9-]{0,79}$' });
const uuid = Type.String({ format: 'uuid' });
const instant = Type.String({ format: 'date-time' });
const path = '/authorities/:authority/instances/:instance/grants';
const params = Type.Object({ authority: slug, instance: uuid });

/** The operations on who may use an app. */
export function grantOperations(entranceOf: EntranceOf): readonly AnyApi[] {
  return [
    defineApi({
      method: 'GET', path, tag: 'gateway', operationId: 'listGrants', access: seeGrants, summary: 'Where an app is opened and who may use it', params,
      response: Type.Object({
        entrance: Type.Union([Type.Object({ address: Type.String(), ownAddresses: Type.Array(Type.String()), access: Type.Union([Type.Literal('granted'), Type.Literal('public')]) }), Type.Null()]),
        grants: Type.Array(Type.Object({ id: uuid, accountId: uuid, name: Type.String(), since: instant, until: Type.Union([instant, Type.Null()]), effective: Type.Boolean({ description: 'False when the person works for the authority no more: the grant then opens nothing.' }) })),
      }),
      async handle({ ctx, params: { instance } }) {
        const found = await listGrants(ctx, { instance });
        const entrance = await addressOfInstance(ctx, entranceOf, found.instance);
        return {
          entrance: entrance ? { address: entrance.address, ownAddresses: [...entrance.own], access: entrance.access } : null,
          grants: found.grants.map((grant) => ({ id: grant.id, accountId: grant.accountId, name: grant.name, since: grant.since.toISOString(), until: grant.until?.toISOString() ?? null, effective: grant.isEffective })),
        };
      },
    }),
    defineApi({
      method: 'POST', path, tag: 'gateway', operationId: 'giveGrant', access: manageGrants, summary: 'Let a person of the authority use an app; whoever may already keeps the grant they have', params, status: 201,
      body: Type.Object({ accountId: uuid, until: Type.Optional(instant) }, { additionalProperties: false }), response: Type.Object({ id: uuid }),
      async handle({ ctx, params: { instance }, body }) {
        const given = await giveGrant(ctx, { instance, accountId: body.accountId, until: body.until === undefined ? undefined : new Date(body.until) });
        const id = given ?? (await listGrants(ctx, { instance })).grants.find((grant) => grant.accountId === body.accountId)?.id;
        if (id === undefined) throw new NotFound();
        return { id };
      },
    }),
    defineApi({
      method: 'DELETE', path: `${path}/:grant`, tag: 'gateway', operationId: 'endGrant', access: manageGrants, summary: 'Take access to an app away; takes effect within seconds', params: Type.Object({ authority: slug, instance: uuid, grant: uuid }), status: 204,
      async handle({ ctx, params: { instance, grant } }) {
        await endGrant(ctx, { instance, grant });
        return undefined;
      },
    }),
  ];
}
