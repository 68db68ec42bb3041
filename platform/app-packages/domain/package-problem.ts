/** Something to say about an app package. An `error` keeps it from being released, a `warning` does not, unless it is published. */
export type PackageProblem = {
  readonly severity: 'error' | 'warning';
  /** JSON pointer into `allmende-app.yaml`, such as `/components/0/mounts/1/volume`. */
  readonly pointer: string;
  /** Stable machine word, such as `unknown-volume`. */
  readonly code: string;
  /** What is wrong and what to do, in German. */
  readonly message: string;
};

/** A problem with the file and the line that a person opens. */
export type PlacedProblem = PackageProblem & { readonly file: 'allmende-app.yaml' | 'allmende-app.lock.yaml' | 'publiccode.yml'; readonly line: number };
