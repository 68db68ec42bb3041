import type { TenantId } from '@allmende/database';
import { withQuery, type UrlFor } from '@allmende/tenancy';

/** Where people show again who they are at the provider of their authority (`platform/single-sign-on`); with `next` they go on there afterwards. */
export function confirmAtProvider(urlFor: UrlFor, provider: TenantId, next?: string): string {
  return withQuery(urlFor.public('sign-in', 'with', provider), { confirm: 'yes', next });
}
