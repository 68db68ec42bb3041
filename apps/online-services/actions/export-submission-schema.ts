import type { Database } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import { readServicePackage, type LocatedProblem } from '../data/read-service-package.ts';
import { findPackage, listNewestPackages } from '../data/service-package.ts';
import { submissionSchema, type JsonSchema } from '../domain/submission-schema.ts';

/** The JSON Schema of what applications of a package folder hold, or what is wrong with the folder. */
export function schemaOfFolder(folder: string): { readonly schema: JsonSchema } | { readonly problems: readonly LocatedProblem[] } {
  const read = readServicePackage(folder);
  return 'problems' in read ? read : { schema: submissionSchema(read.servicePackage) };
}

/** Likewise of the newest published version of a service. Throws NotFound for a service that nobody has published. */
export async function schemaOfService(ctx: { database: Pick<Database, 'withoutTenant'> }, input: { service: string }): Promise<JsonSchema> {
  return ctx.database.withoutTenant(async (tx) => {
    const [head] = await listNewestPackages(tx, input.service);
    const servicePackage = head && (await findPackage(tx, head.hash));
    if (!servicePackage) throw new NotFound();
    return submissionSchema(servicePackage);
  });
}
