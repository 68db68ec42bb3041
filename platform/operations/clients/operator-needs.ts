import { readFile } from 'node:fs/promises';
import type { AppPackage } from '@allmende/app-packages';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import { NeedUnmet } from '../domain/errors.ts';
import type { AppNeeds, GivenNeeds, NeedsContext, OidcClients, ReachedServer } from '../domain/app-needs.ts';

const Word = Type.String({ minLength: 1, maxLength: 300 });
const Bucket = Type.Object({ authority: Word, app: Word, endpoint: Type.String({ pattern: '^https?://[^/\\s]+$', maxLength: 300 }), region: Word, bucket: Word, accessKey: Word, secretKey: Word }, { additionalProperties: false });
const Buckets = Type.Array(Bucket, { maxItems: 10_000 });
type Bucket = Static<typeof Bucket>;
type Wanting = Pick<AppPackage, 'app' | 'title' | 'needs'>;

/**
 * Fills needs from what the operator has configured: a mail server for all apps, a bucket with keys of its own for each authority and app (one key for several would open each other's data), and clients of the platform's
 * OpenID provider once `oidcClients` makes them.
 */
export function operatorNeeds(options: { readonly oidcClients?: OidcClients | undefined } = {}): AppNeeds {
  const reasons = async (ctx: NeedsContext, app: Wanting): Promise<readonly string[]> => [
    ...(app.needs?.smtp && !ctx.config.apps.mail ? ['einen Mailserver (smtp); im Betrieb ist keiner eingetragen (Einstellungen ALLMENDE_APPS_SMTP_URL und ALLMENDE_APPS_MAIL_FROM)'] : []),
    ...(app.needs?.['object-store'] && !(await findBucket(ctx, app)) ? [missingBucket(ctx)] : []),
    ...(app.needs?.oidc && !options.oidcClients ? ['die gemeinsame Anmeldung (oidc); diese Plattform vergibt noch keine Zugänge dafür'] : []),
  ];
  return {
    unmet: async (ctx, app) => {
      const missing = await reasons(ctx, app);
      return missing.length === 0 ? undefined : `„${app.title.de}“ braucht ${missing.join('; außerdem ')}.`;
    },
    give: async (ctx, instance, app, address) => {
      const missing = await reasons(ctx, app);
      if (missing.length > 0) throw new NeedUnmet(missing.join('; außerdem '));
      const { mail } = ctx.config.apps;
      const bucket = app.needs?.['object-store'] ? await findBucket(ctx, app) : undefined;
      const { oidc } = app.needs ?? {};
      const given: GivenNeeds[] = [];
      if (app.needs?.smtp && mail) given.push({ values: new Map([['smtp.host', mail.host], ['smtp.port', String(mail.port)], ['smtp.user', mail.user], ['smtp.password', mail.password], ['smtp.sender', mail.sender]]), reach: [{ host: mail.host, port: mail.port }] });
      if (bucket) given.push(fromBucket(bucket));
      if (oidc && options.oidcClients) {
        const at = (path: string) => new URL(path, `${start}/`).href;
        const start = new URL(await address()).origin;
        const client = await options.oidcClients.make(ctx, {
          instance: instance.id, app: instance.app, title: instance.title, redirectUri: at(oidc.callbackPath), backChannelLogoutUri: oidc.backChannelLogoutPath === undefined ? undefined : at(oidc.backChannelLogoutPath),
          runtime: instance.runtime, takesMetadata: app.components.some(({ environment }) => Object.values(environment ?? {}).some((from) => 'need' in from && from.need === 'oidc.metadata')),
        });
        given.push({
          values: new Map([['oidc.issuer', client.issuer], ['oidc.metadata', client.metadata], ['oidc.client-id', client.clientId], ['oidc.client-secret', client.clientSecret]]),
          reach: client.reach ?? [serverOf(client.issuer)], door: client.door,
        });
      }
      const door = given.find((one) => one.door)?.door;
      return { values: new Map(given.flatMap(({ values }) => [...values])), reach: given.flatMap(({ reach }) => reach), ...(door ? { door } : {}) };
    },
    takeBack: async (ctx, instance) => options.oidcClients?.remove(ctx, { instance: instance.id }),
  };
}

function fromBucket(found: Bucket): GivenNeeds {
  return {
    values: new Map([['object-store.endpoint', found.endpoint], ['object-store.bucket', found.bucket], ['object-store.region', found.region], ['object-store.access-key', found.accessKey], ['object-store.secret-key', found.secretKey]]),
    reach: [serverOf(found.endpoint)],
  };
}

function serverOf(address: string): ReachedServer {
  const url = new URL(address);
  return { host: url.hostname, port: url.port === '' ? (url.protocol === 'http:' ? 80 : 443) : Number(url.port) };
}

function missingBucket({ config }: NeedsContext): string {
  if (config.apps.objectStoresFile === undefined) return 'einen Objektspeicher (object-store); im Betrieb ist keiner eingetragen (Einstellung ALLMENDE_APPS_OBJECT_STORES)';
  return 'einen Objektspeicher (object-store); in der Datei aus ALLMENDE_APPS_OBJECT_STORES steht für diese Behörde und Anwendung keiner';
}

async function findBucket(ctx: NeedsContext, app: Wanting): Promise<Bucket | undefined> {
  const file = ctx.config.apps.objectStoresFile;
  if (file === undefined) return undefined;
  const [authority] = await ctx.directory.namesOf([ctx.tenant]);
  return (await readBuckets(file)).find((one) => one.app === app.app && (one.authority === ctx.tenant || one.authority === authority?.slug));
}

// A file that cannot be read fills no need: whoever orders is told where to look, and nothing of the file.
async function readBuckets(file: string): Promise<readonly Bucket[]> {
  try {
    const read: unknown = JSON.parse(await readFile(file, 'utf8'));
    return Value.Check(Buckets, read) ? read : [];
  } catch {
    return [];
  }
}
