import { compileReleases } from './compile-releases.ts';
import type { OcdsRelease } from './ocds-release.ts';

/** Where a package lies and who publishes it. */
export type Publication = { readonly uri: string; readonly publisher: string };

/** The placeholder until the operator has a prefix from the Open Contracting Partnership. */
export const UNREGISTERED_PREFIX = 'ocds-xxxxxx';

/** Releases of one process in a package. Throws RangeError without any. */
export function releasePackage(releases: readonly OcdsRelease[], publication: Publication): object {
  return { ...headOf(releases, publication), releases };
}

/** The record of one process: all its releases and the compiled one. Throws RangeError without any release. */
export function recordPackage(releases: readonly OcdsRelease[], publication: Publication): object {
  const head = headOf(releases, publication);
  return { ...head, records: [{ ocid: releases[0]?.ocid, releases, compiledRelease: compileReleases(releases) }] };
}

function headOf(releases: readonly OcdsRelease[], { uri, publisher }: Publication): object {
  const last = releases.at(-1);
  if (last === undefined) throw new RangeError('a package needs a release');
  return { uri, version: '1.1', publishedDate: last.date, publisher: { name: publisher } };
}
