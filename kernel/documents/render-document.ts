import { Worker } from 'node:worker_threads';
import type { DocumentModel } from './domain/document-model.ts';
import type { RenderAnswer, RenderTask } from './render-worker.ts';

type Waiting = { task: RenderTask; resolve: (pdf: Uint8Array) => void; reject: (error: Error) => void };
type Seat = { worker: Worker; current: Waiting | undefined; timer: NodeJS.Timeout | undefined };

const SEATS = 2;
const TIME_LIMIT_MS = 30_000;

const seats = new Set<Seat>();
const queue: Waiting[] = [];
let lastId = 0;

/**
 * Renders a model to a tagged PDF (PDF/UA-1) with title, language and embedded fonts. Runs in one of two worker threads, started at first use; the
 * calling thread never waits. Equal models give equal bytes. Characters that no shipped font draws (Chinese, Thai …) come out as `[U+65E5]`.
 * Rejects with Error when a model cannot be laid out or takes more than 30 s; the message holds nothing of the document. Source: ISO 14289-1, DIN 5008.
 */
export function renderDocument(document: DocumentModel): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    lastId += 1;
    queue.push({ task: { id: lastId, model: document }, resolve, reject });
    assignWork();
  });
}

/** Stops the worker threads; documents under way are rejected. A later `renderDocument` starts them again. */
export async function closeDocuments(): Promise<void> {
  const closing = [...seats];
  for (const waiting of queue.splice(0)) waiting.reject(new Error('documents are closed'));
  await Promise.all(closing.map((seat) => giveUp(seat, new Error('documents are closed'))));
}

function assignWork(): void {
  while (queue.length > 0) {
    const seat = [...seats].find((one) => one.current === undefined) ?? (seats.size < SEATS ? openSeat() : undefined);
    if (seat === undefined) return;
    const next = queue.shift();
    if (next !== undefined) give(seat, next);
  }
}

function openSeat(): Seat {
  const worker = new Worker(new URL('./render-worker.ts', import.meta.url));
  const seat: Seat = { worker, current: undefined, timer: undefined };
  worker.on('message', (answer: RenderAnswer) => finish(seat, answer));
  worker.on('error', (error) => void giveUp(seat, error instanceof Error ? error : new Error('the document worker failed')));
  worker.on('exit', () => void giveUp(seat, new Error('the document worker ended')));
  worker.unref();
  seats.add(seat);
  return seat;
}

function give(seat: Seat, waiting: Waiting): void {
  seat.current = waiting;
  seat.timer = setTimeout(() => void giveUp(seat, new Error('the document took too long')), TIME_LIMIT_MS);
  seat.worker.ref();
  try {
    seat.worker.postMessage(waiting.task);
  } catch (error) {
    release(seat);
    waiting.reject(new Error('the document is not plain data', { cause: error }));
  }
}

function finish(seat: Seat, answer: RenderAnswer): void {
  const waiting = release(seat);
  if ('pdf' in answer) waiting?.resolve(answer.pdf);
  else waiting?.reject(new Error(`the document could not be laid out: ${answer.error}`));
  assignWork();
}

// An idle worker must not keep the process alive.
function release(seat: Seat): Waiting | undefined {
  const waiting = seat.current;
  clearTimeout(seat.timer);
  seat.current = undefined;
  seat.worker.unref();
  return waiting;
}

async function giveUp(seat: Seat, error: Error): Promise<void> {
  if (!seats.delete(seat)) return;
  release(seat)?.reject(error);
  await seat.worker.terminate();
  assignWork();
}
