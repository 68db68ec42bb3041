import { PID_DOCUMENT, PID_TYPES, elementOf, pathOf, type PersonAttribute } from './pid.ts';

/** Names of the two ways to answer. */
export const AS_SD_JWT = 'pid-sd-jwt';
export const AS_MDOC = 'pid-mdoc';

/** The question to the wallet (DCQL, OpenID4VP 1.0 section 6): these attributes of a PID, in either format. */
export function walletQuery(attributes: readonly PersonAttribute[]) {
  return {
    credentials: [
      { id: AS_SD_JWT, format: 'dc+sd-jwt' as const, meta: { vct_values: [...PID_TYPES] }, claims: attributes.map((attribute) => ({ path: [...pathOf(attribute)] })) },
      { id: AS_MDOC, format: 'mso_mdoc' as const, meta: { doctype_value: PID_DOCUMENT }, claims: attributes.map((attribute) => ({ path: [PID_DOCUMENT, elementOf(attribute)] })) },
    ],
    credential_sets: [{ options: [[AS_SD_JWT], [AS_MDOC]] }],
  };
}
