import { parentPort } from 'node:worker_threads';
import type { DocumentModel } from './domain/document-model.ts';
import { typstCompiler } from './typst-compiler.ts';

/** What the pool sends to a worker. */
export type RenderTask = { id: number; model: DocumentModel };

/** What a worker answers. */
export type RenderAnswer = { id: number; pdf: Uint8Array<ArrayBuffer> } | { id: number; error: string };

const render = typstCompiler();

parentPort?.on('message', ({ id, model }: RenderTask) => {
  try {
    const pdf = render(model);
    parentPort?.postMessage({ id, pdf } satisfies RenderAnswer, [pdf.buffer]);
  } catch (error) {
    parentPort?.postMessage({ id, error: withoutContent(error) } satisfies RenderAnswer);
  }
});

// The compiler quotes the document's text in its messages; logs must not hold it.
function withoutContent(error: unknown): string {
  const message = error instanceof Error ? error.message : 'unknown';
  return message.replace(/`[^`]*`/gu, '`…`').slice(0, 500);
}
