import type { Database } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import { LRUCache } from 'lru-cache';
import { readServicePackage, type LocatedProblem } from '../data/read-service-package.ts';
import { findPackage, listNewestPackages } from '../data/service-package.ts';
import { submissionSchema, type JsonSchema } from '../domain/submission-schema.ts';

// A hash names content that never changes.
const schemas = new LRUCache<string, JsonSchema>({ max: 200 });

/** The JSON Schema of what applications of a package folder hold, or what is wrong with the folder. */
export function schemaOfFolder(folder: string): { readonly schema: JsonSchema } | { readonly problems: readonly LocatedProblem[] } {
  const read = readServicePackage(folder);
  return 'problems' in read ? read : { schema: submissionSchema(read.servicePackage) };
}

/** Likewise of the newest published version of a service. Throws NotFound for a service that nobody has published. */
export async function schemaOfService(ctx: { database: Pick<Database, 'withoutTenant'> }, input: { service: string }): Promise<JsonSchema> {
  return ctx.database.withoutTenant(async (tx) => {
    const [head] = await listNewestPackages(tx, input.service);
    if (!head) throw new NotFound();
    const known = schemas.get(head.hash);
    if (known) return known;
    const servicePackage = await findPackage(tx, head.hash);
    if (!servicePackage) throw new NotFound();
    const schema = submissionSchema(servicePackage);
    schemas.set(head.hash, schema);
    return schema;
  });
}
