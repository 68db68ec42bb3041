import { defineApi } from '@allmende/http';
import { Type } from 'typebox';
import { getParentValues, publishParentValues } from '../../actions/parent-values.ts';
import { delegateReleases, readOwnRelease, releaseForAuthority, revokeReleases } from '../../actions/release-for-authority.ts';
import { manageServices, seeServices } from '../../domain/permissions.ts';
import { ParentOverlaySchema } from '../../domain/parent-overlay.ts';
import { FormFields } from './drafts.schema.ts';

const tag = 'online-services';
const path = '/authorities/:authority/services/:service';
const params = Type.Object({ authority: Type.String(), service: Type.String({ pattern: '^[a-z][a-z0-9-]{0,60}$' }) });
const Instant = Type.String({ format: 'date-time' });
const Hash = Type.String({ pattern: '^[0-9a-f]{64}$' });
const Value = Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]);

const getReleaseApi = defineApi({
  method: 'GET', path: `${path}/release`, tag, operationId: 'getServiceRelease', access: seeServices, params, summary: 'What is new of a service for the authority, what it changes, and who releases it',
  response: Type.Object({
    version: Type.String(), delegatedAt: Type.Union([Instant, Type.Null()], { description: 'Since when the operator releases for the authority' }),
    tried: Type.Union([Type.Null(), Type.Object({
      candidate: Hash, isNewVersion: Type.Boolean(), problem: Type.Union([Type.String(), Type.Null()]), releasedAt: Type.Union([Instant, Type.Null()]), changes: Type.Array(Type.Object({ path: Type.String(), before: Value, after: Value })),
    })], { description: 'Null while it is still to be tried, or when there is nothing new' }),
  }),
  async handle({ ctx, params: { service } }) {
    const { version, tried, delegation } = await readOwnRelease(ctx, { service });
    return {
      version, delegatedAt: delegation?.grantedAt.toISOString() ?? null,
      tried: tried === undefined ? null : {
        candidate: tried.candidate, isNewVersion: tried.isNewVersion, problem: tried.problem ?? null, releasedAt: tried.releasedAt?.toISOString() ?? null,
        changes: tried.changes.map((change) => ({ path: change.path, before: change.before ?? null, after: change.after ?? null })),
      },
    };
  },
});

const releaseApi = defineApi({
  method: 'PUT', path: `${path}/release`, tag, operationId: 'releaseService', access: manageServices, params, body: Type.Object({ candidate: Hash }, { additionalProperties: false }), status: 204,
  summary: 'Release what is new for the authority; it comes with the operator’s next switch for all',
  async handle({ ctx, params: { service }, body }) {
    await releaseForAuthority(ctx, { service, candidate: body.candidate });
    return undefined;
  },
});

const delegateApi = defineApi({
  method: 'PUT', path: `${path}/delegation`, tag, operationId: 'delegateReleases', access: manageServices, params, status: 204, summary: 'Let the operator release new versions as long as all samples hold',
  async handle({ ctx, params: { service } }) {
    await delegateReleases(ctx, { service });
    return undefined;
  },
});

const revokeApi = defineApi({
  method: 'DELETE', path: `${path}/delegation`, tag, operationId: 'revokeReleases', access: manageServices, params, status: 204, summary: 'Release new versions oneself again',
  async handle({ ctx, params: { service } }) {
    await revokeReleases(ctx, { service });
    return undefined;
  },
});

const getBelowApi = defineApi({
  method: 'GET', path: `${path}/below`, tag, operationId: 'getDistrictValues', access: seeServices, params, response: ParentOverlaySchema, summary: 'What a district sets for the authorities below it',
  handle: async ({ ctx, params: { service } }) => (await getParentValues(ctx, { service })).parent,
});

const publishBelowApi = defineApi({
  method: 'PUT', path: `${path}/below`, tag, operationId: 'publishDistrictValues', access: manageServices, params, body: FormFields, response: Type.Object({ hash: Hash }),
  summary: 'Publish the values of a district as a person types them; each authority below has them tried before they reach citizens',
  handle: async ({ ctx, params: { service }, body }) => ({ hash: (await publishParentValues(ctx, { service, body })).hash }),
});

/** New versions and values from above, for offices. */
export const officeReleaseApis = [getReleaseApi, releaseApi, delegateApi, revokeApi, getBelowApi, publishBelowApi];
