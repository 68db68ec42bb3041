import { defineApi } from '@allmende/http';
import { Type } from 'typebox';
import { deleteTextBlock } from '../../actions/delete-text-block.ts';
import { listTextBlocks } from '../../actions/list-text-blocks.ts';
import { saveTextBlock } from '../../actions/save-text-block.ts';
import { keepTextBlocks } from '../../domain/permissions.ts';
import { AuthorityParams } from './cases.schema.ts';

const Uuid = Type.String({ format: 'uuid' });
const strict = { additionalProperties: false } as const;
const Service = Type.String({ pattern: '^[a-z][a-z0-9-]{0,79}$' });
const Texts = { title: Type.String({ minLength: 1, maxLength: 120 }), body: Type.String({ minLength: 1, maxLength: 5_000, description: 'Placeholders in braces become facts of the case' }) };
const BlockParams = Type.Object({ authority: Type.String(), block: Uuid });
const BLOCKS = '/authorities/:authority/text-blocks';

export const listTextBlocksApi = defineApi({
  method: 'GET', path: BLOCKS, tag: 'cases', operationId: 'listTextBlocks', access: keepTextBlocks, params: AuthorityParams, query: Type.Object({ service: Type.Optional(Service) }, strict),
  response: Type.Object({ blocks: Type.Array(Type.Object({ id: Uuid, service: Type.String(), ...Texts, version: Type.Integer() })) }),
  summary: 'Text blocks of the authority for its notices',
  handle: async ({ ctx, query }) => ({ blocks: (await listTextBlocks(ctx, query)).blocks.map(({ id, service, title, body, version }) => ({ id, service, title, body, version })) }),
});

export const addTextBlockApi = defineApi({
  method: 'POST', path: BLOCKS, tag: 'cases', operationId: 'addTextBlock', access: keepTextBlocks, params: AuthorityParams, body: Type.Object({ service: Service, ...Texts }, strict), status: 201, response: Type.Object({ id: Uuid }),
  summary: 'Add a text block for a service',
  handle: async ({ ctx, body }) => ({ id: await saveTextBlock(ctx, body) }),
});

export const changeTextBlockApi = defineApi({
  method: 'PUT', path: `${BLOCKS}/:block`, tag: 'cases', operationId: 'changeTextBlock', access: keepTextBlocks, params: BlockParams, body: Type.Object({ ...Texts, version: Type.Integer({ minimum: 1 }) }, strict), response: Type.Object({ id: Uuid }),
  summary: 'Change a text block; refused with 409 when somebody else saved it since',
  handle: async ({ ctx, params, body }) => ({ id: await saveTextBlock(ctx, { service: '', title: body.title, body: body.body, known: { id: params.block, version: body.version } }) }),
});

export const deleteTextBlockApi = defineApi({
  method: 'DELETE', path: `${BLOCKS}/:block`, tag: 'cases', operationId: 'deleteTextBlock', access: keepTextBlocks, params: BlockParams, status: 204,
  summary: 'Delete a text block',
  async handle({ ctx, params }) {
    await deleteTextBlock(ctx, params);
    return undefined;
  },
});
