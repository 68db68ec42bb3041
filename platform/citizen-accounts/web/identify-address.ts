import { withQuery, type UrlFor } from '@allmende/tenancy';
import type { Level } from '../domain/level.ts';

/** The page on which somebody proves to an authority who they are. `next` is an own page without a query, `service` the service that asks. */
export function identifyAddress(urlFor: UrlFor, authoritySlug: string, input: { readonly level: Level; readonly next: string; readonly service?: string | undefined }): string {
  return withQuery(urlFor.place(authoritySlug, 'identify'), input);
}
