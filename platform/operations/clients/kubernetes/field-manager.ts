/** Under this name the API server remembers which fields are ours. */
export const FIELD_MANAGER = 'allmende';
