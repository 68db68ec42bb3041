import type { AppModule } from '@allmende/operations';
import { exportMailbox, removeMailbox, restoreMailbox } from './actions/archive-mailbox.ts';
import { ConversationRecord } from './domain/archive-records.ts';

/** An app with the messages about its applications: the mailbox has no order of its own, and goes along with the online services. */
export function withMailbox(app: AppModule): AppModule {
  return {
    ...app,
    async export(ctx, instance, archive) {
      await app.export(ctx, instance, archive);
      const { conversations, files } = await exportMailbox(ctx);
      await archive.addRecords('conversation', ConversationRecord, conversations);
      for (const { path, read } of files) await archive.addFile(path, await read());
    },
    async restore(ctx, instance, archive) {
      await app.restore(ctx, instance, archive);
      await restoreMailbox(ctx, await archive.records('conversation', ConversationRecord), (path) => archive.file(path));
    },
    async remove(ctx, instance) {
      await app.remove(ctx, instance);
      await removeMailbox(ctx);
    },
  };
}
