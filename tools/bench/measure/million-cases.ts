import type { BenchHouse } from './open-bench-house.ts';

/** Syllables of names that nobody has; every tenth letter group comes often, as surnames do. */
const SYLLABLES = ['mu', 'schi', 'be', 'kra', 'lo', 'ne', 'sto', 'wa', 'fi', 'gre', 'han', 'jo', 'pe', 'ru', 'tho', 'zel', 'bro', 'dam', 'ei', 'kle'];

/** So many rows in one statement: between them others may work, and progress can be told. */
const PER_STATEMENT = 100_000;

/**
 * Fills the inbox of an authority with generated cases as an owner of the database would, with ids that follow each other as UUIDv7 do: arrivals over five years, one in seven still open, twelve services of very different
 * size, forty caseworkers, flags, deadlines, and a readable name with its words in every case, more than any real authority keeps. The sealed part is 200 random bytes. Ends with what autovacuum would do.
 */
export async function fillWithCases(house: BenchHouse, tenant: string, cases: number, me: string, say: (line: string) => void): Promise<void> {
  const syllables = `array[${SYLLABLES.map((one) => `'${one}'`).join(',')}]`;
  const name = (seed: string, parts: number) => Array.from({ length: parts }, (_, part) => `(${syllables})[1 + ((${seed}) / ${SYLLABLES.length ** part})::int % ${SYLLABLES.length}]`).join(' || ');
  for (let from = 1; from <= cases; from += PER_STATEMENT) {
    const to = Math.min(cases, from + PER_STATEMENT - 1);
    await house.ask(`
      with numbered as (
        select number, random() as chance, random() as kind, now() - (${cases} - number) * (interval '1825 days' / ${cases}) as received_at, (${to} + number * 48271::bigint) % 2147483647 as seed, random() * random() as skewed
        from generate_series(${from}::bigint, ${to}::bigint) as number
      ), shaped as (
        select *, 1 + floor(12 * skewed)::int as service_number,
          case when received_at > now() - interval '240 days' then case when chance < 0.3 then 'new' when chance < 0.7 then 'in-progress' when chance < 0.85 then 'waiting' when chance < 0.93 then 'decided' else 'closed' end
               when chance < 0.06 then 'in-progress' when chance < 0.08 then 'decided' else 'closed' end as state,
          initcap(${name('floor(400 * skewed)::bigint', 2)}) || ' ' || initcap(${name('floor(8000 * random() * random())::bigint', 3)}) as name,
          ('0' || substr(lpad(to_hex(((extract(epoch from received_at) * 1000)::bigint)), 12, '0'), 2) || '7' || lpad(to_hex(number % 4096), 3, '0') || 'a' || lpad(to_hex(number), 15, '0'))::uuid as id
        from numbered
      ), made as (
        insert into cases.case_file (tenant_id, id, application_id, reference, service, service_name_de, service_name_en, place_ars, place_name, state, flags, applicant_name, received_at, due_on, assigned_to, assigned_name, decided_at, closed_at, version, data_key_id, sealed, complete_on_arrival)
        select $1::uuid, id, id, upper(substr(md5(seed::text), 1, 4) || '-' || substr(md5(seed::text), 5, 3) || substr(lpad(to_hex(number), 5, '0'), 1, 1) || '-' || substr(lpad(to_hex(number), 5, '0'), 2)), 'leistung-' || service_number, 'Leistung ' || service_number, 'Service ' || service_number, '081210000000', 'Heilbronn', state,
          array_remove(array[case when kind < 0.15 then 'evidence-missing' end, case when kind > 0.97 then 'deemed-approval' end, case when state = 'decided' and kind > 0.5 and kind < 0.52 then 'objection' end], null), name, received_at,
          case when kind < 0.9 then (received_at + interval '90 days' + floor(90 * kind) * interval '1 day')::date end,
          case when state in ('in-progress', 'waiting', 'decided') then case when kind < 0.03 then $2::uuid else lpad(to_hex(floor(40 * kind)::int + 1), 32, '0')::uuid end end, case when state in ('in-progress', 'waiting', 'decided') then 'Bench' end,
          case when state in ('decided', 'closed') then received_at + interval '60 days' end, case when state = 'closed' then received_at + interval '90 days' end, 1, id, decode(repeat(md5(seed::text), 12), 'hex'), kind > 0.15
        from shaped returning id, applicant_name, received_at
      )
      insert into cases.case_word (tenant_id, word, received_at, case_id)
      select distinct $1::uuid, lower(word), received_at, id from made cross join lateral regexp_split_to_table(applicant_name, ' ') as word`, [tenant, me]);
    say(`${to} cases`);
  }
  await house.ask('vacuum analyze cases.case_file, cases.case_word');
}
