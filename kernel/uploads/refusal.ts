/** Why an upload is not taken. */
export const REFUSALS = ['empty', 'too-large', 'not-accepted', 'heic', 'two-kinds', 'broken', 'encrypted', 'bomb', 'too-many-pages', 'active', 'infected', 'took-too-long'] as const;
export type Refusal = (typeof REFUSALS)[number];
