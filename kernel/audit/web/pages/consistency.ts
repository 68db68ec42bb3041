import { InvalidInput } from '@allmende/errors';
import { definePage, show, type AnyPage } from '@allmende/http';
import { proveConsistency } from '../../actions/prove-consistency.ts';
import { readCheckpointText } from '../../domain/read-checkpoint-text.ts';
import { logLinks, type LogArea } from '../log-area.ts';
import { consistencyView, type Outcome } from './consistency.view.ts';

/** Holds a checkpoint that somebody kept outside against an area's log. */
export function consistencyPages(area: LogArea): AnyPage[] {
  return [
    definePage({
      method: 'GET', path: `${area.pages}/consistency`, access: area.see,
      handle: async (request) => show(consistencyView({ typed: '', links: logLinks(request), csrf: request.csrf, locale: request.locale })),
    }),
    definePage({
      method: 'POST', path: `${area.pages}/consistency`, access: area.see,
      async handle(request) {
        const typed = request.form.text('checkpoint').slice(0, 4_000);
        const outcome = await outcomeOf(request.ctx, typed);
        return show(consistencyView({ typed, outcome, links: logLinks(request), csrf: request.csrf, locale: request.locale }), outcome.kind === 'unreadable' ? { status: 422 } : {});
      },
    }),
  ];
}

async function outcomeOf(ctx: Parameters<typeof proveConsistency>[0], typed: string): Promise<Outcome> {
  const kept = readCheckpointText(typed);
  if (kept === undefined || kept.size === 0) return { kind: 'unreadable' };
  if (!kept.origin.endsWith(`/audit/${ctx.tenant}`)) return { kind: 'foreign' };
  try {
    const { file, continues } = await proveConsistency(ctx, { from: kept.size, root: kept.root });
    return { kind: continues === true ? 'continues' : 'rewritten', file };
  } catch (error) {
    // The log is shorter than what was signed.
    if (error instanceof InvalidInput) return { kind: 'shorter', size: kept.size };
    throw error;
  }
}
