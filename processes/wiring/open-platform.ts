import type { Config } from '@allmende/config';
import { openHouse, type House } from '@allmende/house';
import { registerDirectory } from '@allmende/register';

/** The house of a process with the register as its directory. */
export function openPlatform(config: Config, process: string): House {
  return openHouse(config, { process, directoryOf: (database) => registerDirectory(database) });
}
