/** Where a foreign program of the `process` runtime lives; all of it belongs to one instance. */
export type ProgramPlace = {
  /** Folder of the program's own data: what a backup takes. */
  readonly data: string;
  /** Only on 127.0.0.1. */
  readonly port: number;
  /** Salted hash of the password of the account `admin`, as `salt:hash` in hex; scrypt with Node's default cost. */
  readonly adminPasswordHash: string;
  /** File that holds the secret under which the program keeps credentials. */
  readonly secretFile: string;
  /** File that the program itself creates with its process id and must not overwrite; before that its process must name this file in its command line or title. */
  readonly pidFile: string;
};

/** A program in JavaScript that the `process` runtime can run. */
export type Program = {
  /** Name of the app in the offer. */
  readonly app: string;
  /** The script that Node runs. */
  readonly script: string;
  /** Arguments after the script; `settings` is the file with the text of `settings()`. */
  arguments(place: ProgramPlace, settings: string): readonly string[];
  /** Text of its settings, a CommonJS module. */
  settings(place: ProgramPlace): string;
  /** Path that answers below 400 when it is well. */
  readonly healthPath: string;
  /** Names at the top of the data folder that a backup leaves out. */
  readonly notBackedUp: ReadonlySet<string>;
};
