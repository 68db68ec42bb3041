import { openPodman, type Podman } from './podman-command.ts';

/** Whether podman can run apps here; `why` is one German line that says what is missing and, for Debian, the names of the packages. */
export type PodmanUse = { readonly usable: true; readonly version: string } | { readonly usable: false; readonly why: string };

const LEAST = [4, 3] as const;
const PACKAGES = 'podman runc netavark aardvark-dns catatonit iptables';
const INSTALL = `Unter Debian: apt install ${PACKAGES}`;

/** Looks whether this machine has all that the runtime `podman` needs; changes nothing but a settings file in `folder`. Takes less than a second. */
export async function isPodmanUsable(folder: string): Promise<PodmanUse> {
  if (process.platform !== 'linux') return { usable: false, why: 'Container laufen nur unter Linux.' };
  const podman = await openPodman(folder);
  const no = (why: string): PodmanUse => ({ usable: false, why: `${why} ${INSTALL}` });
  const version = await podman.run(['version', '--format', '{{.Client.Version}}']).then((text) => text.trim(), () => undefined);
  if (version === undefined) return no('Es fehlt podman.');
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < LEAST[0] || (major === LEAST[0] && minor < LEAST[1])) return no(`podman ${version} ist zu alt; nötig ist mindestens ${LEAST.join('.')}.`);
  const missing = await missingParts(podman);
  if (missing !== undefined) return no(missing);
  if (podman.rootless) return { usable: false, why: 'Container für mehrere Behörden brauchen Filter des Rechners; starten Sie die Plattform als root, damit sie sie setzen kann.' };
  return { usable: true, version };
}

async function missingParts(podman: Podman): Promise<string | undefined> {
  const info = await podman.run(['info', '--format', '{{.Host.NetworkBackend}} {{.Host.OCIRuntime.Path}} {{.Host.Security.SECCOMPEnabled}}']).then((text) => text.trim().split(' '), () => undefined);
  if (!info) return 'podman ist da, kann hier aber nicht arbeiten (meist fehlt runc oder crun).';
  const [backend, , seccomp] = info;
  if (backend !== 'netavark') return 'podman arbeitet hier ohne netavark.';
  if (seccomp !== 'true') return 'Diesem Rechner fehlt seccomp.';
  for (const program of ['nft', 'iptables']) if ((await podman.inNetwork(program, ['--version'])).code === 0) return undefined;
  return 'Es fehlt iptables oder nftables.';
}
