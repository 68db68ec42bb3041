export { cents, sumCents, timesFraction, type Cents } from './cents.ts';
export { formatEuro } from './format-euro.ts';
export { parseEuro } from './parse-euro.ts';
