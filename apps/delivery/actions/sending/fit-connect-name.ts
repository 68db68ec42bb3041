/** Name of the target in parcels and routes. */
export const FIT_CONNECT = 'fit-connect';
