import { casesTarget } from '@allmende/cases';
import { receiverOf } from '@allmende/delivery';
import type { House } from '@allmende/house';
import { messagesForStatus, type MailboxPorts } from '@allmende/mailbox';
import type { StatusPorts } from '@allmende/online-services';
import { deliveryPorts } from './delivery-ports.ts';

/** Who reads messages: the cases of this platform; foreign systems get none. */
export const mailboxPorts: MailboxPorts = {
  async readsMessages(house, application) {
    const receiver = await receiverOf(house, deliveryPorts, application);
    return receiver && receiver.target === casesTarget.name;
  },
};

/** What the applicant's status page learns of the rooms that stand above online services. */
export const statusPorts: StatusPorts<House> = {
  takesWithdrawals: async (house, application) => (await receiverOf(house, deliveryPorts, application))?.takesWithdrawals,
  messagesOf: (house, application) => messagesForStatus(house, mailboxPorts, application),
};
