import { defineApi } from '@allmende/http';
import { Type } from 'typebox';
import { endInstance } from '../../actions/end-instance.ts';
import { fetchArchive } from '../../actions/fetch-archive.ts';
import { getInstance } from '../../actions/get-instance.ts';
import { listInstances } from '../../actions/list-instances.ts';
import { requestArchive } from '../../actions/request-archive.ts';
import { resumeInstance } from '../../actions/resume-instance.ts';
import { suspendInstance } from '../../actions/suspend-instance.ts';
import { controlInstances, seeInstances } from '../../domain/permissions.ts';
import { instant, toJson } from './instance-json.ts';
import { EndBody, InstanceDetailSchema, InstanceSchema } from './instances.schema.ts';

const slug = Type.String({ pattern: '^[a-z][a-z0-9-]{0,79}$' });
const uuid = Type.String({ format: 'uuid' });
const InstanceParams = Type.Object({ authority: slug, instance: uuid });
const list = '/authorities/:authority/instances';
const path = `${list}/:instance`;

export const listInstancesApi = defineApi({
  method: 'GET', path: list, tag: 'operations', operationId: 'listInstances', access: seeInstances, summary: 'Apps of the authority and how they are', params: Type.Object({ authority: slug }),
  response: Type.Object({ instances: Type.Array(InstanceSchema) }),
  handle: async ({ ctx }) => ({ instances: (await listInstances(ctx)).map(toJson) }),
});

export const getInstanceApi = defineApi({
  method: 'GET', path, tag: 'operations', operationId: 'getInstance', access: seeInstances, summary: 'An app with what was done for it and its archives', params: InstanceParams, response: InstanceDetailSchema,
  async handle({ ctx, params }) {
    const { instance, steps, archives } = await getInstance(ctx, { instance: params.instance });
    return {
      instance: toJson(instance),
      steps: steps.map((step) => ({ step: step.step, startedAt: step.startedAt.toISOString(), endedAt: instant(step.endedAt), outcome: step.outcome ?? null, detail: step.detail ?? null })),
      archives: archives.map(({ instanceId: _instanceId, packageVersion, asTheyLie: _asTheyLie, ...archive }) => ({ ...archive, version: packageVersion ?? null, provenAt: instant(archive.provenAt), madeAt: archive.madeAt.toISOString(), keepUntil: instant(archive.keepUntil), fetchedAt: instant(archive.fetchedAt) })),
    };
  },
});

export const suspendInstanceApi = defineApi({
  method: 'POST', path: `${path}/suspension`, tag: 'operations', operationId: 'suspendInstance', access: controlInstances, summary: 'Stop the use of an app until further notice', params: InstanceParams, status: 202, response: InstanceSchema,
  handle: async ({ ctx, params }) => toJson(await suspendInstance(ctx, { instance: params.instance })),
});

export const resumeInstanceApi = defineApi({
  method: 'POST', path: `${path}/resumption`, tag: 'operations', operationId: 'resumeInstance', access: controlInstances, summary: 'Take an app into use again', params: InstanceParams, status: 202, response: InstanceSchema,
  handle: async ({ ctx, params }) => toJson(await resumeInstance(ctx, { instance: params.instance })),
});

export const endInstanceApi = defineApi({
  method: 'POST', path: `${path}/end`, tag: 'operations', operationId: 'endInstance', access: controlInstances, summary: 'End an app: its data are returned, then deleted', params: InstanceParams, body: EndBody, status: 202, response: InstanceSchema,
  handle: async ({ ctx, params, body }) => toJson(await endInstance(ctx, { instance: params.instance, ...(body.graceDays === undefined ? {} : { graceDays: body.graceDays }) })),
});

export const requestArchiveApi = defineApi({
  method: 'POST', path: `${path}/archives`, tag: 'operations', operationId: 'requestArchive', access: controlInstances, summary: 'Have an archive of all data made', params: InstanceParams, status: 202, response: InstanceSchema,
  handle: async ({ ctx, params }) => toJson(await requestArchive(ctx, { instance: params.instance })),
});

export const fetchArchiveApi = defineApi({
  method: 'GET', path: `${path}/archives/:archive`, tag: 'operations', operationId: 'fetchArchive', access: controlInstances, summary: 'An archive of all data of an app', params: Type.Object({ authority: slug, instance: uuid, archive: uuid }),
  file: 'application/zip',
  handle: ({ ctx, params }) => fetchArchive(ctx, { instance: params.instance, archive: params.archive }),
});
