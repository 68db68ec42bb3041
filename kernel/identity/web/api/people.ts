import { isRole } from '@allmende/access';
import { InvalidInput } from '@allmende/errors';
import { defineApi, type AnyApi } from '@allmende/http';
import { Type } from 'typebox';
import { endRole } from '../../actions/end-role.ts';
import { grantRole } from '../../actions/grant-role.ts';
import { invitePerson } from '../../actions/invite-person.ts';
import { listPeople } from '../../actions/list-people.ts';
import { managePeople, seePeople } from '../../domain/permissions.ts';

const uuid = Type.String({ format: 'uuid' });
const role = Type.Union(['digital-officer', 'approver', 'treasurer', 'mayor', 'caseworker', 'head-of-office', 'auditor'].map((name) => Type.Literal(name)));
const serviceId = Type.String({ pattern: '^[a-z0-9][a-z0-9._-]{0,99}$' });
const caseworkerFor = Type.String({ pattern: '^caseworker/[a-z0-9][a-z0-9._-]{0,99}$', description: 'Caseworker for one service only, by the id of its package. An id that no service has opens nothing.' });
const date = Type.String({ format: 'date' });

const listPeopleOfAuthority = defineApi({
  method: 'GET',
  path: '/authorities/:authority/people',
  tag: 'identity',
  operationId: 'listPeople',
  summary: 'Who has which role in the authority.',
  access: seePeople,
  params: Type.Object({ authority: Type.String() }),
  response: Type.Object({
    people: Type.Array(Type.Object({
      accountId: uuid, name: Type.String(), email: Type.String(), mustChangePassword: Type.Boolean(),
      roles: Type.Array(Type.Object({ grant: uuid, role: Type.String(), service: Type.Union([serviceId, Type.Null()], { description: 'The only service that a caseworker is there for.' }), validFrom: date, validUntil: Type.Union([date, Type.Null()]) })),
    })),
  }),
  async handle({ ctx, authority }) {
    const people = await listPeople(ctx, authority);
    return {
      people: people.map(({ accountId, name, email, mustChange, roles }) => ({
        accountId, name, email, mustChangePassword: mustChange, roles: roles.map(({ grantId, role: held, service, validFrom, validUntil }) => ({ grant: grantId, role: held, service: service ?? null, validFrom, validUntil })),
      })),
    };
  },
});

const invitePersonToAuthority = defineApi({
  method: 'POST',
  path: '/authorities/:authority/people',
  tag: 'identity',
  operationId: 'invitePerson',
  summary: 'Gives a person roles, with a new account and a one-time password when the address has no account.',
  access: managePeople,
  params: Type.Object({ authority: Type.String() }),
  body: Type.Object({ email: Type.String({ maxLength: 300 }), name: Type.String({ maxLength: 300 }), roles: Type.Array(Type.Union([role, caseworkerFor]), { minItems: 1, maxItems: 50 }) }, { additionalProperties: false }),
  status: 201,
  response: Type.Object({ accountId: uuid, oneTimePassword: Type.Union([Type.String(), Type.Null()]) }),
  async handle({ ctx, authority, body }) {
    const { accountId, oneTimePassword } = await invitePerson(ctx, { tenant: authority.tenant, email: body.email, name: body.name, roles: body.roles });
    return { accountId, oneTimePassword: oneTimePassword ?? null };
  },
});

const giveRoleToPerson = defineApi({
  method: 'POST',
  path: '/authorities/:authority/people/:account/roles',
  tag: 'identity',
  operationId: 'giveRole',
  summary: 'Gives a person a role from today on.',
  access: managePeople,
  params: Type.Object({ authority: Type.String(), account: uuid }),
  body: Type.Object({ role, service: Type.Optional(Type.String({ pattern: '^[a-z0-9][a-z0-9._-]{0,99}$', description: 'With the role caseworker: the only service that it is for. An id that no service has opens nothing.' })) }, { additionalProperties: false }),
  status: 201,
  response: Type.Object({ grant: uuid }),
  async handle({ ctx, authority, params, body }) {
    if (!isRole(body.role)) throw new InvalidInput([{ pointer: '/role', code: 'role', message: 'Diese Rolle gibt es nicht.' }]);
    if (body.service !== undefined && body.role !== 'caseworker') throw new InvalidInput([{ pointer: '/service', code: 'service', message: 'Nur die Sachbearbeitung kann auf eine Leistung begrenzt werden.' }]);
    return { grant: await grantRole(ctx, { tenant: authority.tenant, accountId: params.account, role: body.role, service: body.service }) };
  },
});

const endRoleOfPerson = defineApi({
  method: 'DELETE',
  path: '/authorities/:authority/role-grants/:grant',
  tag: 'identity',
  operationId: 'endRole',
  summary: 'Takes a role away at once.',
  access: managePeople,
  params: Type.Object({ authority: Type.String(), grant: uuid }),
  status: 204,
  async handle({ ctx, authority, params }) {
    await endRole(ctx, { tenant: authority.tenant, grantId: params.grant });
    return undefined;
  },
});

export const peopleOperations: readonly AnyApi[] = [listPeopleOfAuthority, invitePersonToAuthority, giveRoleToPerson, endRoleOfPerson];
