/** Says what is being done and how long it took, one line a step. */
export type Steps = {
  run<Result>(name: string, work: () => Promise<Result>, describe?: (result: Result) => string): Promise<Result>;
};

/** Prints steps to a terminal or a log. */
export function printSteps(write: (text: string) => void = (text) => process.stdout.write(text)): Steps {
  const live = process.stdout.isTTY;
  return {
    run: async (name, work, describe) => {
      const start = performance.now();
      if (live) write(`  … ${name}`);
      try {
        const result = await work();
        const detail = describe?.(result);
        write(`${live ? '\r' : ''}  ✓ ${name}${detail ? `: ${detail}` : ''} (${seconds(start)})\n`);
        return result;
      } catch (error) {
        write(`${live ? '\r' : ''}  ✗ ${name} (${seconds(start)})\n`);
        throw error;
      }
    },
  };
}

/** Seconds since a moment of `performance.now()`, such as `3,4 s`. */
export function seconds(start: number): string {
  return `${((performance.now() - start) / 1000).toFixed(1).replace('.', ',')} s`;
}
