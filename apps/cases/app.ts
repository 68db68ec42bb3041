import type { AppModule } from '@allmende/operations';
import { exportCases, restoreCases } from './actions/archive-cases.ts';
import { removeCases, runCases, stateOfCases, statesOfCases, suspendCases } from './actions/run-app.ts';
import { CaseRecord } from './domain/archive-records.ts';

/** Cases as an app that an authority orders, runs and leaves again. */
export const casesApp: AppModule = {
  app: 'cases',
  oncePerAuthority: true,
  activate: (ctx) => runCases(ctx),
  suspend: (ctx) => suspendCases(ctx),
  async export(ctx, _instance, archive) {
    const { cases, files } = await exportCases(ctx);
    archive.addRecords('case', CaseRecord, cases);
    for (const { path, bytes } of files) archive.addFile(path, bytes);
  },
  restore: (ctx, _instance, archive) => restoreCases(ctx, archive.records('case', CaseRecord), (path) => archive.file(path)),
  remove: (ctx) => removeCases(ctx),
  async health(ctx) {
    return { state: (await stateOfCases(ctx)) ?? 'absent' };
  },
  healthOfAll: (house) => statesOfCases(house),
};
