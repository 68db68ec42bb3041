import type { OutgoingState } from '../domain/outgoing.ts';

export type OutgoingTables = {
  'delivery.outgoing': {
    tenant_id: string; application_id: string; follows_id: string | null; destination_id: string; remote_destination_id: string; submission_id: string; case_id: string; state: OutgoingState; attachments: unknown; tries: unknown; kid: string | null; verdicts: unknown;
    problem: string | null; announced_at: Date; sent_at: Date | null; ended_at: Date | null; looks: number; next_look_at: Date | null;
  };
};
