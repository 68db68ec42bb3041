import { buffer } from 'node:stream/consumers';
import { archiveStream, type ArchiveAbout, type OpenArchive } from './archive-stream.ts';

/** Begins a small archive, in memory; `finish` gives the ZIP file. */
export function createArchive(): Omit<OpenArchive, 'content' | 'finish' | 'abort'> & { finish(about: ArchiveAbout): Promise<Buffer> } {
  // One day for all of them, whatever day it is: the same content is the same bytes.
  const { content, finish, abort: _abort, ...writer } = archiveStream(new Date(Date.UTC(2026, 0, 1)));
  const written = buffer(content);
  return {
    ...writer,
    finish: async (about) => {
      await finish(about);
      return written;
    },
  };
}
