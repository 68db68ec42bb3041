import { tenantId } from '@allmende/database';
import { defineApi } from '@allmende/http';
import { Type } from 'typebox';
import { chooseChannel } from '../../actions/choose-channel.ts';
import { getDeletion } from '../../actions/get-deletion.ts';
import { copyInstance, restoreInstance } from '../../actions/restore-instance.ts';
import { abortRollout, haltRollout, listRollouts, resumeRollout, startRollout } from '../../actions/rollouts.ts';
import { listDrills, requestDrill } from '../../actions/run-drill.ts';
import { updateInstance } from '../../actions/update-instance.ts';
import { controlInstances, rollOut, seeFleet, seeInstances } from '../../domain/permissions.ts';
import type { Rollout } from '../../domain/rollout.ts';
import { toJson } from './instance-json.ts';
import { DeletionSchema, DrillSchema, InstanceSchema, RolloutBody, RolloutSchema } from './instances.schema.ts';

const slug = Type.String({ pattern: '^[a-z][a-z0-9-]{0,79}$' });
const uuid = Type.String({ format: 'uuid' });
const version = Type.String({ pattern: '^[0-9]+\\.[0-9]+\\.[0-9]+(-[0-9A-Za-z.-]+)?$', maxLength: 40 });
const params = Type.Object({ authority: slug, instance: uuid });
const archiveParams = Type.Object({ authority: slug, instance: uuid, archive: uuid });
const path = '/authorities/:authority/instances/:instance';
const closed = { additionalProperties: false } as const;

export const updateInstanceApi = defineApi({
  method: 'POST', path: `${path}/update`, tag: 'operations', operationId: 'updateInstance', access: controlInstances, summary: 'Bring an app to another released version: saved first, and back by itself if it fails', params, body: Type.Object({ version }, closed), status: 202, response: InstanceSchema,
  handle: async (request) => toJson(await updateInstance(request.ctx, { instance: request.params.instance, version: request.body.version })),
});

export const chooseChannelApi = defineApi({
  method: 'PUT', path: `${path}/channel`, tag: 'operations', operationId: 'chooseChannel', access: controlInstances, summary: 'Choose whether approved versions come by themselves', params, body: Type.Object({ channel: Type.Enum(['stable', 'preview', 'by-hand']) }, closed), response: InstanceSchema,
  handle: async (request) => toJson(await chooseChannel(request.ctx, { instance: request.params.instance, channel: request.body.channel })),
});

export const restoreInstanceApi = defineApi({
  method: 'POST', path: `${path}/archives/:archive/restoration`, tag: 'operations', operationId: 'restoreInstance', access: controlInstances, summary: 'Set an app back to the data of a backup; the present state is saved first', params: archiveParams,
  body: Type.Object({ version: Type.Optional(Type.Enum(['now', 'then'])) }, closed), status: 202, response: InstanceSchema,
  handle: async (request) => toJson(await restoreInstance(request.ctx, { instance: request.params.instance, archive: request.params.archive, version: request.body.version ?? 'now' })),
});

export const copyInstanceApi = defineApi({
  method: 'POST', path: `${path}/archives/:archive/copy`, tag: 'operations', operationId: 'copyInstance', access: controlInstances, summary: 'Open the data of a backup in a copy that ends by itself', params: archiveParams,
  body: Type.Object({ days: Type.Optional(Type.Integer({ minimum: 1, maximum: 30 })) }, closed), status: 202, response: InstanceSchema,
  handle: async (request) => toJson(await copyInstance(request.ctx, { instance: request.params.instance, archive: request.params.archive, ...(request.body.days === undefined ? {} : { days: request.body.days }) })),
});

export const getDeletionApi = defineApi({
  method: 'GET', path: `${path}/deletion`, tag: 'operations', operationId: 'getDeletion', access: seeInstances, summary: 'What was deleted of an app and when; its hash stands in the audit log', params, response: DeletionSchema,
  async handle(request) {
    const { proof, sha256 } = await getDeletion(request.ctx, request.params);
    return { proof: { ...proof }, sha256 };
  },
});

export const listRolloutsApi = defineApi({
  method: 'GET', path: '/rollouts', tag: 'operations', operationId: 'listRollouts', access: seeFleet, summary: 'Rollouts and how far they are', response: Type.Object({ rollouts: Type.Array(RolloutSchema) }),
  handle: async ({ ctx }) => ({ rollouts: (await listRollouts(ctx)).map(({ rollout, counts }) => ({ ...rolloutJson(rollout), counts: { ...counts } })) }),
});

export const startRolloutApi = defineApi({
  method: 'POST', path: '/rollouts', tag: 'operations', operationId: 'startRollout', access: rollOut, summary: 'Approve a version and bring it to all who follow its channel, in stages', body: RolloutBody, status: 201, response: RolloutSchema,
  handle: async ({ ctx, body }) => rolloutJson(await startRollout(ctx, body)),
});

export const changeRolloutApi = defineApi({
  method: 'POST', path: '/rollouts/:rollout/changes', tag: 'operations', operationId: 'changeRollout', access: rollOut, summary: 'Halt, resume or abort a rollout', params: Type.Object({ rollout: uuid }), body: Type.Object({ change: Type.Enum(['halt', 'resume', 'abort']) }, closed), response: RolloutSchema,
  handle: async ({ ctx, params: { rollout }, body }) => rolloutJson(await { halt: haltRollout, resume: resumeRollout, abort: abortRollout }[body.change](ctx, { rollout })),
});

export const listDrillsApi = defineApi({
  method: 'GET', path: '/drills', tag: 'operations', operationId: 'listDrills', access: seeFleet, summary: 'Restore drills with the time to recover', response: Type.Object({ drills: Type.Array(DrillSchema) }),
  handle: async ({ ctx }) => ({
    drills: (await listDrills(ctx)).map((one) => ({
      id: one.id, authority: one.tenant, instance: one.instanceId, app: one.app, version: one.packageVersion ?? null, startedAt: one.startedAt.toISOString(), endedAt: one.endedAt?.toISOString() ?? null, outcome: one.outcome ?? null, detail: one.detail ?? null,
      files: one.files ?? null, bytes: one.bytes ?? null, treeSha256: one.treeSha256 ?? null, recoveryMs: one.recoveryMs ?? null,
    })),
  }),
});

export const requestDrillApi = defineApi({
  method: 'POST', path: '/drills', tag: 'operations', operationId: 'requestDrill', access: rollOut, summary: 'Have one instance drilled now', body: Type.Object({ authority: uuid, instance: uuid }, closed), status: 204,
  async handle({ ctx, body }) {
    await requestDrill(ctx, { tenant: tenantId(body.authority), instance: body.instance });
    return undefined;
  },
});

function rolloutJson(one: Rollout) {
  return {
    id: one.id, app: one.app, version: one.version, state: one.state, stages: [...one.stages], stage: one.stage, stageSince: one.stageSince.toISOString(), pauseMinutes: one.pauseMinutes, mostFailures: one.mostFailures, startedAt: one.startedAt.toISOString(),
    endedAt: one.endedAt?.toISOString() ?? null, detail: one.detail ?? null,
  };
}
