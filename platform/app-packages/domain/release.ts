import type { AppPackage } from './app-package.ts';
import { compareVersions } from './compare-versions.ts';

/** Which releases an instance follows. Who follows `preview` gets the newest of both. */
export type Channel = AppPackage['channel'];

/** A version of an app that was released; never changes. */
export type Release = {
  readonly app: string;
  readonly version: string;
  readonly channel: Channel;
  readonly package: AppPackage;
  /** SHA-256 of the package as canonical JSON. */
  readonly digest: string;
  readonly publishedAt: Date;
};

/** A release as it stands in the list. */
export type ListedRelease = Omit<Release, 'package'> & {
  /** Account or process that published it. */
  readonly publishedBy: string;
  /** Nobody is brought to a withdrawn release any more; who runs it goes on. */
  readonly withdrawnAt: Date | undefined;
};

/** The newest release that an instance of a channel gets; undefined when there is none. */
export function newestOf<Listed extends Pick<ListedRelease, 'version' | 'channel' | 'withdrawnAt'>>(releases: readonly Listed[], channel: Channel): Listed | undefined {
  return releases
    .filter((release) => release.withdrawnAt === undefined && (channel === 'preview' || release.channel === 'stable'))
    .toSorted((one, other) => compareVersions(other.version, one.version))[0];
}
