import { helpText, findCommand } from './command-list.ts';
import { explain } from './output/explain.ts';

const [name = 'help', ...rest] = process.argv.slice(2);
const found = findCommand(name, rest);
if (!found) {
  console.error(name === 'help' || name === '--help' || name === '-h' ? '' : `Unbekannter Befehl: ${[name, ...rest].join(' ')}\n`);
  console.log(helpText());
  process.exitCode = ['help', '--help', '-h'].includes(name) ? 0 : 2;
} else if (found.rest.includes('--help') || found.rest.includes('-h')) {
  console.log(`${found.command.usage}\n\n${found.command.summary}`);
} else {
  try {
    process.exitCode = await (await found.command.load())(found.rest);
  } catch (error) {
    console.error(explain(error));
    process.exitCode = 1;
  }
}
