export { aPubliccodeFile } from './a-publiccode-file.ts';
