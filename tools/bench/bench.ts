/** Figures of a bench by name, with the unit in the name: `cold_s`, `p99_ms`, `pages_per_s_per_core`. */
export type Figures = Readonly<Record<string, number | string>>;

/** What each file `tools/bench/<name>.ts` exports. A bench makes its own fresh database and leaves nothing behind. */
export type Bench = {
  /** One line for `./allmende bench`. */
  readonly about: string;
  /** Measures. `say` tells people how far it is. */
  run(say: (line: string) => void): Promise<Figures>;
};
