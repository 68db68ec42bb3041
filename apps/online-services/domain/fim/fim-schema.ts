/** A rule of FIM in words. A script that comes with it is kept to be read by people and never run. */
export type FimRule = { readonly id: string; readonly name: string; readonly text: string; readonly script: string; readonly of: string };

export type FimOption = { readonly code: string; readonly name: string; readonly help: string };

export type FimField = {
  readonly kind: 'field';
  readonly id: string;
  readonly version: string;
  readonly name: string;
  readonly label: string;
  readonly help: string;
  readonly content: string;
  readonly art: 'input' | 'select' | 'label' | 'hidden' | 'locked';
  readonly type: 'text' | 'text_latin' | 'date' | 'time' | 'datetime' | 'bool' | 'num' | 'num_int' | 'num_currency' | 'file' | 'obj';
  readonly limits: { readonly minLength?: number; readonly maxLength?: number; readonly minValue?: number; readonly maxValue?: number; readonly pattern?: string };
  readonly options: readonly FimOption[];
  /** Name of a code list that is kept elsewhere. */
  readonly codeList: string | undefined;
};

export type FimGroup = { readonly kind: 'group'; readonly id: string; readonly version: string; readonly name: string; readonly label: string; readonly help: string; readonly parts: readonly FimPart[] };

/** How often something is asked; `max` is infinite for `*`. */
export type FimPart = { readonly min: number; readonly max: number; readonly of: FimField | FimGroup };

/** A file of FIM (XDatenfelder 2 or 3): a schema, one group or one field. */
export type FimSchema = { readonly standard: 'xdf2' | 'xdf3'; readonly id: string; readonly version: string; readonly name: string; readonly label: string; readonly help: string; readonly parts: readonly FimPart[]; readonly rules: readonly FimRule[] };
