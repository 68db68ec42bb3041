import { DomainError } from '@allmende/errors';
import type { PlacedProblem } from './package-problem.ts';

/** Thrown when an app package cannot be used; `fields` name pointer and remedy for each fault. The author corrects the files and tries again. */
export class UnusablePackage extends DomainError {
  override name = 'UnusablePackage';

  constructor(folder: string, problems: readonly PlacedProblem[]) {
    super({
      kind: 'invalid', code: 'app-packages/unusable-package', message: `Das App-Paket „${folder}“ ist so nicht verwendbar.`,
      fields: problems.map((problem) => ({ pointer: `${problem.file}:${problem.line}${problem.pointer === '' ? '' : ` ${problem.pointer}`}`, code: problem.code, message: problem.message })),
    });
  }
}

/** Thrown when a version was released before with another content. The author raises `version`. */
export class ReleasedBefore extends DomainError {
  override name = 'ReleasedBefore';

  constructor(app: string, version: string) {
    super({ kind: 'conflict', code: 'app-packages/released-before', message: `„${app}“ ${version} ist schon mit anderem Inhalt veröffentlicht. Eine Veröffentlichung ändert sich nie; erhöhen Sie „version“.` });
  }
}

/** Thrown when an image could not be made; the message holds the end of what the build said. */
export class ImageNotBuilt extends DomainError {
  override name = 'ImageNotBuilt';

  constructor(reference: string, reason: string) {
    super({ kind: 'unavailable', code: 'app-packages/image-not-built', message: `Das Abbild „${reference}“ konnte nicht gebaut werden. ${reason}` });
  }
}
