import type { PlainDate } from '@allmende/time';
import type { NeedState } from '../domain/need.ts';

/** Rows of the needs room. */
export type NeedsTables = {
  'needs.need': {
    tenant_id: string; id: string; title: string; details: string; category: string; cases_per_year: number | null; wanted_by: PlainDate | null; recorded_by: string; recorded_at: Date; state: NeedState;
  };
  'needs.published_need': { need: string; authority: string; category: string; state: 'open' | 'ordered'; solutions: string[] };
};
