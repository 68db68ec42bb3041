import type { TenantTx } from '@allmende/database';
import type { CaseState } from '../domain/case-file.ts';

type ServiceName = { readonly service: string; readonly nameDe: string; readonly nameEn: string };

/** How many cases arrived in a quarter of a year, and how many of them with nothing missing. `complete` is null where nobody counted. */
export type ArrivedRow = { readonly quarter: string; readonly complete: boolean | null; readonly cases: number };

/** Arrivals by quarter from a moment on. `quarter` is `2026-4`, by the clock in Berlin. */
export async function countArrivals(tx: TenantTx, from: Date): Promise<ArrivedRow[]> {
  const { rows } = await tx.client.query<ArrivedRow>({
    name: 'cases-figures-arrivals',
    text: `select to_char(received_at at time zone 'Europe/Berlin', 'YYYY-Q') as quarter, complete_on_arrival as complete, count(*)::int as cases from cases.case_file where tenant_id = $1 and received_at >= $2 group by 1, 2`, values: [tx.tenant, from],
  });
  return rows;
}

/** Cases that arrived between two moments, by service and by how they stand now. */
export async function countStates(tx: TenantTx, from: Date, before: Date): Promise<(ServiceName & { readonly state: CaseState; readonly cases: number })[]> {
  const { rows } = await tx.client.query<ServiceName & { state: CaseState; cases: number }>({
    name: 'cases-figures-states',
    text: `select service, max(service_name_de) as "nameDe", max(service_name_en) as "nameEn", state, count(*)::int as cases from cases.case_file where tenant_id = $1 and received_at >= $2 and received_at < $3 group by service, state`, values: [tx.tenant, from, before],
  });
  return rows;
}

/** An open case in the figures: by service, the days since it arrived and until its deadline decide where it is counted. */
export type OpenRow = ServiceName & { readonly age: 'young' | 'middle' | 'old' | 'oldest'; readonly due: 'late' | 'endangered' | 'in-time' | 'unknown'; readonly cases: number };

/**
 * All open cases by service, age and whether the deadline is likely to be kept. What is likely: a case takes as long as the median of those of its service that were decided since `since`, when there are at least `enough` of
 * them; a case that has taken longer already is endangered when its deadline lies ahead. Without enough of them nothing is predicted.
 */
export async function countOpen(tx: TenantTx, days: { readonly today: string; readonly young: Date; readonly middle: Date; readonly old: Date; readonly since: Date; readonly enough: number }): Promise<OpenRow[]> {
  const { rows } = await tx.client.query<OpenRow>({
    name: 'cases-figures-open',
    text: `
      with usual as (
        select service, ceil(percentile_cont(0.5) within group (order by extract(epoch from decided_at - received_at) / 86400))::int as days
        from cases.case_file where tenant_id = $1 and decided_at >= $6 group by service having count(*) >= $7
      ), open as (
        select file.service, service_name_de, service_name_en,
          case when received_at >= $3 then 'young' when received_at >= $4 then 'middle' when received_at >= $5 then 'old' else 'oldest' end as age,
          case when due_on is null then 'unknown' when due_on < $2::date then 'late' when usual.days is null then 'unknown'
               when greatest((received_at at time zone 'Europe/Berlin')::date + usual.days, $2::date) > due_on then 'endangered' when (received_at at time zone 'Europe/Berlin')::date + usual.days < $2::date then 'endangered' else 'in-time' end as due
        from cases.case_file as file left join usual on usual.service = file.service
        where tenant_id = $1 and is_open
      )
      select service, max(service_name_de) as "nameDe", max(service_name_en) as "nameEn", age, due, count(*)::int as cases from open group by service, age, due`,
    values: [tx.tenant, days.today, days.young, days.middle, days.old, days.since, days.enough],
  });
  return rows;
}

/** Refusals between two moments by service and reason; the reason is null where nobody chose one. */
export async function countRefusals(tx: TenantTx, from: Date, before: Date): Promise<(ServiceName & { readonly reason: string | null; readonly reasonDe: string | null; readonly reasonEn: string | null; readonly cases: number })[]> {
  const { rows } = await tx.client.query<ServiceName & { reason: string | null; reasonDe: string | null; reasonEn: string | null; cases: number }>({
    name: 'cases-figures-refusals',
    text: `
      select file.service, max(file.service_name_de) as "nameDe", max(file.service_name_en) as "nameEn", nullif(notice.refusal_reason, '') as reason, max(notice.refusal_name_de) as "reasonDe", max(notice.refusal_name_en) as "reasonEn", count(*)::int as cases
      from cases.notice join cases.case_file as file on file.tenant_id = notice.tenant_id and file.id = notice.case_id
      where notice.tenant_id = $1 and notice.issued_at >= $2 and notice.issued_at < $3 and notice.refusal_reason is not null group by file.service, notice.refusal_reason`,
    values: [tx.tenant, from, before],
  });
  return rows;
}

/** Keeps what the figures count of a decision. `refusal` is undefined for a decision that refuses nothing. */
export async function keepDecision(tx: TenantTx, notice: string, decision: { readonly name: { readonly de: string; readonly en: string }; readonly refusal: { readonly id: string; readonly de: string | null; readonly en: string | null } | undefined }): Promise<void> {
  await tx.client.query({
    name: 'cases-keep-decision', text: 'update cases.notice set decision_name_de = $3, decision_name_en = $4, refusal_reason = $5, refusal_name_de = $6, refusal_name_en = $7 where tenant_id = $1 and id = $2',
    values: [tx.tenant, notice, decision.name.de, decision.name.en, decision.refusal?.id ?? null, decision.refusal?.de ?? null, decision.refusal?.en ?? null],
  });
}
