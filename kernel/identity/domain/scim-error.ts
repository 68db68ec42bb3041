import { DomainError, type ErrorKind } from '@allmende/errors';

/** Why a request of a directory is refused. Source: RFC 7644 § 3.12, table 9. */
export type ScimType = 'invalidFilter' | 'uniqueness' | 'mutability' | 'invalidSyntax' | 'invalidPath' | 'noTarget' | 'invalidValue' | 'tooMany';

/** Thrown when a request by SCIM cannot be carried out; speaks English, because programs read it. */
export class ScimRefused extends DomainError {
  override name = 'ScimRefused';
  readonly scimType: ScimType | undefined;
  /** Where the standard asks for another number than the kind would give. */
  readonly status: number | undefined;

  constructor(kind: ErrorKind, message: string, options: { readonly scimType?: ScimType; readonly status?: number } = {}) {
    super({ kind, code: 'identity/scim-refused', message });
    this.scimType = options.scimType;
    this.status = options.status;
  }
}

/** A value that the standard or the platform does not allow. */
export function invalidValue(message: string): ScimRefused {
  return new ScimRefused('invalid', message, { scimType: 'invalidValue', status: 400 });
}
