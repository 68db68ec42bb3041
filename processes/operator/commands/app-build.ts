import { buildApp, type BuiltComponent } from '@allmende/app-packages';
import { foreignEnvironment, namedFolder } from '../app-trial/app-folder.ts';
import { readOptions } from '../options.ts';
import { decimal } from '../output/progress.ts';

/** Makes the images of a package and writes its lock file. */
export async function appBuild(args: readonly string[]): Promise<number> {
  const { json, positionals, values } = readOptions(args, { fresh: 'boolean' }, 1);
  const folder = namedFolder(positionals, 'build');
  if (!json) process.stderr.write('  … Abbilder bauen; das dauert beim ersten Mal ein bis zwei Minuten\n');
  const onImage = (one: BuiltComponent) => {
    if (!json) console.log(`  ✓ ${one.component}: ${one.reference}@${one.digest} (${decimal(one.sizeBytes / 1e6)} MB, ${one.isNew ? `gebaut in ${decimal(one.seconds)} s` : 'schon da'})`);
  };
  const built = await buildApp({ folder, environment: foreignEnvironment(), fresh: values['fresh'] === true, onImage });
  if (json) console.log(JSON.stringify(built));
  else if (built.length === 0) console.log('Hier ist nichts zu bauen: Keine Komponente nennt einen Ordner (image.build).');
  return 0;
}
