import { UnusableConfig } from '@allmende/config';
import { newClient, ROLES } from '@allmende/database';

const LEAST_VERSION = 16;

/** Connects to `DATABASE_URL` and returns its version; throws UnusableConfig that says what is wrong or which right is missing. */
export async function checkOwnDatabase(url: string): Promise<string> {
  if (!URL.canParse(url) || !/^postgres(?:ql)?:$/u.test(new URL(url).protocol) || new URL(url).hostname === '' || new URL(url).pathname.length < 2) {
    throw new UnusableConfig('DATABASE_URL', 'ist keine Adresse wie postgres://benutzer:kennwort@rechner:5432/datenbank');
  }
  const client = newClient({ connectionString: url, connectionTimeoutMillis: 10_000, application_name: 'allmende up' });
  try {
    await client.connect();
    const found = (await client.query<Found>({ text: QUESTIONS, values: [Object.values(ROLES)] })).rows[0];
    const missing = found ? missingRights(found) : [];
    if (!found || missing.length > 0) throw new UnusableConfig('DATABASE_URL', `Der Benutzer „${found?.role ?? ''}“ kann die Plattform nicht einrichten:\n${missing.map((one) => `  - ${one}`).join('\n')}`);
    return found.version;
  } catch (error) {
    if (error instanceof UnusableConfig) throw error;
    throw new UnusableConfig('DATABASE_URL', `Die Datenbank auf ${new URL(url).host} ist nicht zu erreichen: ${reasonOf(error)}`);
  } finally {
    await client.end().catch(() => undefined);
  }
}

type Found = {
  readonly role: string; readonly database: string; readonly version: string; readonly major: number; readonly encoding: string;
  readonly superuser: boolean; readonly createRole: boolean; readonly ownsDatabase: boolean; readonly foreignRoles: readonly string[]; readonly trigrams: boolean;
};

// Whoever makes a role may change it; a role that somebody else made needs the admin option.
const QUESTIONS = `
  select current_user as role, current_database() as database, split_part(current_setting('server_version'), ' ', 1) as version, current_setting('server_version_num')::int / 10000 as major,
    pg_encoding_to_char(d.encoding) as encoding, u.rolsuper as superuser, u.rolcreaterole as "createRole", pg_has_role(d.datdba, 'usage') as "ownsDatabase",
    array(select rolname::text from pg_roles where rolname = any($1) and not pg_has_role(current_user, oid, 'usage with admin option') order by 1) as "foreignRoles",
    exists (select 1 from pg_available_extensions where name = 'pg_trgm') as trigrams
  from pg_database d, pg_roles u where d.datname = current_database() and u.rolname = current_user`;

function missingRights(found: Found): string[] {
  const { role, database } = found;
  return [
    ...(found.major < LEAST_VERSION ? [`PostgreSQL ${found.version} ist zu alt; nötig ist mindestens ${LEAST_VERSION}`] : []),
    ...(found.encoding === 'UTF8' ? [] : [`Die Datenbank „${database}“ hat die Kodierung ${found.encoding}; nötig ist UTF8`]),
    ...(found.trigrams ? [] : ['Die Erweiterung pg_trgm ist auf dem Server nicht installiert (Paket postgresql-contrib)']),
    ...(found.superuser ? [] : [
      ...(!found.createRole ? [`Recht, Rollen anzulegen: alter role "${role}" createrole`] : []),
      ...(found.ownsDatabase ? [] : [`Eigentum an der Datenbank: alter database "${database}" owner to "${role}"`]),
      ...(found.foreignRoles.length === 0 ? [] : [`Verwaltung der Rollen, die jemand anderes angelegt hat: grant ${found.foreignRoles.join(', ')} to "${role}" with admin option`]),
    ]),
  ];
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}

/** Whether no platform has used this database yet. */
export async function isNewDatabase(url: string): Promise<boolean> {
  const client = newClient({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ isNew: boolean }>(`select to_regclass('kernel.migration') is null as "isNew"`);
    return rows[0]?.isNew === true;
  } finally {
    await client.end();
  }
}
