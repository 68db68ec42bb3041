/** Says on the error stream how far a long work has come: on one line of a terminal, or a line for each step in a log. */
export function printProgress(what: string): (progress: { readonly done: number; readonly total: number }) => void {
  const live = process.stderr.isTTY;
  return ({ done, total }) => {
    const text = `  ${number(done)} von ${number(total)} ${what}`;
    process.stderr.write(live ? `\r${text}${done === total ? '\n' : ''}` : `${text}\n`);
  };
}

/** A whole number as people read it: `10.943`. */
export function number(value: number): string {
  return value.toLocaleString('de-DE');
}

/** A number with one decimal as people read it: `12,4`. */
export function decimal(value: number): string {
  return value.toLocaleString('de-DE', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
}
