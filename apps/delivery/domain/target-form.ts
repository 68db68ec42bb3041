import type { FieldProblem } from '@allmende/errors';
import type { PlainDate } from '@allmende/time';
import type { Settings } from './delivery.ts';
import type { LocalText } from './parcel-content.ts';

/** One input of a destination. `secret` is never shown again once it is saved; left empty it stays as it was. */
export type SettingField = {
  readonly name: string;
  readonly type: 'text' | 'url' | 'email' | 'pem' | 'secret' | 'secret-pem' | 'choice';
  readonly label: LocalText;
  readonly hint?: LocalText;
  readonly optional?: boolean;
  readonly maxLength: number;
  readonly options?: readonly { readonly value: string; readonly label: LocalText }[];
};

/** What a check may know of the platform. */
export type SettingsWhere = {
  /** Addresses on this machine and without https are fine: for trying out, never in production. */
  readonly mayBeInside: boolean;
  /** Whether the operator has given a folder for messages. */
  readonly hasFolder: boolean;
  /** Whether e-mails can leave this platform. */
  readonly hasMail: boolean;
  readonly today: PlainDate;
};

/** What an authority has to enter before a target can be used. */
export type TargetForm = {
  readonly intro: LocalText;
  readonly fields: readonly SettingField[];
  /** What is wrong with settings that were typed, field by field; empty means that they can be used. German. */
  readonly check: (settings: Settings, where: SettingsWhere) => readonly FieldProblem[];
  /** Where it goes, for lists: never a secret. */
  readonly address: (settings: Settings) => string;
};

/** Whether an input is never shown again. */
export function isSecretField(field: SettingField): boolean {
  return field.type === 'secret' || field.type === 'secret-pem';
}
