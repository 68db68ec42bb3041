import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { scanBytes, type Hit } from './plaintext-scan.ts';

/** A connection to the embedded database of a platform, as its owner. The caller ends it. */
export async function openDatabase(dataDir: string): Promise<pg.Client> {
  const [, , , port] = (await readFile(join(dataDir, 'database/cluster/postmaster.pid'), 'utf8')).split('\n');
  const client = new pg.Client({ host: '127.0.0.1', port: Number(port), user: 'postgres', database: 'allmende', password: (await readFile(join(dataDir, 'database/owner-password'), 'utf8')).trim() });
  await client.connect();
  return client;
}

/** Looks for values in every row of every table as text, and in every column of bytes as the bytes that it holds. */
export async function scanTables(database: pg.Client, values: readonly string[]): Promise<{ hits: Hit[]; tables: number; rows: number }> {
  const { rows: tables } = await database.query<{ name: string; bytes: string[] }>(
    `select format('%I.%I', n.nspname, c.relname) as name,
       array(select format('%I', a.attname) from pg_attribute a where a.attrelid = c.oid and a.atttypid = 'bytea'::regtype and a.attnum > 0 and not a.attisdropped) as bytes
     from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'm', 'p') and n.nspname not in ('pg_toast', 'information_schema') order by 1`,
  );
  const found = { hits: [] as Hit[], tables: tables.length, rows: 0 };
  for (const { name, bytes } of tables) {
    const { rows } = await database.query<{ row: string }>(`select t::text as row from ${name} t`);
    found.rows += rows.length;
    found.hits.push(...scanBytes(name, Buffer.from(rows.map(({ row }) => row).join('\n')), values));
    for (const column of bytes) {
      const { rows: cells } = await database.query<{ cell: Buffer | null }>(`select ${column} as cell from ${name}`);
      found.hits.push(...scanBytes(`${name}.${column}`, Buffer.concat(cells.map(({ cell }) => cell ?? Buffer.alloc(0))), values));
    }
  }
  return found;
}
