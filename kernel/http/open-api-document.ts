import type { TSchema } from 'typebox';
import type { AnyApi } from './define-api.ts';
import { API_ROOT } from './mount-api.ts';
import type { UploadLimits } from './receive-upload.ts';

const PROBLEM = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail'],
  properties: {
    type: { type: 'string' }, title: { type: 'string' }, status: { type: 'integer' }, detail: { type: 'string' },
    errors: { type: 'array', items: { type: 'object', required: ['pointer', 'code', 'detail'], properties: { pointer: { type: 'string' }, code: { type: 'string' }, detail: { type: 'string' } } } },
  },
};

/** The OpenAPI 3.1 description of the given operations, in a stable order. */
export function openApiDocument(operations: readonly AnyApi[], version: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of operations.toSorted((one, other) => `${one.path} ${one.method}`.localeCompare(`${other.path} ${other.method}`))) {
    const path = `${API_ROOT}${operation.path.replaceAll(/:([A-Za-z]+)/gu, '{$1}')}`;
    (paths[path] ??= {})[operation.method.toLowerCase()] = describe(operation);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Allmende', version, license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' } },
    servers: [{ url: '/' }],
    paths,
    components: {
      securitySchemes: { session: { type: 'http', scheme: 'bearer', description: 'Token from POST /api/v1/sessions' } },
      schemas: { Problem: PROBLEM },
      responses: { Problem: { description: 'A refusal (RFC 9457)', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } } },
    },
  };
}

function describe(operation: AnyApi): object {
  const status = operation.status ?? 200;
  const names = [...operation.path.matchAll(/:([A-Za-z]+)/gu)].map((match) => match[1] ?? '');
  const parameters = [
    ...names.map((name) => ({ name, in: 'path', required: true, schema: operation.params?.properties[name] ?? { type: 'string' } })),
    ...Object.entries(operation.query?.properties ?? {}).map(([name, schema]) => ({ name, in: 'query', required: (operation.query?.required as readonly string[] | undefined)?.includes(name) ?? false, schema })),
    ...Object.entries(operation.headers ?? {}).map(([name, description]) => ({ name, in: 'header', required: false, description, schema: { type: 'string' } })),
  ];
  return {
    operationId: operation.operationId,
    summary: operation.summary,
    tags: [operation.tag],
    ...(operation.access === 'anyone' ? {} : { security: [{ session: [] }] }),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(operation.body ? { requestBody: { required: true, content: { 'application/json': { schema: operation.body as TSchema } } } } : {}),
    ...(operation.uploads ? { requestBody: { required: true, content: { 'multipart/form-data': { schema: filesSchema(operation.uploads) } } } } : {}),
    responses: { [status]: success(operation, status), '4XX': { $ref: '#/components/responses/Problem' } },
  };
}

function filesSchema({ maxFiles, maxFileBytes }: UploadLimits): object {
  return { type: 'object', required: ['files'], properties: { files: { type: 'array', minItems: 1, maxItems: maxFiles, items: { type: 'string', format: 'binary', description: `At most ${maxFileBytes} bytes` } } } };
}

function success(operation: AnyApi, status: number): object {
  if (status === 204) return { description: 'Done' };
  if (operation.file !== undefined) return { description: 'A file', content: { [operation.file]: { schema: { type: 'string', contentMediaType: operation.file } } } };
  return { description: 'Done', content: { 'application/json': { schema: operation.response ?? {} } } };
}
