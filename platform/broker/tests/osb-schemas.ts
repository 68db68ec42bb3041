import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Compile } from 'typebox/compile';
import { parse } from 'yaml';

const FILE = path.join(import.meta.dirname, '../../../../shared/data/schemas/osb/openapi.yaml');

type Schema = { readonly [key: string]: unknown };
type OpenApi = { readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly responses?: Readonly<Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Schema }>> }>> }>>>>; readonly components: { readonly schemas: Readonly<Record<string, Schema>> } };

/** The published interface of the Open Service Broker API, for tests; undefined where its file does not lie beside the repository. */
export async function loadOsbSchemas(): Promise<{ check(method: string, address: string, status: number, body: unknown): void; readonly checked: () => number } | undefined> {
  if (!existsSync(FILE)) return undefined;
  const openApi = parse(readFileSync(FILE, 'utf8')) as OpenApi;
  const resolve = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolve);
    if (typeof value !== 'object' || value === null) return value;
    const { $ref } = value as { $ref?: string };
    if ($ref !== undefined) return resolve(openApi.components.schemas[$ref.split('/').at(-1) ?? '']);
    return Object.fromEntries(Object.entries(value).map(([key, one]: [string, unknown]) => [key, resolve(one)]));
  };
  let count = 0;
  return {
    checked: () => count,
    check(method, address, status, body) {
      const route = routeOf(Object.keys(openApi.paths), address.split('?')[0] ?? '');
      const responses = route === undefined ? undefined : openApi.paths[route]?.[method.toLowerCase()]?.responses;
      // The file leaves out 412, 404 of PATCH and others that the text of the specification has: those are errors.
      const schema = responses?.[String(status)]?.content?.['application/json']?.schema ?? (status >= 400 ? openApi.components.schemas['Error'] : undefined);
      assert.ok(schema !== undefined, `${method} ${address} must not answer ${status}`);
      const checker = Compile(resolve(schema) as never) as unknown as { Check(value: unknown): boolean; Errors(value: unknown): readonly unknown[] };
      assert.ok(checker.Check(body), `${method} ${address} ${status}: ${JSON.stringify(body)} ${JSON.stringify(checker.Check(body) ? [] : checker.Errors(body))}`);
      if (status >= 400) assert.equal(typeof (body as { description?: unknown }).description, 'string');
      count += 1;
    },
  };
}

function routeOf(routes: readonly string[], address: string): string | undefined {
  return routes.find((route) => new RegExp(`^${route.replaceAll(/\{[^}]+\}/gu, '[^/]+')}$`, 'u').test(address));
}
