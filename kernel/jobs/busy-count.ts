/** Knows whether work of one kind is going on, so that other work can step aside. */
export type BusyCount = {
  /** Counts while the work runs. */
  while(work: () => Promise<void>): Promise<void>;
  /** Resolves when none is running, at the latest after so many milliseconds. */
  idle(patienceMs: number): Promise<void>;
};

/** Starts at nothing. */
export function startBusyCount(): BusyCount {
  let running = 0;
  const waiting = new Set<() => void>();
  return {
    while: async (work) => {
      running += 1;
      try {
        await work();
      } finally {
        running -= 1;
        if (running === 0) for (const go of waiting) go();
      }
    },
    idle: (patienceMs) => (running === 0 ? Promise.resolve() : new Promise((resolve) => {
      const go = () => {
        clearTimeout(timer);
        waiting.delete(go);
        resolve();
      };
      const timer = setTimeout(go, patienceMs);
      waiting.add(go);
    })),
  };
}
