import { Worker } from 'node:worker_threads';

/** How it went in a thread. A thread that gave no answer is ended. */
export type ThreadResult<Answer> = { readonly outcome: 'answered'; readonly answer: Answer } | { readonly outcome: 'took-too-long' | 'out-of-memory' | 'failed'; readonly answer?: undefined };

/** So many pieces of work one thread does: whatever a library or a strange document leaves behind in it comes to an end. */
const MOST_WORK = 50;
const IDLE_MS = 5_000;

/**
 * Threads that each do one piece of work at a time and are used again, because loading the libraries takes longer than most pieces of work. One that fails, fills its memory or takes too long is ended, and so is one that nobody needs for five
 * seconds. The file answers each message with one.
 */
export function openThreads<Answer>(file: URL, limits: { readonly mostMb: number }): { readonly run: (work: object, mostMs: number) => Promise<ThreadResult<Answer>> } {
  const idle: { readonly worker: Worker; readonly done: number; readonly wake: () => void }[] = [];

  function giveBack(worker: Worker, done: number): void {
    if (done >= MOST_WORK) return end(worker);
    const leave = () => {
      idle.splice(idle.findIndex((one) => one.worker === worker), 1);
      wake();
      end(worker);
    };
    // Neither keeps the process.
    const timer = setTimeout(leave, IDLE_MS).unref();
    worker.unref();
    const wake = () => {
      clearTimeout(timer);
      worker.off('error', leave).off('exit', leave);
    };
    worker.on('error', leave).on('exit', leave);
    idle.push({ worker, done, wake });
  }

  return {
    run: (work, mostMs) => new Promise((resolve) => {
      const { worker, done, wake } = idle.pop() ?? { worker: start(file, limits.mostMb), done: 0, wake: () => undefined };
      wake();
      worker.ref();
      const settle = (result: ThreadResult<Answer>) => {
        clearTimeout(timer);
        worker.off('message', answered).off('error', failed).off('exit', ended);
        resolve(result);
        if (result.outcome === 'answered') giveBack(worker, done + 1);
        else end(worker);
      };
      const answered = (answer: Answer) => { settle({ outcome: 'answered', answer }); };
      const failed = (error: Error) => { settle({ outcome: (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'out-of-memory' : 'failed' }); };
      const ended = () => { settle({ outcome: 'failed' }); };
      const timer = setTimeout(() => { settle({ outcome: 'took-too-long' }); }, mostMs);
      worker.on('message', answered).on('error', failed).on('exit', ended);
      worker.postMessage(work);
    }),
  };
}

function start(file: URL, mostMb: number): Worker {
  const worker = new Worker(file, { resourceLimits: { maxOldGenerationSizeMb: mostMb }, stdout: true, stderr: true });
  // What libraries say about a document belongs into no log, and must not pile up either.
  worker.stdout.resume();
  worker.stderr.resume();
  return worker;
}

function end(worker: Worker): void {
  // What it says from now on concerns nobody, and must not end the process.
  worker.on('error', () => undefined);
  void worker.terminate();
}
