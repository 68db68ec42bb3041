import { defineApi } from '@allmende/http';
import { Type } from 'typebox';
import { configureInstance, getConfiguration } from '../../actions/configure-instance.ts';
import { controlInstances } from '../../domain/permissions.ts';
import { toJson } from './instance-json.ts';
import { InstanceSchema } from './instances.schema.ts';

const path = '/authorities/:authority/instances/:instance/configuration';
const params = Type.Object({ authority: Type.String({ pattern: '^[a-z][a-z0-9-]{0,79}$' }), instance: Type.String({ format: 'uuid' }) });
const name = '^[A-Za-z][A-Za-z0-9_-]{0,79}$';
const Chosen = Type.Record(Type.String({ pattern: name }), Type.Union([Type.String({ maxLength: 10_000 }), Type.Number(), Type.Boolean(), Type.Array(Type.String({ maxLength: 1000 }), { maxItems: 500 })]), { maxProperties: 200 });

export const getConfigurationApi = defineApi({
  method: 'GET', path, tag: 'operations', operationId: 'getConfiguration', access: controlInstances, summary: 'What the running version of an app lets its authority choose, as JSON Schema, and what is chosen now', params,
  response: Type.Object({ schema: Type.Unknown({ description: 'JSON Schema 2020-12 with German titles; no properties where nothing can be chosen.' }), parameters: Chosen, version: Type.Union([Type.String(), Type.Null()]) }),
  async handle({ ctx, params: { instance } }) {
    const found = await getConfiguration(ctx, { instance, language: 'de' });
    return { schema: found.schema, parameters: found.chosen as never, version: found.instance.packageVersion ?? null };
  },
});

export const configureInstanceApi = defineApi({
  method: 'PUT', path, tag: 'operations', operationId: 'configureInstance', access: controlInstances, summary: 'Give an app another configuration: saved first, and back by itself if it fails', params, body: Type.Object({ parameters: Chosen }, { additionalProperties: false }), status: 202, response: InstanceSchema,
  handle: async ({ ctx, params: { instance }, body }) => toJson(await configureInstance(ctx, { instance, parameters: body.parameters })),
});
