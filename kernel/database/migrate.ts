import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { newClient } from './new-client.ts';

/** A room's migrations: `0001-create-….sql` and so on, in one folder. */
export type RoomMigrations = {
  /** Name of the room; its schema is the name with underscores. */
  readonly room: string;
  readonly folder: URL;
  /** Work of a library that brings its own tables; runs before the room's files, each time, and must be idempotent. */
  readonly before?: (connection: { readonly databaseUrl: string; readonly passwords: RolePasswords }) => Promise<void>;
};

/** The passwords under which the running platform signs in to the database. */
export type RolePasswords = { readonly app: string; readonly platform: string; readonly jobs: string };

/** The roles of the running platform. None owns a table, none may bypass row-level security. */
export const ROLES = { app: 'allmende_app', platform: 'allmende_platform', jobs: 'allmende_jobs' } as const;

const LOCK = 4_611_200_125;

/**
 * Brings a database to the newest state: roles, then each room's files that have not run yet, each in its own transaction.
 * Two at once wait for each other. Throws when a file that already ran has changed since.
 * Returns the names of the files that ran, such as `cases/0001-create-case-file.sql`.
 */
export async function migrate(databaseUrl: string, rooms: readonly RoomMigrations[], passwords: RolePasswords): Promise<string[]> {
  const client = newClient({ connectionString: databaseUrl, application_name: 'allmende migrate' });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await ensureRoles(client, passwords);
    await client.query(await readFile(new URL('./migrations/bootstrap.sql', import.meta.url), 'utf8'));
    const done = new Map((await client.query<{ name: string; sha256: string }>('select name, sha256 from kernel.migration')).rows.map((row) => [row.name, row.sha256]));
    const ran: string[] = [];
    for (const room of rooms) ran.push(...(await migrateRoom(client, databaseUrl, room, done, passwords)));
    return ran;
  } finally {
    await client.end();
  }
}

/** Names and hashes of everything that `migrate` would see as done: `cases/0001-create-case-file.sql 3f…`. Two programs with the same list want the same tables. */
export async function listMigrations(rooms: readonly RoomMigrations[]): Promise<string[]> {
  const names: string[] = [];
  for (const room of rooms) {
    const folder = fileURLToPath(room.folder);
    for (const file of await filesOf(folder)) names.push(`${room.room}/${file} ${createHash('sha256').update(await readFile(`${folder}/${file}`)).digest('hex').slice(0, 16)}`);
  }
  return names;
}

async function filesOf(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((file) => /^\d{4}-[a-z0-9-]+\.sql$/u.test(file)).toSorted();
}

async function migrateRoom(client: pg.Client, databaseUrl: string, room: RoomMigrations, done: ReadonlyMap<string, string>, passwords: RolePasswords): Promise<string[]> {
  const schema = room.room.replaceAll('-', '_');
  if (!/^[a-z][a-z_]*$/u.test(schema)) throw new RangeError(`no name for a schema: ${room.room}`);
  await client.query(`create schema if not exists ${schema}; grant usage on schema ${schema} to ${ROLES.app}, ${ROLES.platform}, ${ROLES.jobs}`);
  await room.before?.({ databaseUrl, passwords });
  const ran: string[] = [];
  const folder = fileURLToPath(room.folder);
  for (const file of await filesOf(folder)) {
    const name = `${room.room}/${file}`;
    const sql = await readFile(`${folder}/${file}`, 'utf8');
    const sha256 = createHash('sha256').update(sql).digest('hex');
    if (done.has(name)) {
      if (done.get(name) !== sha256) throw new Error(`migration ${name} has changed after it ran; write a new one instead`);
      continue;
    }
    try {
      await client.query('begin');
      await client.query(sql);
      await client.query('insert into kernel.migration (name, sha256) values ($1, $2)', [name, sha256]);
      await client.query('commit');
    } catch (error) {
      await client.query('rollback');
      throw new Error(`migration ${name} failed: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
    ran.push(name);
  }
  return ran;
}

async function ensureRoles(client: pg.Client, passwords: RolePasswords): Promise<void> {
  for (const key of ['app', 'platform', 'jobs'] as const) {
    const role = ROLES[key];
    const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [role]);
    const password = client.escapeLiteral(passwords[key]);
    if (rowCount === 0) await client.query(`create role ${role} login nosuperuser nobypassrls nocreatedb nocreaterole password ${password}`);
    else await client.query(`alter role ${role} password ${password}`);
  }
  const { rows } = await client.query<{ name: string }>('select quote_ident(current_database()) as name');
  await client.query(`grant connect on database ${rows[0]?.name} to ${Object.values(ROLES).join(', ')}`);
  await client.query(`grant create on database ${rows[0]?.name} to ${ROLES.jobs}`);
  // Functions that run with the rights of these roles are made by the owner, who need not be a superuser.
  await client.query(`grant ${ROLES.jobs}, ${ROLES.platform} to current_user`);
}
