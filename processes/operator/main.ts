import { findCommand, helpText } from './command-list.ts';
import { explain } from './output/explain.ts';

const asked = process.argv.slice(2);
const wantsHelp = asked.length === 0 || ['help', '--help', '-h'].includes(asked[0] ?? '');
const [name = '', ...rest] = wantsHelp ? asked.slice(1) : asked;
const found = findCommand(name, rest);
if (found && (wantsHelp || found.rest.includes('--help') || found.rest.includes('-h'))) {
  console.log(`${found.command.usage}\n\n${found.command.summary}`);
} else if (found) {
  try {
    process.exitCode = await (await found.command.load())(found.rest);
  } catch (error) {
    console.error(explain(error));
    process.exitCode = 1;
  }
} else {
  const isUnknown = name !== '' && !name.startsWith('-');
  if (isUnknown) console.error(`Unbekannter Befehl: ${[name, ...rest].join(' ')}\n`);
  console.log(helpText(name));
  process.exitCode = isUnknown ? 2 : 0;
}
