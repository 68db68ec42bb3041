import type { TenantId } from '@allmende/database';
import { openJson, sealJson, unwrapDataKey, type KeyStore, type SecretKey } from '@allmende/secrets';
import type { StoredApplication } from '../data/application.ts';
import type { Completeness } from '../domain/completeness.ts';
import type { ServiceLevel } from '../domain/level-of.ts';
import type { Entry } from '../domain/entry.ts';
import type { Origins } from '../domain/prefill.ts';
import type { Value } from '../domain/rules/value.ts';
import type { Answers } from '../domain/situation.ts';
import type { PlainDate } from '@allmende/time';

/** What is sealed with an application: exactly what was sent, with what it amounted to on that day. */
export type ApplicationContent = {
  readonly answers: Answers;
  /** The answers of the rows by group, for a service with groups. */
  readonly rows?: Readonly<Record<string, readonly Answers[]>>;
  /** By field, where an answer comes from that nobody typed. */
  readonly origins?: Origins;
  /** Who typed it in for somebody else. */
  readonly entry?: Entry;
  /** How surely it was known who sent it; missing where the service does not ask. */
  readonly provenLevel?: ServiceLevel;
  readonly results: Readonly<Record<string, Value>>;
  readonly completeness: Completeness;
  readonly sentOn: PlainDate;
  readonly language: string;
  /** The applicant's secret, so that the receipt can be shown again to the browser that sent the application. */
  readonly secret: string;
};

/** Seals the content of an application. */
export function sealApplication(key: SecretKey, tenant: TenantId, id: string, content: ApplicationContent): Buffer {
  return sealJson(key, content, applicationContext(tenant, id));
}

/** Opens the content of an application; throws KeyDestroyed when its case was deleted. */
export async function openApplicationContent(keys: KeyStore, tenant: TenantId, stored: Pick<StoredApplication, 'id' | 'dataKeyId' | 'wrapped' | 'sealed'>): Promise<ApplicationContent> {
  const key = await unwrapDataKey(keys, tenant, stored.dataKeyId, stored.wrapped);
  return openJson<ApplicationContent>(key, stored.sealed, applicationContext(tenant, stored.id));
}

function applicationContext(tenant: TenantId, id: string): string {
  return `online-services/application:${tenant}:${id}`;
}
