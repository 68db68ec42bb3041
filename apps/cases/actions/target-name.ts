/** The name under which delivery knows this app. */
export const TARGET_NAME = 'cases';
