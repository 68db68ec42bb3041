/** What an upload may be, told from its content. */
export const UPLOAD_KINDS = ['pdf', 'jpeg', 'png', 'webp'] as const;
export type UploadKind = (typeof UPLOAD_KINDS)[number];

/** Media type and ending of a kind. */
export const MEDIA_TYPES: Readonly<Record<UploadKind, { readonly type: string; readonly ending: string }>> = {
  pdf: { type: 'application/pdf', ending: 'pdf' }, jpeg: { type: 'image/jpeg', ending: 'jpg' }, png: { type: 'image/png', ending: 'png' }, webp: { type: 'image/webp', ending: 'webp' },
};
