import { definePage, show } from '@allmende/http';
import { Type } from 'typebox';
import { drawSample } from '../../actions/draw-sample.ts';
import { lastCheckpoint } from '../../actions/last-checkpoint.ts';
import { listCheckpoints } from '../../actions/list-checkpoints.ts';
import { LARGEST_SAMPLE } from '../../domain/draw-positions.ts';
import type { AuditPort } from '../audit-words.ts';
import { logLinks, type LogArea } from '../log-area.ts';
import { workspaceView } from './workspace.view.ts';

const USUAL_SAMPLE = 10;

/** What an auditor needs in one place: checkpoints with their stamps, samples that can be drawn again, files to take away, the register of data sets. */
export function workspacePage(area: LogArea, port: AuditPort) {
  return definePage({
    method: 'GET', path: `${area.pages}/workspace`, access: area.see, query: Type.Object({ word: Type.Optional(Type.String({ maxLength: 100 })), count: Type.Optional(Type.String({ maxLength: 10 })) }),
    async handle(request) {
      const { ctx, query, locale } = request;
      const typed = { word: query.word?.trim() ?? '', count: query.count?.trim() ?? String(USUAL_SAMPLE) };
      const count = /^\d{1,3}$/u.test(typed.count) ? Number(typed.count) : 0;
      const isCount = count >= 1 && count <= LARGEST_SAMPLE;
      const [last, checkpoints] = await Promise.all([lastCheckpoint(ctx), listCheckpoints(ctx)]);
      const sample = typed.word === '' || !isCount ? undefined : await drawSample(ctx, { word: typed.word, count });
      const names = await port.namesOf(ctx, (sample?.entries ?? []).flatMap(({ accountId }) => accountId ?? []));
      const view = workspaceView({ last, checkpoints, sample, typed, problem: isCount ? undefined : `Bitte geben Sie eine Zahl von 1 bis ${LARGEST_SAMPLE} an.`, names, words: port.words, links: logLinks(request), locale });
      return show(view, isCount ? {} : { status: 422 });
    },
  });
}
