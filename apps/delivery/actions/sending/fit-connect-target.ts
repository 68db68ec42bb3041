import type { DeliveryTarget } from '../../domain/delivery-target.ts';
import { fitConnectForm } from '../../domain/fit-connect-form.ts';
import { FIT_CONNECT } from './fit-connect-name.ts';
import { sendEvidence } from './send-evidence.ts';
import { sendSubmission } from './send-submission.ts';

/** FIT-Connect as a system that delivery delivers to: encrypted for the destination that is competent, confirmed by its signed event. */
export const fitConnectTarget: DeliveryTarget = {
  name: FIT_CONNECT,
  label: { de: 'FIT-Connect', en: 'FIT-Connect' },
  form: fitConnectForm,
  takesAttachments: true,
  deliver: sendSubmission,
  receiveEvidence: sendEvidence,
  fetchDocument: async () => undefined,
};
