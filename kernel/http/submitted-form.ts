/** The fields of a posted form. Text comes trimmed of nothing: parsing is the room's business. */
export type SubmittedForm = {
  /** The field's text; empty when it was not sent. The last one when it was sent several times. */
  text(name: string): string;
  /** All texts of a field, for checkboxes. */
  all(name: string): readonly string[];
  has(name: string): boolean;
  names(): readonly string[];
  /** Files of a field in their order; empty on pages that declare no `uploads`. */
  files(name: string): readonly SubmittedFile[];
  /** More files were sent than the page takes; those beyond were dropped. */
  readonly hasTooManyFiles: boolean;
};

/** A file as it was sent. Nothing in it can be believed: neither name nor content. */
export type SubmittedFile = {
  readonly field: string;
  /** As the browser named it. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Larger than the page allows; the bytes were dropped. */
  readonly tooLarge: boolean;
};

/** Reads what the form parser made; anything that is not text is left out. */
export function submittedForm(body: unknown, files: readonly SubmittedFile[] = [], hasTooManyFiles = false): SubmittedForm {
  const fields = new Map<string, readonly string[]>();
  if (typeof body === 'object' && body !== null) {
    for (const [name, value] of Object.entries(body)) {
      const texts = (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string').map((one) => one.replaceAll('\0', ''));
      if (texts.length > 0) fields.set(name, texts);
    }
  }
  return {
    text: (name) => fields.get(name)?.at(-1) ?? '',
    all: (name) => fields.get(name) ?? [],
    has: (name) => fields.has(name),
    names: () => [...fields.keys()],
    files: (name) => files.filter(({ field }) => field === name),
    hasTooManyFiles,
  };
}
