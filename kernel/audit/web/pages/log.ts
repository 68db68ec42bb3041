import { definePage, sendFile, show, type AnyPage } from '@allmende/http';
import { browseLog } from '../../actions/browse-log.ts';
import { bundleLog } from '../../actions/bundle-log.ts';
import { exportLog } from '../../actions/export-log.ts';
import { lastCheckpoint } from '../../actions/last-checkpoint.ts';
import type { AuditPort } from '../audit-words.ts';
import { logLinks, type LogArea } from '../log-area.ts';
import { LogQuery, readLogQuery } from '../read-log-query.ts';
import { logView } from './log.view.ts';

/** The list of an area's log, and the files to take away. */
export function logPages(area: LogArea, port: AuditPort): AnyPage[] {
  return [
    definePage({
      method: 'GET', path: area.pages, access: area.see, query: LogQuery,
      async handle(request) {
        const { ctx, query, locale } = request;
        const filter = readLogQuery(query);
        const [page, checkpoint] = await Promise.all([browseLog(ctx, filter), lastCheckpoint(ctx)]);
        const names = await port.namesOf(ctx, page.entries.flatMap(({ accountId }) => accountId ?? []));
        return show(logView({ page, names, checkpoint, query: { ...query, day: filter.day }, today: ctx.clock.today(), words: port.words, links: logLinks(request), locale }));
      },
    }),
    definePage({
      method: 'GET', path: `${area.pages}/export`, access: area.see,
      async handle(request) {
        return sendFile({ bytes: await exportLog(request.ctx), contentType: 'application/jsonl', name: logLinks(request).fileName });
      },
    }),
    definePage({
      method: 'GET', path: `${area.pages}/bundle`, access: area.see,
      async handle(request) {
        return sendFile({ bytes: await bundleLog(request.ctx), contentType: 'application/jsonl', name: logLinks(request).bundleName });
      },
    }),
  ];
}
