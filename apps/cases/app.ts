import { UnusableArchive, type AppModule } from '@allmende/operations';
import { exportCases, restoreCases } from './actions/archive-cases.ts';
import { exportRunsAndRequests, restoreRunsAndRequests } from './actions/archive-runs-and-requests.ts';
import { exportSettings, restoreSettings } from './actions/archive-settings.ts';
import { removeCases, runCases, stateOfCases, statesOfCases, suspendCases } from './actions/run-app.ts';
import { CaseRecord } from './domain/archive-records.ts';
import { BulkRunRecord, CASES_ARCHIVE_VERSION, DeletedCaseRecord, LayoutRecord, PrintBatchRecord, RetentionRecord, StatementRequestRecord, TextBlockRecord } from './domain/archive-settings.ts';

/** Cases as an app that an authority orders, runs and leaves again. */
export const casesApp: AppModule = {
  app: 'cases',
  oncePerAuthority: true,
  activate: (ctx) => runCases(ctx),
  suspend: (ctx) => suspendCases(ctx),
  async export(ctx, _instance, archive) {
    const { cases, files } = await exportCases(ctx);
    const { textBlocks, batches, retention, deleted } = await exportSettings(ctx);
    const { runs, requests } = await exportRunsAndRequests(ctx);
    await archive.addRecords('layout', LayoutRecord, [{ version: CASES_ARCHIVE_VERSION }]);
    await archive.addRecords('text-block', TextBlockRecord, textBlocks);
    await archive.addRecords('print-batch', PrintBatchRecord, batches);
    await archive.addRecords('retention-rule', RetentionRecord, retention);
    await archive.addRecords('deleted-case', DeletedCaseRecord, deleted);
    await archive.addRecords('bulk-run', BulkRunRecord, runs);
    await archive.addRecords('statement-request', StatementRequestRecord, requests);
    await archive.addRecords('case', CaseRecord, cases);
    for (const { path, read } of files) await archive.addFile(path, await read());
  },
  async restore(ctx, _instance, archive) {
    const version = (await archive.records('layout', LayoutRecord))[0]?.version ?? 1;
    if (version > CASES_ARCHIVE_VERSION) throw new UnusableArchive(`Die Fälle darin sind in Fassung ${version} geschrieben. Diese Plattform liest Fassungen bis ${CASES_ARCHIVE_VERSION}.`);
    await restoreSettings(ctx, {
      textBlocks: await archive.records('text-block', TextBlockRecord), batches: await archive.records('print-batch', PrintBatchRecord), retention: await archive.records('retention-rule', RetentionRecord), deleted: await archive.records('deleted-case', DeletedCaseRecord),
    });
    await restoreCases(ctx, await archive.records('case', CaseRecord), (path) => archive.file(path));
    await restoreRunsAndRequests(ctx, { runs: await archive.records('bulk-run', BulkRunRecord), requests: await archive.records('statement-request', StatementRequestRecord) });
  },
  remove: (ctx) => removeCases(ctx),
  async health(ctx) {
    return { state: (await stateOfCases(ctx)) ?? 'absent' };
  },
  healthOfAll: (house) => statesOfCases(house),
};
