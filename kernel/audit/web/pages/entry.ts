import { definePage, show, type AnyPage } from '@allmende/http';
import { Type } from 'typebox';
import { readEntry } from '../../actions/read-entry.ts';
import type { AuditPort } from '../audit-words.ts';
import { logLinks, type LogArea } from '../log-area.ts';
import { entryView } from './entry.view.ts';

/** One entry of an area's log. */
export function entryPage(area: LogArea, port: AuditPort): AnyPage {
  return definePage({
    method: 'GET', path: `${area.pages}/:entry`, access: area.see, params: Type.Object({ entry: Type.String({ format: 'uuid' }) }),
    async handle(request) {
      const read = await readEntry(request.ctx, request.params);
      const name = read.accountId === null ? undefined : (await port.namesOf(request.ctx, [read.accountId])).get(read.accountId);
      return show(entryView({ read, name, words: port.words, links: logLinks(request), locale: request.locale }));
    },
  });
}
